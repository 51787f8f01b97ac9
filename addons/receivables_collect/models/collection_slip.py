from odoo import fields, models


class CollectionSlip(models.Model):
    """Collection slip F17: what one customer is asked for in one currency (R4.23).

    One per company, commercial partner and currency. It carries a number from its
    issue on, without gaps per company and year. Amounts are in the slip's currency.
    """

    _name = "collection.slip"
    _description = "Collection Slip"
    _inherit = ["collection.custody.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "number"

    _protected_fields = frozenset(
        {
            "number",
            "state",
            "line_ids",
            "run_id",
            "partner_id",
            "currency_id",
            "company_id",
            "custody",
            "custody_team_id",
            "holder_id",
            "custody_since",
        }
    )

    number = fields.Char(readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    currency_id = fields.Many2one("res.currency", required=True, readonly=True)
    run_id = fields.Many2one(
        "collection.run", readonly=True, index=True, ondelete="restrict"
    )
    level_id = fields.Many2one(
        "collection.level", readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The customer's salesperson when the slip was made.",
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Sales Team",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date = fields.Date(readonly=True, help="The day the slip was issued.")
    line_ids = fields.One2many(
        "collection.slip.line", "slip_id", string="Lines", readonly=True
    )
    amount_due = fields.Monetary(
        readonly=True, help="What was open when the slip was issued; it never changes."
    )
    amount_residual = fields.Monetary(
        string="Still Open", readonly=True, help="What of it the ledger says is open."
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("sent", "Sent"),
            ("signed", "Signed"),
            ("settled", "Settled"),
            ("returned", "Returned"),
            ("void", "Void"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
