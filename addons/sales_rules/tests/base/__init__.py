from . import test_form_layout
from . import test_register_numbers
from . import test_widgets_js
