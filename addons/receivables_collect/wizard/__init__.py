from . import collection_bank_refusal
from . import collection_bounce
from . import collection_custody_reason
from . import collection_reason
from . import collection_journal_wizard
from . import sales_rules_settings
