from odoo import api, fields, models

from ..contract.property_contract import SIGNED
from ..deadline.property_deadline import DIRECTOR, Expected, Kind
from ..handover.property_deadline import SOLD

INSTALMENT = "property.instalment"
CONTRACT = "property.contract"


class PropertyDeadline(models.Model):
    """After the days of a demand the company may leave for the buyer's delay (R2.7).

    The last demand counts. When all of it is paid it is done; once it is late, the
    marketing director decides what comes of it.
    """

    _inherit = "property.deadline"

    # of contracts that go on: what was demanded is paid
    _kinds = {
        "delay_right": Kind(CONTRACT, DIRECTOR, 7, done=[("state", "in", SIGNED)])
    }

    kind = fields.Selection(
        selection_add=[("delay_right", "Right to Leave for Delay")],
        ondelete={"delay_right": "cascade"},
    )

    @api.model
    def _follow(self, records):
        # EXTENDS 'property_sales': what pays instalments answers a demand
        res = super()._follow(records)
        if records._name == INSTALMENT:
            contracts_sudo = records.sudo().contract_id  # whoever books it
            asked = contracts_sudo.filtered("demand_ids")
            if asked:
                self._sync("delay_right", asked)
        return res

    def _expect_delay_right(self, contracts):
        """Return the contracts whose last demand is not paid."""
        domain = [("contract_id.state", "in", SOLD)]
        if contracts is not None:
            domain.append(("contract_id", "in", contracts.ids))
        demands = self.env["property.demand"].search(domain)
        expected = {}
        for contract, rows in demands.grouped("contract_id").items():
            last = rows[0]  # the latest first
            if not last.currency_id.is_zero(last.amount_open):
                expected[contract.id] = Expected(
                    last.company_id, last.last_day, self.env["res.users"]
                )
        return expected
