from . import account_chart_template
from . import base
from . import property_kept_mixin
from . import property_secret_mixin
from . import property_export_log
from . import res_company
from . import sales_credit
