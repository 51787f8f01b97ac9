from . import res_company
from . import res_users
from . import sales_onboarding
from . import property_development
from . import property_building
from . import property_unit
from . import property_homes_mixin
from . import property_permit
