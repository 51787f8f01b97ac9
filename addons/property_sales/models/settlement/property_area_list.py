from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

FINANCE = "sales_rules.group_finance"


class PropertyAreaList(models.Model):
    """A filed survey settles all contracts of its homes at once (R2.5, R2.9)."""

    _inherit = "property.area.list"

    def action_settle_contracts(self):
        """Open what the contracts of one filed survey come to; settles nothing.

        :raise AccessError: for others than finance
        :raise UserError: for another list than a filed survey, or without contracts
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: surveyed areas are settled by finance.", self.display_name
                )
            )
        self._check_state("filed")
        domain = Domain("unit_id.surveyed_area_list_id", "=", self.id)
        domain &= Domain("state", "not in", ("rescinded", "cancelled"))
        contracts = self.env["property.contract"].search(domain, order="unit_id")
        if not contracts:
            raise UserError(
                self.env._(
                    "%s: there is no contract over a home of this survey, so nothing is"
                    " to be settled.",
                    self.display_name,
                )
            )
        return self.env["property.settlement.batch"]._open(contracts, self)
