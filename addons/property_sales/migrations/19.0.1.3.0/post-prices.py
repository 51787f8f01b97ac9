"""Reservations know the line of the price list that they were made by."""


def migrate(cr, version):
    # of several lists with that price the last one in force on the day
    cr.execute(
        """
        UPDATE property_reservation reservation
           SET price_line_id = (
                   SELECT line.id
                     FROM property_price_list_line line
                     JOIN property_price_list list ON list.id = line.list_id
                    WHERE line.unit_id = reservation.unit_id
                      AND line.price = reservation.price
                      AND list.state IN ('active', 'superseded')
                 ORDER BY list.date_from <= reservation.reserved_at DESC,
                          list.date_from DESC, line.id DESC
                    LIMIT 1)
         WHERE price_line_id IS NULL
           AND price IS NOT NULL
        """
    )
