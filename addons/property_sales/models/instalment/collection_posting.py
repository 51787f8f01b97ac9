from odoo import models


class CollectionPosting(models.AbstractModel):
    """Posts what the bank received for homes as well (R2.10)."""

    _inherit = "collection.posting"

    _given_fields = frozenset({"collection_method_id", "property_credit_id"})
