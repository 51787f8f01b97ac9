from . import property_reception
from . import property_reception_care
from . import property_reception_contact
from . import property_reservation
from . import property_reservation_change
from . import property_unit
