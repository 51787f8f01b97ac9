from . import test_form_f36
from . import test_service_deadline
from . import test_service_request
from . import test_service_secrecy
from . import test_service_steps
