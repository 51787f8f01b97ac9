from . import collection_custody_mixin
from . import collection_guard
from . import res_users
from . import res_currency
