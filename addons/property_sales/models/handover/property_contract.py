from datetime import timedelta

from odoo import fields, models
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """From the notice of the handover on: keys, papers, the one invoice (R2.7, R2.9).

    Afterwards every account of the contract is zero, with no open item.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"handover_date"})
    _state_moves = {"handed_over": ("settled", "filed")}

    handover_ids = fields.One2many(
        "property.handover", "contract_id", string="Handovers"
    )
    handover_date = fields.Date(string="Handed over on", readonly=True, copy=False)
    warranty_ids = fields.One2many(
        "property.warranty", "contract_id", string="Warranties"
    )

    @door_kinds.takes(date=door_kinds.day, slot=door_kinds.text)
    def action_notify_handover(self, date, slot=None):
        """Tell the buyer of one contract the day of the handover.

        :param date: at least some days ahead, see the settings
        :param str slot: the time
        :return: the id of the handover
        :raise UserError: too late, or all that is missing of the home
        """
        self.ensure_one()
        self._check_seller()
        self.unit_id._take_guard()
        today = self.company_id._get_today()
        first = today + timedelta(days=self.company_id.property_handover_notice_days)
        handovers = self.env["property.handover"]
        reasons = handovers._get_home_reasons(self)
        if not date or date < first:
            reasons.append(
                self.env._(
                    "The buyer is told at least %(days)s days ahead: from %(date)s on.",
                    days=self.company_id.property_handover_notice_days,
                    date=format_date(self.env, first),
                )
            )
        if self.handover_ids.filtered(
            lambda row: row.state in ("notified", "inspected")
        ):
            reasons.append(self.env._("The buyer is told a day already."))
        self._refuse(reasons)
        vals = {"contract_id": self.id, "notice_date": today, "date_from": date}
        vals["slot"] = slot or False
        handover_sudo = handovers.sudo()._create_protected([vals])  # by methods only
        # what is due with the keys is owed from now on, until that day
        self.instalment_ids.sudo()._note_event("handover", date)  # as above
        self.instalment_ids.sudo().filtered(lambda row: row.date_due)._claim()
        self.env["property.contract.money"]._take(self)
        return handover_sudo.id

    def _get_zero_report(self):
        """Return where accounts of these contracts are not zero, or have open items.

        :return: list of (contract, account, balance, number of open items)
        """
        return self.env["property.sale.invoice"]._get_zero_report(self)
