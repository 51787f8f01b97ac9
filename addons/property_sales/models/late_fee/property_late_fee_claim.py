from datetime import date

from odoo import api, fields, models
from odoo.tools.misc import format_date, formatLang

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
    _inherit = ["property.money.mixin"]
    _order = "date desc, id desc"
    _rec_name = "contract_id"

    _protected_fields = frozenset({"kind", "amount_total", "rows", "move_line_id"})

    partner_id = fields.Many2one(related="contract_id.partner_id")
    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    date = fields.Date(string="Counted until", help="The last day that counts.")
    amount = fields.Monetary(
        help="Less what was claimed before; negative where that was too much."
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
    user_id = fields.Many2one(string="Claimed by")

    @api.depends("rows")
    @api.depends_context("lang")
    def _compute_rows_text(self):
        for claim in self:
            claim.rows_text = self._format_rows(claim.rows or [], claim.currency_id)

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Late fees that were claimed stay on record: %s", names)

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
