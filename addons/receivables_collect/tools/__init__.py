from . import payment_parts
from . import roles
