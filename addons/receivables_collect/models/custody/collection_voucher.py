from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionVoucher(models.Model):
    """Pre-numbered receipt voucher: one row per number, each accounted for (R4.24).

    It goes blank from finance to the branch and to a collector, each time against a
    signature, and is used once, by a receipt. A spoiled one is void, never blank again;
    void needs the paper back at finance or a loss that finance approved. A missing one
    is never used.
    """

    _name = "collection.voucher"
    _description = "Receipt Voucher"
    _inherit = [
        "collection.custody.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
    ]
    _order = "book_id, sequence"
    _rec_name = "number"
    _reason_actions = {"void": "action_void"}

    _protected_fields = frozenset(
        {"number", "sequence", "book_id", "company_id", "end_reason", "loss_ids"}
    )
    _state_moves = {
        "branch": ("blank", "returned", "collector"),
        "collector": ("branch",),
        "used": ("collector",),
        "returned": ("branch",),
        "missing": ("blank", "branch", "collector", "returned"),
        "void": ("blank", "returned", "used", "missing"),
    }

    number = fields.Char(required=True, readonly=True, index=True)
    sequence = fields.Integer(required=True, readonly=True, aggregator=None)
    book_id = fields.Many2one(
        "collection.book",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    kind_id = fields.Many2one(related="book_id.kind_id", string="Kind")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    state = fields.Selection(
        [
            ("blank", "Blank"),
            ("branch", "At the Branch"),
            ("collector", "With a Collector"),
            ("used", "Used"),
            ("void", "Void"),
            ("returned", "Returned"),
            ("missing", "Missing"),
        ],
        required=True,
        default="blank",
        readonly=True,
        copy=False,
        index=True,
    )
    end_reason = fields.Char(string="Void Reason", readonly=True, copy=False)
    handover_line_ids = fields.One2many(
        "collection.handover.line", "voucher_id", string="Chain", readonly=True
    )
    loss_ids = fields.Many2many(
        "collection.voucher.loss",
        relation="collection_voucher_collection_voucher_loss_rel",
        column1="collection_voucher_id",
        column2="collection_voucher_loss_id",
        string="Losses",
        readonly=True,
        copy=False,
    )
    can_void = fields.Boolean(compute="_compute_can_void")

    _number_company = models.UniqueIndex(
        "(company_id, number)", "This voucher number exists already."
    )
    _book_sequence = models.UniqueIndex(
        "(book_id, sequence)", "This number of the book exists already."
    )

    @api.depends_context("uid")
    @api.depends(
        "state",
        "custody",
        "open_handover_id",
        "loss_ids.state",
        "handover_line_ids.is_signed",
    )
    def _compute_can_void(self):
        for voucher in self:
            voucher.can_void = not voucher._get_cannot_void_reason()

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Vouchers are never deleted: every number has to be accounted for. Make"
                " it void instead."
            )
        )

    @door_kinds.takes(reason=door_kinds.text)
    def action_void(self, reason):
        """Make vouchers void whose paper lies before finance.

        :param str reason: why; it stays on record
        :raise AccessError: for others than finance
        :raise UserError: naming a voucher that is not at finance
        """
        if not self.env.user.has_group("sales_rules.group_finance"):
            raise AccessError(
                self.env._("Vouchers are made void by the finance department.")
            )
        self.check_access("read")
        demand = self.env._("Say why the vouchers become void.")
        reason = self._check_reason(reason, demand)
        for voucher in self:
            why = voucher._get_cannot_void_reason()
            if why:
                raise UserError(why)
        # sudo: states move by methods only, nobody writes vouchers
        self.sudo()._move("void", end_reason=reason)
        return True

    def _get_cannot_void_reason(self):
        """Return why the user cannot make this voucher void, or an empty text."""
        self.ensure_one()
        if not self.env.user.has_group("sales_rules.group_finance"):
            return self.env._("Vouchers are made void by the finance department.")
        if self.state in ("used", "void"):
            return self.env._(
                "Voucher %s is used or void already. A used one becomes void when its"
                " receipt is cancelled.",
                self.number,
            )
        if self.custody != "finance" or self.open_handover_id:
            return self.env._(
                "Voucher %s is not back at finance. Have it handed over, or have its"
                " loss declared by its holder.",
                self.number,
            )
        if self._is_lost():
            return self.env._(
                "Voucher %s is declared lost and its paper was not handed back since:"
                " it becomes void when the loss is approved.",
                self.number,
            )
        return ""

    def _is_lost(self):
        """Return whether the paper is lost, by a declaration that is not approved.

        One that finance declared lost in its own stock lies at finance by its custody,
        and yet is not there.
        """
        self.ensure_one()
        voucher = self.sudo()  # declarations and hand-overs, readable or not
        if voucher.state != "missing":
            return False
        back = voucher.handover_line_ids.filtered(
            lambda line: line.is_signed and line.kind == "to_finance_back"
        )
        last = max(back.mapped("signed_at"), default=None)
        return any(
            loss.state in ("submitted", "rejected")
            # signatures are kept to the second, records to the microsecond
            and not (last and loss.create_date.replace(microsecond=0) <= last)
            for loss in voucher.loss_ids
        )

    @api.model
    def _get_bag_domain(self):
        # EXTENDS 'collection.custody.mixin': unused ones, lost ones not written off
        # yet, and the papers of void ones until they are back
        out = ("branch", "collector", "missing", "void")
        return [("state", "in", out), ("custody", "!=", "finance")]

    def _use(self, receipt):
        """Use this voucher for a receipt: once, and from the collector's own bag.

        To be called by the receipt when it is collected, in the same transaction.

        :param receipt: a `collection.receipt`
        :raise UserError: why the voucher cannot be used for it
        """
        self.ensure_one()
        reason = self._get_cannot_use_reason(receipt)
        if reason:
            raise UserError(reason)
        # sudo: states move by methods only, nobody writes vouchers
        self.sudo()._move("used")

    def _get_cannot_use_reason(self, receipt):
        """Return why this voucher cannot be used for `receipt`, or an empty text."""
        self.ensure_one()
        voucher = self.sudo()  # its book and its hand-over, which one need not read
        if voucher.state != "collector":
            states = dict(self._fields["state"]._description_selection(self.env))
            return self.env._(
                "Voucher %(number)s cannot be used: it is “%(state)s”. Take one from"
                " the collection bag.",
                number=voucher.number,
                state=states[voucher.state],
            )
        if voucher.holder_id != receipt.collector_id:
            return self.env._(
                "Voucher %(number)s is in the bag of %(holder)s, not of %(collector)s.",
                number=voucher.number,
                holder=voucher.holder_id.name,
                collector=receipt.collector_id.name,
            )
        if voucher.company_id != receipt.company_id:
            return self.env._(
                "Voucher %(number)s is of %(company)s.",
                number=voucher.number,
                company=voucher.company_id.name,
            )
        if voucher.open_handover_id:
            return self.env._(
                "Voucher %(number)s is on hand-over %(handover)s and waits for a"
                " signature there.",
                number=voucher.number,
                handover=voucher.open_handover_id.number,
            )
        if not voucher.book_id.active:
            return self.env._(
                "Voucher %(number)s cannot be used: book %(book)s is archived.",
                number=voucher.number,
                book=voucher.book_id.name,
            )
        return ""

    def _spoil(self, reason):
        """Make used vouchers void: their receipt was cancelled.

        A spoiled voucher is never blank again; its paper stays in the bag until it is
        handed back. To be called by the receipt.

        :param str reason: why; it stays on record
        :raise UserError: naming vouchers that are not used
        """
        self._check_move("void", ("used",))
        # sudo: states move by methods only, nobody writes vouchers
        self.sudo()._move("void", end_reason=reason)
