from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

KINDS = [("late_fee", "Late Fee"), ("penalty", "Penalty of Late Handover")]


class PropertyLateFeeClaim(models.Model):
    """A late fee that finance claimed, or a penalty that it granted (R2.11).

    The difference of what had accrued by a day to what was claimed before, with what
    it was counted from. The entry is no part of the price: it goes to the income or
    the expense of penalties, carries no tax and stands on no invoice. In the company's
    currency.
    """

    _name = "property.late.fee.claim"
    _description = "Late Fee of a Home"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "date desc, id desc"
    _rec_name = "contract_id"

    _protected_fields = frozenset(
        {"contract_id", "company_id", "kind", "date", "amount", "amount_total"}
        | {"rows", "move_line_id", "user_id"}
    )

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    date = fields.Date(
        string="Counted until",
        required=True,
        readonly=True,
        help="The last day that counts.",
    )
    amount = fields.Monetary(
        required=True,
        readonly=True,
        help="Less what was claimed before; negative where that was too much.",
    )
    amount_total = fields.Monetary(
        string="Accrued", readonly=True, help="In all, by that day."
    )
    rows = fields.Json(readonly=True)
    rows_text = fields.Text(string="Counted from", compute="_compute_rows_text")
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Claim",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )
    user_id = fields.Many2one("res.users", string="Claimed by", readonly=True)

    @api.depends("rows")
    @api.depends_context("lang")
    def _compute_rows_text(self):
        for claim in self:
            claim.rows_text = self._format_rows(claim.rows or [], claim.currency_id)

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Late fees that were claimed stay on record: %s",
                ", ".join(self[:5].mapped("display_name")),
            )
        )

    @api.model
    def _pack(self, rows):
        """Return rows of `property.late.fee` as they are kept."""
        return [
            {
                "name": row.instalment.name or "",
                "amount": row.amount,
                "from": str(row.date_from),
                "to": str(row.date_to),
                "days": row.days,
                "fee": row.fee,
            }
            for row in rows
        ]

    @api.model
    def _format_rows(self, rows, currency):
        """Return rows as they are kept, in words."""
        texts = []
        for row in rows:
            text = self.env._(
                "%(amount)s from %(from)s to %(to)s, %(days)s days: %(fee)s",
                **{
                    "amount": formatLang(
                        self.env, row["amount"], currency_obj=currency
                    ),
                    "from": format_date(self.env, date.fromisoformat(row["from"])),
                    "to": format_date(self.env, date.fromisoformat(row["to"])),
                    "days": row["days"],
                    "fee": formatLang(self.env, row["fee"], currency_obj=currency),
                },
            )
            texts.append(" · ".join(filter(None, (row["name"], text))))
        return "\n".join(texts)

    def _get_name(self):
        """Return what one claim is called on slips."""
        self.ensure_one()
        own = self.with_context(lang=self.company_id.partner_id.lang)
        return dict(own._fields["kind"]._description_selection(own.env))[self.kind]
