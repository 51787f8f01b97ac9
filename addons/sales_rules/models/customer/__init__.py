from . import res_company
from . import res_partner
from . import sales_hold_check
from . import sales_hold_sync
from . import sales_approval_notice
