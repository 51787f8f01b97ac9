from . import property_design
from . import property_amendment
from . import property_rescission
from . import property_deadline
