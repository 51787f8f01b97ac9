"""Drop the tables and columns that dialogs of 19.0.1.0.0 left behind."""

from odoo.addons.sales_rules.tools import migration


def migrate(cr, version):
    migration.drop_table(cr, "sales_approval_sales_approval_reason_rel")
    # what the settings show is read from the company
    migration.drop_unused_columns(cr, "sales.rules.settings")
