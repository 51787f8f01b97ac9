from . import test_bag_js
from . import test_bag_sums
from . import test_collection_bag
from . import test_desk
