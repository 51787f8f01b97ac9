from . import test_portal_access
from . import test_portal_appointment
from . import test_portal_pages
from . import test_portal_payment
from . import test_portal_request
