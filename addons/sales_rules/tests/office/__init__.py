from . import test_onboarding
from . import test_rules_settings
