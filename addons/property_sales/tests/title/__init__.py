from . import test_archive
from . import test_archive_screens
from . import test_guarantee
from . import test_title
from . import test_title_deadlines
