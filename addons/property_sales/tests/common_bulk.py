from odoo.tools import SQL

from .common_reception import ReceptionCommon

COLUMNS = """
    SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
     WHERE table_name = 'property_unit' AND column_name NOT IN ('id', 'name', 'floor')
"""
# A tenth is of the seller and the colleague, the rest of users who sell no homes.
BULK = """
    CREATE TEMPORARY TABLE bulk ON COMMIT DROP AS
    SELECT n, CURRENT_DATE - n %% 397 AS day,
           homes.ids[1 + n %% array_length(homes.ids, 1)] AS unit_id,
           n <= array_length(homes.ids, 1) AS is_live,
           CASE n %% 20 WHEN 0 THEN %(seller)s WHEN 1 THEN %(colleague)s
           ELSE users.ids[1 + n %% array_length(users.ids, 1)] END AS user_id
      FROM generate_series(1, %(rows)s) AS n,
           (SELECT array_agg(unit.id) AS ids FROM property_unit unit
             WHERE NOT EXISTS (SELECT FROM property_reservation row
                                WHERE row.unit_id = unit.id)) AS homes,
           (SELECT array_agg(id) AS ids FROM res_users
             WHERE share IS NOT TRUE
               AND sale_team_id IS DISTINCT FROM %(team)s) AS users
"""
RECEPTIONS = """
    INSERT INTO property_reception
                (company_id, name, phone, phone_key, partner_id, channel, user_id, date,
                 last_contact, protected_until, date_next, stage, is_current,
                 create_date, write_date)
         SELECT company_id, name || n, n, n, partner_id,
                (ARRAY['walk_in', 'phone', 'online', 'agency'])[1 + n %% 4],
                bulk.user_id, day, day, day + 30,
                CASE WHEN n %% 3 = 0 THEN day + 7 END,
                (ARRAY['received', 'followed', 'reserved'])[1 + n %% 3],
                n %% 7 > 0, day, day
           FROM property_reception, bulk
          WHERE id = %(id)s
"""
RESERVATIONS = """
    INSERT INTO property_reservation
                (unit_id, building_id, development_id, company_id, partner_id, user_id,
                 money_kind, amount, price, state, number, hold_until, date_end,
                 reserved_at, create_date)
         SELECT bulk.unit_id, building_id, development_id, company_id, partner_id,
                bulk.user_id, money_kind, amount, price,
                CASE WHEN is_live THEN 'active'
                     WHEN n %% 3 = 0 THEN 'cancelled' ELSE 'expired' END,
                CASE WHEN n %% 4 > 0 THEN 'P' || n END, day, day, day, day
           FROM property_reservation, bulk
          WHERE id = %(id)s
"""


class BulkCommon(ReceptionCommon):
    """Many homes, receptions and reservations, made in SQL as copies of one."""

    @classmethod
    def add_homes(cls, count):
        """Put so many more homes on sale, on floors of ten; no papers name them."""
        cls.env.flush_all()
        cls.env.cr.execute(COLUMNS)
        rest = SQL(cls.env.cr.fetchone()[0])
        cls.env.cr.execute(
            SQL(
                """
                INSERT INTO property_unit (name, floor, %(rest)s)
                     SELECT n / 10 + 10 || '-' || lpad((n %% 10)::text, 2, '0'),
                            n / 10 + 10, %(rest)s
                       FROM property_unit, generate_series(1, %(count)s) AS n
                      WHERE id = %(home)s
                """,
                rest=rest,
                count=count,
                home=cls.unit.id,
            )
        )
        cls.env.cr.execute("ANALYZE property_unit")

    @classmethod
    def add_rows(cls, count):
        """Make so many receptions and reservations; each home is taken as long as there
        are rows.
        """
        reservation = cls.new_reservation()
        reception = cls.receive()
        cls.env.flush_all()
        vals = {
            "rows": count,
            "seller": cls.home_seller.id,
            "colleague": cls.home_colleague.id,
            "team": cls.home_team.id,
        }
        cls.env.cr.execute(BULK, vals)
        cls.env.cr.execute(RECEPTIONS, {"id": reception.id})
        cls.env.cr.execute(RESERVATIONS, {"id": reservation.id})
        cls.env.cr.execute("ANALYZE property_reception; ANALYZE property_reservation")
