from . import test_reception
from . import test_reception_care
from . import test_reception_number
from . import test_reception_race
from . import test_reception_reservation
from . import test_reception_screens
from . import test_reception_secrecy
from . import test_transfer
