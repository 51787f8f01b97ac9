import re
from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

FINANCE = "sales_rules.group_finance"
NUMBER = re.compile(r"[0-9]{20}")
# what a fapiao keeps for good; the paper itself may be scanned later
KEPT = frozenset(
    {"number", "kind", "date", "amount", "contract_id", "instalment_id"}
    | {"receipt_id", "red_of_id", "reason"}
)


class PropertyFapiao(models.Model):
    """The number of a fapiao that finance has issued for a home (R2.8, R2.10).

    Money before the handover has one that is not taxed (code 602), up to what came; the
    taxed ones of the sale come with the invoice, and are its total together. A wrong
    one stays, and a red one with a number of its own takes it back. The number has
    twenty digits, as the tax bureau gives it. Amounts are in the company's currency,
    those of red ones negative.
    """

    _name = "property.fapiao"
    _description = "Fapiao of a Home"
    _inherit = [
        "property.secret.mixin",
        "sales.protected.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"
    _rec_name = "number"

    _protected_fields = frozenset(
        {"company_id", "user_id", "red_of_id", "red_ids", "reason", "state"}
        | {"seller_id"}
    )
    _immutable_fields = KEPT

    number = fields.Char(
        required=True,
        copy=False,
        index="trigram",
        help="Twenty digits, as the tax bureau gave it. Enter it as text in a"
        " spreadsheet: a number loses its last digits there.",
    )
    kind = fields.Selection(
        [
            ("advance", "Money before the Handover (not Taxed)"),
            ("sale", "Sale of the Home"),
        ],
        string="Kind of Fapiao",
        required=True,
        default="advance",
        index=True,
    )
    date = fields.Date(
        string="Issued on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    amount = fields.Monetary(
        required=True, help="With the tax; of a red fapiao negative."
    )
    contract_id = fields.Many2one(
        "property.contract", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Buyer")
    seller_id = fields.Many2one(
        related="contract_id.user_id", store=True, index=True, string="Salesperson"
    )
    contract_state = fields.Selection(
        related="contract_id.state", string="State of the Contract"
    )
    instalment_id = fields.Many2one(
        "property.instalment",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('contract_id', '=', contract_id)]",
        help="That was paid with the money.",
    )
    receipt_id = fields.Many2one(
        "collection.receipt",
        string="Receipt Exchanged",
        index="btree_not_null",
        ondelete="restrict",
        help="That the buyer gave back for the fapiao.",
    )
    red_of_id = fields.Many2one(
        "property.fapiao",
        string="Takes back",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    red_ids = fields.One2many(
        "property.fapiao", "red_of_id", string="Taken back by", readonly=True
    )
    reason = fields.Char(string="Reason for the Red Fapiao", readonly=True, copy=False)
    scan = fields.Binary(attachment=True, copy=False)
    scan_name = fields.Char(copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        [("valid", "Valid"), ("taken_back", "Red-lettered"), ("red", "Red Fapiao")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _twenty_digits = models.Constraint(
        "CHECK(number ~ '^[0-9]{20}$')", "The number of a fapiao has twenty digits."
    )
    _one_number = models.UniqueIndex(
        "(company_id, number)", "A fapiao of this number is entered already."
    )
    _one_red = models.UniqueIndex(
        "(red_of_id) WHERE red_of_id IS NOT NULL",
        "The fapiao is red-lettered already.",
    )
    _amount_sign = models.Constraint(
        "CHECK((red_of_id IS NULL AND amount > 0)"
        " OR (red_of_id IS NOT NULL AND amount < 0))",
        "A fapiao is over more than zero; a red one over less.",
    )

    @api.depends("red_of_id", "red_ids")
    def _compute_state(self):
        for fapiao in self:
            fapiao.state = "valid"
            if fapiao.red_of_id:
                fapiao.state = "red"
            elif fapiao.red_ids:
                fapiao.state = "taken_back"

    @api.model_create_multi
    def create(self, vals_list):
        """Enter fapiao that were issued, by finance.

        :raise AccessError: for everybody else
        :raise UserError: all that speaks against one of them
        """
        self._check_issuer()
        vals_list = [
            vals | {"number": self._clean_number(vals.get("number"))}
            for vals in vals_list
        ]
        self._check_new_numbers([vals["number"] for vals in vals_list])
        fapiao = super().create(vals_list)
        fapiao.contract_id.unit_id._take_guard()
        for row in fapiao.filtered(lambda row: not row.red_of_id):
            row.contract_id._refuse(self.env["property.fapiao.check"]._get_reasons(row))
        return fapiao

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Fapiao stay on record; red-letter the wrong ones: %s",
                ", ".join(self[:10].mapped("display_name")),
            )
        )

    @door_kinds.takes(
        number=door_kinds.text, reason=door_kinds.text, date=door_kinds.day
    )
    def action_red_letter(self, number, reason, date=None):
        """Enter the red fapiao that takes one back (R2.8).

        :param str number: of the red one
        :param str reason: why it was wrong
        :param date: of the red one, today by default
        :return: the id of the red fapiao
        :raise AccessError: for others than finance
        :raise UserError: for a red one, or one that is taken back; without a reason;
            dated before it, or after today
        """
        self.ensure_one()
        self.check_access("read")
        self._check_issuer()
        self.contract_id.unit_id._take_guard()
        self.invalidate_recordset(["state"])
        today = self.company_id._get_today()
        date, reason = date or today, (reason or "").strip()
        reasons = []
        if self.state != "valid":
            reasons.append(self.env._("It is a red one, or it is taken back already."))
        if not reason:
            reasons.append(self.env._("Enter the reason."))
        if not self.date <= date <= today:
            reasons.append(
                self.env._(
                    "A red fapiao is dated from %(first)s to %(last)s.",
                    first=format_date(self.env, self.date),
                    last=format_date(self.env, today),
                )
            )
        if reasons:
            raise UserError(
                self.env._(
                    "Fapiao %(number)s cannot be red-lettered:\n%(reasons)s",
                    number=self.number,
                    reasons="\n".join(reasons),
                )
            )
        red = self._create_protected(
            [
                {
                    "number": number,
                    "kind": self.kind,
                    "date": date,
                    "amount": -self.amount,
                    "contract_id": self.contract_id.id,
                    "instalment_id": self.instalment_id.id,
                    "receipt_id": self.receipt_id.id,
                    "red_of_id": self.id,
                    "reason": reason,
                }
            ]
        )
        return red.id

    @api.model
    def _clean_number(self, number):
        """Return the number of a fapiao without the blanks around it.

        :raise ValidationError: for anything but twenty digits
        """
        text = str(number or "").strip()
        if not NUMBER.fullmatch(text):
            raise ValidationError(
                self.env._(
                    "“%s” is no number of a fapiao: it has twenty digits and nothing"
                    " else. Enter it as text in a spreadsheet.",
                    text[:40],
                )
            )
        return text

    @api.model
    def _check_new_numbers(self, numbers):
        """Check that no fapiao has one of these numbers, and each is there once.

        :raise ValidationError: naming those that are not new
        """
        own = [("number", "in", numbers), ("company_id", "in", self.env.companies.ids)]
        # sudo: numbers of everybody in these companies
        known = self.sudo().search(own).mapped("number")
        known += [number for number, count in Counter(numbers).items() if count > 1]
        if known:
            raise ValidationError(
                self.env._(
                    "A fapiao of this number is entered already: %s",
                    ", ".join(dict.fromkeys(known[:10])),
                )
            )

    def _check_issuer(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: fapiao are entered and red-lettered by finance.",
                    # sudo: the numbers, for the message
                    ", ".join(self.sudo()[:10].mapped("number"))
                    or self.env["ir.model"]._get(self._name).name,
                )
            )
