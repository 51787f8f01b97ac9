def migrate(cr, version):
    """Add the column of bank slips before the ORM does: it would read all methods."""
    cr.execute(
        "ALTER TABLE collection_receipt_method"
        " ADD COLUMN IF NOT EXISTS bank_slip_id integer"
    )
