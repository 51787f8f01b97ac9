from . import test_form_layout
from . import test_gate
from . import test_line_mixin
from . import test_notice
from . import test_protected_fields
from . import test_register_numbers
from . import test_state_moves
from . import test_widgets_js
