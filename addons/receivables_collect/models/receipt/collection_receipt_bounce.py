from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds

from .collection_receipt_method import PAPERS


class CollectionReceipt(models.Model):
    """Refusal by the bank: receivables paid by cheque or draft are open again."""

    _inherit = "collection.receipt"

    is_bounced = fields.Boolean(
        string="Refused by the Bank",
        compute="_compute_is_bounced",
        store=True,
        help="A cheque or draft of it was refused: what it paid is open again.",
    )

    @api.depends("method_ids.bounce_date")
    def _compute_is_bounced(self):
        for receipt in self:
            receipt.is_bounced = any(receipt.method_ids.mapped("bounce_date"))

    @door_kinds.takes(date=door_kinds.day, reason=door_kinds.text)
    def action_bounce(self, date=None, reason=None):
        """Book all cheques and drafts of these receipts as refused by the bank.

        :param date: the day on which the bank refused them, today by default
        :param str reason: the reason given by the bank
        :raise UserError: when there is none that was not refused yet
        """
        papers = self.method_ids.filtered(
            lambda part: part.method in PAPERS and not part.bounce_date
        )
        if not papers:
            raise UserError(
                self.env._(
                    "%s: there is no cheque or draft that the bank could refuse.",
                    self._get_state_names(),
                )
            )
        papers.action_bounce(date, reason)
        self.env.add_to_compute(self._fields["is_bounced"], self)
        return True
