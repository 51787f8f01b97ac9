from odoo.tools import SQL

COLUMNS = """
    SELECT array_agg(column_name::text) FROM information_schema.columns
     WHERE table_name = %s AND column_name <> 'id'
"""
# homes without a contract, each with the ids of what it gets
HOMES = """
    CREATE TEMPORARY TABLE sold ON COMMIT DROP AS
    SELECT unit.id AS unit_id, row_number() OVER (ORDER BY unit.id) AS n,
           nextval('res_partner_id_seq') AS partner_id,
           nextval('property_reservation_id_seq') AS reservation_id,
           nextval('property_contract_id_seq') AS contract_id
      FROM property_unit unit
     WHERE unit.active
       AND NOT EXISTS (SELECT FROM property_contract row WHERE row.unit_id = unit.id)
  ORDER BY unit.id
     LIMIT %s
"""
# as surveyed, larger and smaller ones, some over the tolerance
SURVEY = """
    UPDATE property_unit unit
       SET surveyed_gross_area = unit.presale_gross_area - 3.5 + (sold.n %% 8),
           surveyed_inner_area = unit.presale_inner_area,
           surveyed_area_list_id = known.surveyed_area_list_id
      FROM sold, property_unit known
     WHERE unit.id = sold.unit_id
       AND known.id = %s
"""


def copy_contracts(env, count):
    """Sell so many more homes, each to a buyer of its own, as copies of one contract.

    Made in SQL; their homes are surveyed, and nothing of them is claimed.

    :return: the contracts
    """
    env.flush_all()
    known = env["property.contract"].search([("state", "=", "signed")], limit=1)
    env.cr.execute(HOMES, [count])
    partner, home = SQL("sold.partner_id"), SQL("sold.unit_id")
    named = SQL("'B' || sold.n")
    own = {"id": partner, "name": named, "commercial_partner_id": partner}
    _copy(env, known.partner_id, own | {"complete_name": named})
    sale = {"unit_id": home, "partner_id": partner}
    reservation = SQL("sold.reservation_id")
    ended = {"id": reservation, "number": named, "state": SQL("'converted'")}
    _copy(env, known.reservation_id, sale | ended)
    own = {"id": SQL("sold.contract_id"), "number": named}
    _copy(env, known, sale | own | {"reservation_id": reservation})
    unclaimed = {"contract_id": own["id"], "move_line_id": SQL("NULL")}
    for part in known.instalment_ids:
        _copy(env, part, unclaimed)
    env.cr.execute(SURVEY, [known.unit_id.id])
    env.cr.execute("SELECT contract_id FROM sold ORDER BY contract_id")
    ids = [id_ for (id_,) in env.cr.fetchall()]
    env.cr.execute("ANALYZE property_contract; ANALYZE property_instalment")
    env.invalidate_all()
    return env["property.contract"].browse(ids)


def _copy(env, record, changed):
    """Copy one row for each of the homes.

    :param dict changed: the values of columns that are others, as SQL
    """
    env.cr.execute(COLUMNS, [record._table])
    [names] = env.cr.fetchone()
    values = {name: SQL("row.%s", SQL.identifier(name)) for name in names} | changed
    env.cr.execute(
        SQL(
            "INSERT INTO %s (%s) SELECT %s FROM %s row, sold WHERE row.id = %s",
            SQL.identifier(record._table),
            SQL(", ").join(map(SQL.identifier, values)),
            SQL(", ").join(values.values()),
            SQL.identifier(record._table),
            record.id,
        )
    )
