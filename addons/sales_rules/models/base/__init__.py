from . import sales_protected_mixin
from . import sales_reason_mixin
from . import sales_standard_mixin
from . import sales_state_mixin
from . import sales_register
from . import sales_register_mixin
from . import res_company
from . import res_users
