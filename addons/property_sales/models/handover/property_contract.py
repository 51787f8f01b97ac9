from odoo import fields, models

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """From the notice of the handover on: keys, papers, the one invoice (R2.7, R2.9).

    Afterwards every account of the contract is zero, with no open item.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"handover_date", "handover_ids", "warranty_ids"})
    _state_moves = {"handed_over": ("settled", "filed")}

    handover_ids = fields.One2many(
        "property.handover", "contract_id", string="Handovers"
    )
    handover_date = fields.Date(string="Handed over on", readonly=True, copy=False)
    warranty_ids = fields.One2many(
        "property.warranty", "contract_id", string="Warranties"
    )

    @door_kinds.takes(date=door_kinds.day, slot=sent.text_or_id)
    def action_notify_handover(self, date, slot=None):
        """Tell the buyer of one contract the day of the handover.

        :param date: at least some days ahead, see the settings
        :param slot: the time as a text, or the id of a slot of the building
        :return: the id of the handover
        :raise UserError: too late, or all that is missing of the home
        """
        self.ensure_one()
        self._check_seller()
        return self.env["property.handover.notice"]._notify(self, date, slot).id

    def _get_zero_report(self):
        """Return where accounts of these contracts are not zero, or have open items.

        :return: list of (contract, account, balance, number of open items)
        """
        return self.env["property.sale.invoice"]._get_zero_report(self)
