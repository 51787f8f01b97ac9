from . import property_month_report
from . import property_month_ledger
