from . import price
from . import money
