from . import ir_actions_report
from . import sales_credit_report
from . import sales_deal_trace
from . import sales_hold_report
