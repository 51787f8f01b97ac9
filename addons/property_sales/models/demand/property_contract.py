from odoo import fields, models

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """The buyer of a contract is asked to pay what is overdue (R2.7)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"demand_ids"})

    demand_ids = fields.One2many("property.demand", "contract_id", string="Demands")

    @door_kinds.takes(date=door_kinds.day, scan=sent.scan, scan_name=door_kinds.text)
    def action_demand(self, date=None, scan=False, scan_name=None):
        """Note that a demand to pay was served on the buyer of one contract (R2.7).

        :param date: on which it was served, today by default
        :param scan: the proof, as base64 text
        :param str scan_name: its file name
        :return: the id of the demand
        :raise AccessError: for others than its salesperson and the director
        :raise UserError: when nothing is overdue, without the proof, or for a day
            before the signature or the last demand, or after today
        """
        self.ensure_one()
        return self.env["property.demand"]._serve(self, date, scan, scan_name).id
