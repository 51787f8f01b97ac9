from . import chinese_amount
from . import payment_parts
from . import roles
