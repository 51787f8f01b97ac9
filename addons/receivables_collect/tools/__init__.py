from . import chinese_amount
from . import months
from . import payment_parts
from . import roles
