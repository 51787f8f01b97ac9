from . import test_property_sales_skeleton
