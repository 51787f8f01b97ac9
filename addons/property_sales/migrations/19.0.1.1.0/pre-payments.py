def migrate(cr, version):
    """Add the column of payments before the ORM does: it would read all payments."""
    cr.execute(
        "ALTER TABLE account_payment"
        " ADD COLUMN IF NOT EXISTS property_reservation_id integer"
    )
