from odoo import fields, models


class PropertyAmendment(models.Model):
    """Changes of what was signed: price, plan, day, home, and money (R2.7, R2.10)."""

    _inherit = "property.amendment"

    _approval_frozen_fields = frozenset(
        {"new_unit_id", "new_price", "new_date", "instalment_ids", "to_contract_id"}
        | {"amount"}
    )
    _protected_fields = frozenset({"old_unit_id", "old_price", "old_date"})
    _services = {
        "unit_swap": "property.change.unit",
        "price": "property.change.price",
        "plan": "property.change.plan",
        "delivery": "property.change.delivery",
        "money": "property.change.money",
    }

    kind = fields.Selection(
        selection_add=[
            ("unit_swap", "Another Home"),
            ("price", "Price"),
            ("plan", "Payment Plan"),
            ("delivery", "Delivery Date"),
            ("money", "Money of Another Contract"),
        ],
        ondelete={
            "unit_swap": "cascade",
            "price": "cascade",
            "plan": "cascade",
            "delivery": "cascade",
            "money": "cascade",
        },
    )
    new_unit_id = fields.Many2one(
        "property.unit",
        string="New Home",
        index="btree_not_null",
        ondelete="restrict",
        help="At its list price of today, less the discounts of the contract.",
    )
    old_unit_id = fields.Many2one(
        "property.unit",
        string="Former Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    new_price = fields.Monetary(help="Of the whole home.")
    old_price = fields.Monetary(string="Former Price", readonly=True, copy=False)
    new_date = fields.Date(string="New Delivery Date")
    old_date = fields.Date(string="Former Delivery Date", readonly=True, copy=False)
    instalment_ids = fields.One2many(
        "property.amendment.instalment",
        "amendment_id",
        string="New Instalments",
        help="In place of those that are not claimed yet, of the same amount together.",
    )
    to_contract_id = fields.Many2one(
        "property.contract",
        string="Contract of the Money",
        index="btree_not_null",
        ondelete="restrict",
        help="The one that the money was for, which was booked to this contract.",
    )
    amount = fields.Monetary(help="How much goes to the other contract.")

    def action_note_filing(self, number=None, date=None):
        # EXTENDS 'property_sales': the former home is on sale again
        res = super().action_note_filing(number, date)
        former = self.old_unit_id
        former._take_guard()
        self.flush_recordset(["filing_changed_on"])
        former.sudo()._move_up()  # whoever waits for it
        return res
