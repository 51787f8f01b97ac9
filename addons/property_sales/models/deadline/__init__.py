from . import property_deadline
