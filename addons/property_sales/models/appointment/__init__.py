from . import property_handover_slot
from . import property_building
from . import property_handover
from . import property_handover_notice
from . import property_appointment_portal
from . import ir_attachment
