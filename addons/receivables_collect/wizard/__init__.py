from . import collection_bounce
from . import collection_journal_wizard
from . import sales_rules_settings
