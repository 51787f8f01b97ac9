from . import property_development
from . import property_document
from . import property_warranty_term
from . import property_warranty
from . import property_sale_invoice
from . import property_handover
from . import property_defect
from . import property_contract
