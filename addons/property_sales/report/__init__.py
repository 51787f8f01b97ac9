from . import price
from . import money
from . import contract
