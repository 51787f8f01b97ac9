from . import sales_deal_trace
from . import sales_hold_report
