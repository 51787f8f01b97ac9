from . import test_block
from . import test_block_access
from . import test_cannot_sell
from . import test_release
from . import test_release_homes
