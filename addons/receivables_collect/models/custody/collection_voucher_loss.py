from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.models.approval.sales_approval_document import STATES
from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools.ondelete import ondelete_always
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)


class CollectionVoucherLoss(models.Model):
    """Declared loss of vouchers (R4.24): the holder declares, finance approves.

    From the declaration on the vouchers are missing and can never be used; approved,
    they are void. Rejected, the declaration can be taken up again, with more to say, or
    the papers are found and handed back. It is not withdrawn, cancelled or deleted
    meanwhile: missing vouchers always have somebody who explains them.
    """

    _name = "collection.voucher.loss"
    _description = "Loss of Vouchers"
    _inherit = ["sales.approval.document"]
    _order = "id desc"

    _approval_subject = Subject("voucher_loss", _lt("Loss of vouchers"), unit="none")
    _approval_frozen_fields = frozenset({"voucher_ids", "reason", "date", "company_id"})

    voucher_ids = fields.Many2many(
        "collection.voucher",
        relation="collection_voucher_collection_voucher_loss_rel",
        column1="collection_voucher_loss_id",
        column2="collection_voucher_id",
        string="Vouchers",
        domain="[('company_id', '=', company_id), ('open_handover_id', '=', False),"
        " ('state', 'in', ('blank', 'branch', 'collector', 'returned', 'missing'))]",
    )
    voucher_count = fields.Integer(
        string="Number of Vouchers", compute="_compute_voucher_count"
    )
    date = fields.Date(
        string="Lost on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    reason = fields.Text(string="Circumstances", required=True)
    # the labels are this addon's to translate
    state = fields.Selection(selection_add=STATES)
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)

    @api.depends("voucher_ids")
    def _compute_voucher_count(self):
        for loss in self:
            loss.voucher_count = len(loss.voucher_ids)

    @api.depends("voucher_ids")
    def _compute_display_name(self):
        for loss in self:
            # sudo: the numbers for the inbox of the approver
            numbers = loss.sudo().voucher_ids.mapped("number")
            text = ", ".join(numbers[:3]) + (" …" if len(numbers) > 3 else "")
            loss.display_name = self.env._("Loss of %s", text or "-")

    def action_submit(self):
        """Declare the loss: the vouchers are missing from now on.

        :raise UserError: naming vouchers that the user does not answer for
        """
        # EXTENDS 'sales.approval.document'
        self.check_access("write")
        for loss in self:
            loss._check_declarable()
            # sudo: states move by methods only, nobody writes vouchers
            vouchers = loss.sudo().voucher_ids
            vouchers.filtered(lambda v: v.state != "missing")._move("missing")
        return super().action_submit()

    def action_withdraw(self):
        # EXTENDS 'sales.approval.document'
        self._check_nothing_missing()
        return super().action_withdraw()

    def action_cancel(self):
        # EXTENDS 'sales.approval.document'
        self._check_nothing_missing()
        return super().action_cancel()

    @ondelete_always
    def _unlink_except_declared(self):
        self._check_nothing_missing()

    def _check_nothing_missing(self):
        """Check that no voucher of these is missing by them alone.

        :raise UserError: naming those that would have no declaration any more
        """
        for loss in self.sudo():  # sudo: all of its vouchers, seen or not
            # papers that are back at finance need no declaration any more
            missing = loss.voucher_ids.filtered(
                lambda v: (
                    v.state == "missing" and (v.custody != "finance" or v._is_lost())
                )
            )
            alone = missing.filtered(
                lambda v, loss=loss: (
                    not (v.loss_ids - loss).filtered(
                        lambda other: other.state in ("submitted", "rejected")
                    )
                )
            )
            if alone:
                raise UserError(
                    self.env._(
                        "%(loss)s: %(numbers)s are declared missing, and stay so until"
                        " finance has decided or the papers are handed back. A rejected"
                        " declaration can be taken up again.",
                        loss=loss.display_name,
                        numbers=", ".join(alone[:10].mapped("number")),
                    )
                )

    def _check_declarable(self):
        """Check that the user can declare the loss of all these vouchers.

        :raise UserError: naming those whose loss the user cannot declare
        """
        self.ensure_one()
        vouchers = self.sudo().voucher_ids  # all of them, seen or not
        if not vouchers:
            raise UserError(self.env._("Name the vouchers that are lost."))
        wrong = vouchers.filtered(lambda v: v.company_id != self.company_id)
        wrong |= vouchers.filtered(lambda v: not self._is_answerable(v))
        if wrong:
            raise UserError(
                self.env._(
                    "You cannot declare the loss of %s: a loss is declared by the"
                    " holder, the head of the branch, or finance for its own stock. A"
                    " hand-over waiting for a signature has to be refused first.",
                    ", ".join(wrong[:10].mapped("number")),
                )
            )

    @api.model
    def _is_answerable(self, voucher):
        """Return whether the user may declare the loss of a voucher, in sudo."""
        states = ("blank", "branch", "collector", "returned", "missing")
        if voucher.open_handover_id or voucher.state not in states:
            return False
        user = self.env.user
        if voucher.custody == "finance":
            return user.has_group("sales_rules.group_finance")
        return user == voucher.holder_id or voucher.custody_team_id._is_head(user)

    def _on_approved(self):
        # EXTENDS 'sales.approval.document'
        res = super()._on_approved()
        for loss in self:
            # sudo: states move by methods only, nobody writes vouchers
            vouchers = loss.sudo().voucher_ids.filtered(lambda v: v.state == "missing")
            vouchers._move("void", end_reason=loss.reason)
            # written off: nobody answers for the paper any more
            nobody = self.env["res.users"]
            vouchers._move_custody("finance", self.env["crm.team"], nobody)
        return res

    def _get_approval_partner(self):
        # EXTENDS 'sales.approval.mixin': no customer is concerned
        return self.env["res.partner"]

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        # sudo: all numbers, for the approver
        numbers = self.sudo().voucher_ids.mapped("number")
        return self.env._(
            "%(count)s vouchers lost on %(date)s (%(numbers)s): %(reason)s",
            count=len(numbers),
            date=self.date,
            numbers=", ".join(numbers[:20]),
            reason=self.reason,
        )
