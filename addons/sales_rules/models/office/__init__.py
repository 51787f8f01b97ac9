from . import sales_onboarding
