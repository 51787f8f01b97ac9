# Odoo's loader looks at this module only; pytest looks into the folders.
from .base import *
from .slip import *
from .custody import *
from .receipt import *
from .ledger import *
from .desk import *
