from . import property_training
from . import property_transfer_mixin
from . import res_users
from . import property_deadline
