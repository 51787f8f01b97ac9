from . import property_release
from . import property_block
from . import property_unit
from . import property_development
from . import property_deadline
