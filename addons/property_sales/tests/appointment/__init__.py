from . import test_appointment_portal
from . import test_appointments
from . import test_handover_batch
from . import test_handover_deadlines
from . import test_inspection_photos
from . import test_slot_race
from . import test_slots
