from . import test_form_f39
from . import test_settle
from . import test_settle_area
from . import test_settle_batch
from . import test_settle_queries
