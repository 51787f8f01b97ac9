from . import property_training
from . import res_users
from . import property_deadline
