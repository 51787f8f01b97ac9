from . import test_accounts
from . import test_export_log
from . import test_property_fuzz
from . import test_property_report_doors
from . import test_settings
