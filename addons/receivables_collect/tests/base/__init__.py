from . import test_access_matrix
from . import test_chinese_amount
from . import test_collection_rpc_sweep
from . import test_collection_settings
from . import test_copies_and_deletes
from . import test_record_rules
from . import test_untouched_roles
