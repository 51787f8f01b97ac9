from odoo import api, fields, models


class PropertyTakeoverTotal(models.Model):
    """The sum of an account by a take-over, and that of the ledger (R2.8).

    Counted from what was imported, not from the entries: so they prove each other.
    Debit is positive.
    """

    _name = "property.takeover.total"
    _description = "Account of a Take-over"
    _inherit = ["property.secret.mixin", "property.kept.mixin", "sales.protected.mixin"]
    _order = "takeover_id, id"
    _rec_name = "account_id"

    _protected_fields = frozenset({"takeover_id", "company_id", "account_id", "amount"})

    takeover_id = fields.Many2one(
        "property.takeover",
        string="Take-over",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="takeover_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    account_id = fields.Many2one(
        "account.account", required=True, readonly=True, ondelete="restrict"
    )
    amount = fields.Monetary(
        string="By the Take-over", readonly=True, help="By the contracts as imported."
    )
    amount_booked = fields.Monetary(
        string="In the Ledger",
        compute="_compute_amount_booked",
        compute_sudo=True,
        help="By the posted opening entries.",
    )
    difference = fields.Monetary(
        compute="_compute_amount_booked", compute_sudo=True, help="0.00: they agree."
    )

    _one_per_account = models.UniqueIndex(
        "(takeover_id, account_id)", "An account is compared once."
    )

    @api.depends("amount", "account_id", "takeover_id.line_ids.move_id.state")
    def _compute_amount_booked(self):
        moves = self.takeover_id.line_ids.move_id
        rows = self.env["account.move.line"]._read_group(
            [("move_id", "in", moves.ids), ("parent_state", "=", "posted")],
            ["move_id", "account_id"],
            ["balance:sum"],
        )
        takeovers = {
            line.move_id.id: line.takeover_id for line in self.takeover_id.line_ids
        }
        booked = {}
        for move, account, balance in rows:
            key = takeovers[move.id], account
            booked[key] = booked.get(key, 0.0) + balance
        for total in self:
            found = booked.get((total.takeover_id, total.account_id), 0.0)
            total.amount_booked = total.currency_id.round(found)
            total.difference = total.currency_id.round(found - total.amount)

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Take-overs stay on record: %s", names)

    @api.model
    def _make(self, takeover, amounts):
        """Keep what a take-over comes to, in sudo.

        :param dict amounts: the amount by account
        """
        self.sudo()._create_protected(  # by the take-over only
            [
                {
                    "takeover_id": takeover.id,
                    "account_id": account.id,
                    "amount": takeover.currency_id.round(amount),
                }
                for account, amount in amounts.items()
            ]
        )
