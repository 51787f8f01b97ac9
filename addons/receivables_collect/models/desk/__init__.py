from . import collection_bag
from . import collection_bag_entry
from . import ir_ui_menu
from . import res_users
from . import sales_onboarding
