from odoo import api, models
from odoo.tools.misc import formatLang


class SalesCreditPanel(models.AbstractModel):
    """The credit bar shows money collected and not verified yet, and cheques that the
    bank does not pay yet (R4.27).
    """

    _inherit = "sales.credit.panel"

    @api.model
    def _get_panel_notes(self, payer):
        # EXTENDS 'sales_rules': money in transit to finance, papers of later days
        return [
            *super()._get_panel_notes(payer),
            *self._get_money_note(
                payer,
                "collected",
                "fa-road",
                payer.credit_collected,
                self.env._("%s collected, not verified"),
            ),
            *self._get_money_note(
                payer,
                "undue",
                "fa-clock-o",
                payer.credit_undue,
                self.env._("%s in cheques and drafts not yet due"),
            ),
        ]

    @api.model
    def _get_money_note(self, payer, key, icon, amount, text):
        """Return a list of the note of an amount, if there is one.

        :param str text: with a place for the amount
        """
        if not amount:
            return []
        currency = payer.env.company.currency_id
        may_open = self.env(su=False)["collection.receipt"].has_access("read")
        return [
            {
                "key": key,
                "icon": icon,
                "text": text % formatLang(self.env, amount, currency_obj=currency),
                "figure": key if may_open else "",
            }
        ]
