"""One word for each thing: what is renamed keeps what it holds."""

from odoo.addons.sales_rules.tools import migration

INCREASES = ("sales_credit_temporary", "sales_credit_guarantee")


def migrate(cr, version):
    migration.rename_model(cr, "sales.credit.raise", "sales.credit.increase")
    for table in INCREASES:
        migration.rename_index(cr, table, f"{table}_raise_idx", f"{table}_increase_idx")
    migration.rename_field(
        cr, "sales.credit.guarantee", "company_amount", "amount_company"
    )
    migration.rename_field(cr, "sales.hold", "oldest_due_date", "date_oldest")
    migration.rename_field(
        cr, "res.company", "customer_approval", "sales_customer_approval"
    )
