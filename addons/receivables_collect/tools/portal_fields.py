"""The fields that customers read in the portal, over RPC too; others are closed."""

SLIP = frozenset(
    {
        "id",
        "number",
        "company_id",
        "partner_id",
        "currency_id",
        "date",
        "date_oldest",
        "amount_due",
        "amount_residual",
        "state",
        "line_ids",
    }
)
SLIP_LINE = frozenset(
    {
        "id",
        "slip_id",
        "currency_id",
        "document",
        "date_invoice",
        "date_maturity",
        "amount_due",
        "amount_residual",
        "is_credit",
    }
)
