from . import property_unit
from . import res_users
from . import property_reservation
from . import property_reservation_days
from . import property_reservation_queue
from . import property_reservation_change
from . import property_reservation_ask
from . import property_deadline
