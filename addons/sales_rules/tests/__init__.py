# Odoo's loader looks at this module only; pytest looks into the folders.
from .base import *
from .approval import *
from .credit import *
from .hold import *
from .grading import *
from .customer import *
from .office import *
