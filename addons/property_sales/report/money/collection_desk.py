from odoo import api, fields, models

from odoo.addons.receivables_collect.report.desk.collection_desk import Work

HOMES = {
    "property_area": Work(
        "property_sales.property_area_list_action",
        "property.area.list",
        [("state", "=", "approved")],
        since="approved_at",
    ),
    "property_day": Work(
        "property_sales.property_ledger_day_action",
        "property.ledger.day",
        [("is_to_close", "=", True)],
        since="date",
    ),
    "property_return": Work(
        "property_sales.property_reservation_action",
        "property.reservation",
        [
            (
                "change_ids",
                "any",
                [
                    ("kind", "=", "return"),
                    ("paid_at", "=", False),
                    ("approval_state", "=", "approved"),
                ],
            )
        ],
        # the days within which money goes back are counted from there
        since="ended_at",
    ),
    # verified, and so counted: its sum is no secret of the count
    "property_bank": Work(
        "receivables_collect.collection_receipt_method_action_unbanked",
        "collection.receipt.method",
        [
            ("receipt_id.property_unit_id", "!=", False),
            ("receipt_id.state", "=", "verified"),
            ("bank_date", "=", False),
            ("bounce_date", "=", False),
        ],
        since="receipt_date",
        amount="amount",
    ),
}


class CollectionDesk(models.Model):
    """Finance's work on homes, in companies that sell them (R2.5, R2.8, R2.10)."""

    _inherit = "collection.desk"

    kind = fields.Selection(
        selection_add=[
            ("property_area", "Area Lists of Homes to File"),
            ("property_day", "Property Ledger Days to Close"),
            ("property_return", "Money of Homes to Return"),
            ("property_bank", "Money of Homes to Bank"),
        ]
    )

    @api.model
    def _get_works(self, company):
        # EXTENDS 'receivables_collect'
        works = super()._get_works(company)
        return works | HOMES if company.has_property_development else works
