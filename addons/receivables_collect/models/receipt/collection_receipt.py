from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# states in which the receipt is worth something: one of them per voucher
IN_TRANSIT = ("collected", "reported")
# how far money is behind the day it had to be handed in by, from good to bad
STAGES = [
    ("none", "In Time"),
    ("warned", "Due"),
    ("late", "Late"),
    ("escalated", "Escalated"),
    ("legal", "Referred to Legal"),
]


class CollectionReceipt(models.Model):
    """Money taken from a customer against one voucher (R4.7, R4.27, R5.15).

    Amounts are in the receipt's currency. Collected money reduces the customer's debt
    when finance verifies it, not before. Only approved methods are taken.

    In files by step: the document, collecting it and watching its money until it is
    handed in (`_collect`), its verification by finance (`_verify`), and refusals by the
    bank (`_bounce`).
    """

    _name = "collection.receipt"
    _description = "Collection Receipt"
    _inherit = ["sales.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset(
        {"report_id", "remit_by", "key", "corrects_id", "end_reason"}
        | {"amount", "amount_allocated", "amount_on_account", "amount_company"}
        | {"transit_stage", "is_bounced"}
    )
    # keyed in by the collector, frozen once collected
    _frozen_fields = frozenset(
        {
            "company_id",
            "voucher_id",
            "slip_id",
            "partner_id",
            "collector_id",
            "date",
            "currency_id",
        }
    )
    _state_moves = {
        "collected": ("draft",),
        "reported": ("collected",),
        "verified": ("reported",),
        "rejected": ("reported",),
        "cancelled": ("draft", "collected"),
    }

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    voucher_id = fields.Many2one(
        "collection.voucher",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('holder_id', '=', collector_id),"
        " ('state', '=', 'collector')]",
        help="The numbered voucher given to the customer, from the collector's bag.",
    )
    slip_id = fields.Many2one(
        "collection.slip",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id), ('holder_id', '=', collector_id)]",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_from_slip",
        store=True,
        precompute=True,
        readonly=False,
    )
    collector_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._get_today()
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        compute="_compute_from_slip",
        store=True,
        precompute=True,
        readonly=False,
    )
    company_currency_id = fields.Many2one(
        related="company_id.currency_id", string="Company Currency"
    )
    method_ids = fields.One2many(
        "collection.receipt.method", "receipt_id", string="Methods"
    )
    allocation_ids = fields.One2many(
        "collection.receipt.allocation", "receipt_id", string="Allocations"
    )
    amount = fields.Monetary(compute="_compute_amounts", store=True)
    amount_allocated = fields.Monetary(
        string="Allocated", compute="_compute_amounts", store=True
    )
    amount_on_account = fields.Monetary(
        string="On Account", compute="_compute_amounts", store=True
    )
    amount_company = fields.Monetary(
        string="Amount in Company Currency",
        currency_field="company_currency_id",
        compute="_compute_amounts",
        store=True,
    )
    remit_by = fields.Date(
        readonly=True,
        copy=False,
        help="The day by which the money is handed in to finance.",
    )
    transit_stage = fields.Selection(
        STAGES,
        string="Remittance",
        required=True,
        default="none",
        readonly=True,
        copy=False,
        help="How far the money is behind the day it had to be handed in by.",
    )
    report_id = fields.Many2one(
        "collection.day.report",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    note = fields.Char()
    photo = fields.Image(
        string="Copy or Scan", max_width=1920, max_height=1920, copy=False
    )
    key = fields.Char(
        readonly=True,
        copy=False,
        help="Given by the phone, so that what is sent twice is kept once.",
    )
    corrects_id = fields.Many2one(
        "collection.receipt",
        string="Correction of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    end_reason = fields.Char(string="Rejection Reason", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("collected", "Collected"),
            ("reported", "Reported"),
            ("verified", "Verified"),
            ("rejected", "Rejected"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )

    _one_live_per_voucher = models.UniqueIndex(
        "(voucher_id) WHERE voucher_id IS NOT NULL"
        " AND state NOT IN ('draft', 'rejected', 'cancelled')",
        "There is a receipt on this voucher already.",
    )
    _one_per_key = models.UniqueIndex(
        "(key) WHERE key IS NOT NULL", "This receipt was sent already."
    )
    _in_transit = models.Index(
        "(company_id, collector_id, remit_by) WHERE state IN ('collected', 'reported')"
    )

    @api.depends("voucher_id", "partner_id")
    def _compute_display_name(self):
        for receipt in self:
            number = receipt.sudo().voucher_id.number  # sudo: the number only
            receipt.display_name = number or self.env._(
                "Receipt of %s", format_date(self.env, receipt.date)
            )

    @api.depends("slip_id")
    def _compute_from_slip(self):
        for receipt in self:
            slip_sudo = receipt.slip_id.sudo()  # sudo: debtor and currency
            if slip_sudo:
                receipt.partner_id = slip_sudo.partner_id
                receipt.currency_id = slip_sudo.currency_id
            elif not receipt.currency_id:
                receipt.currency_id = (
                    receipt.company_id or self.env.company
                ).currency_id

    @api.depends(
        "method_ids.amount",
        "allocation_ids.amount",
        "currency_id",
        "date",
        "company_id",
    )
    def _compute_amounts(self):
        for receipt in self:
            currency = receipt.currency_id or receipt.company_id.currency_id
            amount = sum(receipt.method_ids.mapped("amount"))
            allocated = sum(receipt.allocation_ids.mapped("amount"))
            receipt.amount = currency.round(amount)
            receipt.amount_allocated = currency.round(allocated)
            receipt.amount_on_account = currency.round(amount - allocated)
            receipt.amount_company = currency._convert(
                receipt.amount,
                receipt.company_id.currency_id,
                receipt.company_id,
                receipt.date or receipt.company_id._get_today(),
            )

    @api.constrains("voucher_id", "slip_id", "partner_id", "collector_id")
    def _check_own_papers(self):
        """Check that drafts name papers of their collector and customers of the user.

        Others' vouchers, slips and customers are refused without a word about them.
        """
        for receipt in self.filtered(lambda receipt: receipt.state == "draft"):
            voucher_sudo = receipt.voucher_id.sudo()  # sudo: whose it is
            if voucher_sudo and voucher_sudo.holder_id != receipt.collector_id:
                raise AccessError(receipt._get_foreign_voucher_text())
            if voucher_sudo.state == "used":
                raise ValidationError(voucher_sudo._get_cannot_use_reason(receipt))
            roles.check_readable(receipt.slip_id, receipt._get_foreign_slip_text())
            if not receipt.slip_id:
                roles.check_readable(
                    receipt.partner_id,
                    self.env._("This customer is none of yours. Name another one."),
                )

    @api.constrains("slip_id", "partner_id", "currency_id", "company_id")
    def _check_slip(self):
        for receipt in self.sudo():  # sudo: the slip, held by anybody
            slip = receipt.slip_id
            if slip and (
                slip.partner_id != receipt.partner_id.commercial_partner_id
                or slip.company_id != receipt.company_id
            ):
                raise ValidationError(
                    self.env._(
                        "Slip %(slip)s is not for %(customer)s in %(company)s.",
                        slip=slip.display_name,
                        customer=receipt.partner_id.display_name,
                        company=receipt.company_id.name,
                    )
                )
            # money collected before the slip ended may still be corrected
            if receipt.state == "draft" and (reason := slip._get_ended_reason()):
                raise ValidationError(reason)

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda receipt: receipt.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Only drafts can be deleted; cancel these instead: %s",
                    kept._get_state_names(),
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': the parts refuse by themselves
        touched = super()._get_protected_touched(vals)
        if any(receipt.state != "draft" for receipt in self):
            touched |= self._frozen_fields & vals.keys()
        if any(receipt.state not in ("draft", "collected") for receipt in self):
            touched |= {"note", "photo"} & vals.keys()
        return touched

    @api.model
    def _get_foreign_voucher_text(self):
        """Return what is said of a voucher of somebody else: nothing of the voucher."""
        return self.env._("This voucher is not in your bag. Take one of your own bag.")

    @api.model
    def _get_foreign_slip_text(self):
        """Return what is said of a slip that the user may not see."""
        return self.env._("This slip is not in your bag. Take one of your own bag.")

    def _check_own(self):
        """Check that the user took the money; no role replaces that.

        :raise AccessError: for receipts of somebody else
        """
        others = self.filtered(lambda receipt: receipt.collector_id != self.env.user)
        if others:
            raise AccessError(
                self.env._(
                    "%s: only the user who took the money may do this.",
                    others._get_state_names(),
                )
            )
