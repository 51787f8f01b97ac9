from . import property_quotation
