from . import test_click_writes
from . import test_hold
from . import test_reservation_change
from . import test_unit_board
from . import test_unit_board_js
from . import test_unit_board_tour
from . import test_waiting_list
from . import test_worklist
