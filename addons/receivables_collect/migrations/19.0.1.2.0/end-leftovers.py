"""Drop the tables and columns that dialogs of 19.0.1.0.0 left behind."""

from odoo.addons.sales_rules.tools import migration

TABLES = (
    "collection_custody_reason_collection_voucher_rel",
    "collection_dispute_collection_reason_rel",
    "collection_reason_collection_slip_rel",
    "collection_bank_refusal",
    "collection_custody_reason",
    "collection_reason",
)


def migrate(cr, version):
    for table in TABLES:
        migration.drop_table(cr, table)
