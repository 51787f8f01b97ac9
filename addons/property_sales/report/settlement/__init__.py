from . import property_settlement_report
