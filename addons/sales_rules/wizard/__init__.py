from . import base_partner_merge
from . import res_partner_stop
from . import sale_order_increase
from . import sales_contract_review
from . import sales_approval_reason
