from odoo import models

DIRECTOR = "sales_rules.group_marketing_director"
FINANCE = "sales_rules.group_finance"
DEPUTY = "sales_rules.group_deputy_general_manager"
GENERAL = "sales_rules.group_general_manager"
INVESTMENT = "property_sales.group_investment_development"

DECIDERS = frozenset({DIRECTOR, FINANCE, DEPUTY, GENERAL})
WITH_INVESTMENT = DECIDERS | {INVESTMENT}


class PropertySecretMixin(models.AbstractModel):
    """Records of homes, which are trade secrets (R2.12).

    Their values leave the system by the roles in `_export_groups` only, wherever the
    export begins, and each time is kept in `property.export.log`. Where there are no
    prices, `WITH_INVESTMENT` names them.
    """

    _name = "property.secret.mixin"
    _description = "Secret of the Sale of Homes"

    _export_groups = DECIDERS
