from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.sales_rules.tools.inherited import add_up

from ..deadline.property_deadline import LATE_ONLY, Expected, Kind
from ..project.property_permit import INVESTMENT
from .property_contract import SIGNED


class PropertyDeadline(models.Model):
    """A permit with homes to sell is followed by the next one before it ends (R2.7).

    Permits remind of their end themselves; the deadline tells when it is past.

    A topic whose documents belong to contracts names the field that a contract has them
    in, and the models whose names do not say of which home they are.
    """

    _inherit = "property.deadline"

    _kinds = {
        "permit": Kind(
            "property.permit", INVESTMENT, LATE_ONLY, done=[("state", "!=", "revoked")]
        )
    }

    # both add up over the classes of the model
    _contract_fields = frozenset()
    _named_by_home = frozenset()

    kind = fields.Selection(
        selection_add=[("permit", "End of a Permit")], ondelete={"permit": "cascade"}
    )

    @api.model
    def _get_document_names(self, documents):
        # EXTENDS 'deadline'
        names = super()._get_document_names(documents)
        if documents._name in add_up(type(self), "_named_by_home"):
            for document in documents:
                home = document.contract_id.unit_id.display_name
                names[document.id] = f"{names[document.id]} · {home}"
        return names

    @api.model
    def _follow(self, records):
        # EXTENDS 'deadline': the documents of a contract go with it
        res = super()._follow(records)
        if records._name == "property.contract":
            for name in sorted(add_up(type(self), "_contract_fields")):
                super()._follow(records.sudo()[name])  # whoever moves them
        return res

    def _expect_permit(self, permits):
        """Return the permits that homes without a contract stand on.

        An expired one is late until its homes are on the next one, or sold.
        """
        domain = Domain("permit_id.state", "in", ("valid", "expired"))
        domain &= Domain("contract_ids", "not any", [("state", "in", SIGNED)])
        if permits is not None:
            domain &= Domain("permit_id", "in", permits.ids)
        groups = self.env["property.unit"]._read_group(domain, ["permit_id"])
        return {
            permit.id: Expected(
                permit.company_id, permit.date_to, self.env["res.users"]
            )
            for [permit] in groups
        }
