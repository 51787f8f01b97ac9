from . import base
from . import credit
from . import hold
