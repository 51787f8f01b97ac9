from odoo import api, fields, models
from odoo.tools import SQL

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds

READERS = "property_sales.group_property_reads"
NOTIFICATION = "property_unit"
# the key of the homes that a transaction has decided on
BOARD = "property_sales.board"
STATES = [
    ("unreleased", "Unreleased"),
    ("available", "Available"),
    ("reserved", "Reserved"),
    ("contracted", "Under Contract"),
    ("handed_over", "Handed over"),
    ("titled", "Title Registered"),
]


class PropertyUnit(models.Model):
    """Reserving a home, waiting for it, and the board of all of them (R2.7)."""

    _inherit = "property.unit"

    _protected_fields = frozenset({"state", "reservation_id", "hold_until"})

    state = fields.Selection(
        STATES,
        compute="_compute_state",
        search="_search_state",
        compute_sudo=True,
        help="Follows from releases, permits, prices, reservations and contracts.",
    )
    reservation_ids = fields.One2many(
        "property.reservation", "unit_id", string="Reservations"
    )
    reservation_id = fields.Many2one(
        "property.reservation",
        compute="_compute_reservation_id",
        help="The reservation that has the home now.",
    )
    hold_until = fields.Datetime(
        string="Held until",
        compute="_compute_hold_until",
        compute_sudo=True,
        help="Somebody holds the home until then, without money yet.",
    )

    @api.depends(
        "reservation_ids.state",
        "reservation_ids.hold_until",
        "reservation_ids.date_end",
        "block_ids.state",
        "release_id.state",
        "permit_id.state",
        "development_id.state",
        "price_line_id",
    )
    def _compute_state(self):
        states = {}
        if self.ids:
            states = dict(self.env.execute_query(self._query_states(self.ids)))
        for unit in self:
            unit.state = states.get(unit._origin.id, "unreleased")

    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_state()
        return [
            (
                "id",
                "in",
                SQL(
                    "(SELECT unit.id FROM property_unit unit WHERE %s = ANY(%s))",
                    self._query_state(),
                    [state for state in value if state],
                ),
            )
        ]

    @api.depends_context("uid")
    @api.depends("reservation_ids.state")
    def _compute_reservation_id(self):
        # the caller's right to read reservations holds
        live = self.env["property.reservation"].search(
            [("unit_id", "in", self.ids), ("state", "=", "active")]
        )
        by_unit = {reservation.unit_id.id: reservation for reservation in live}
        for unit in self:
            unit.reservation_id = by_unit.get(unit._origin.id, False)

    @api.depends(
        "reservation_ids.state", "reservation_ids.number", "reservation_ids.hold_until"
    )
    def _compute_hold_until(self):
        holds = self.env["property.reservation"].search(
            [
                ("unit_id", "in", self.ids),
                ("state", "=", "active"),
                ("number", "=", False),
            ]
        )
        until = {hold.unit_id.id: hold.hold_until for hold in holds}
        for unit in self:
            unit.hold_until = until.get(unit._origin.id, False)

    @door_kinds.takes(partner_id=sent.id_, money_kind=door_kinds.text)
    def action_reserve(self, partner_id, money_kind, amount):
        """Hold this home for a customer.

        :param int partner_id: the customer
        :param str money_kind: intent, advance or deposit
        :param float amount: the agreed money, in the company's currency
        :return: the id of the reservation
        :raise UserError: why it cannot be sold, or by whom it is taken
        """
        return self._reserve(partner_id, money_kind, amount, False)

    @door_kinds.takes(partner_id=sent.id_, money_kind=door_kinds.text)
    def action_wait(self, partner_id, money_kind, amount):
        """Join the waiting list of this home, which is taken.

        Takes what `action_reserve` takes, and returns the id of the waiting one.
        """
        return self._reserve(partner_id, money_kind, amount, True)

    def _reserve(self, partner_id, money_kind, amount, is_waiting):
        """Make the reservation that a button asks for."""
        self.ensure_one()
        self.check_access("read")
        reservation = self.env["property.reservation"].create(
            {
                "unit_id": self.id,
                "partner_id": partner_id,
                "money_kind": money_kind,
                "amount": amount,
                "is_waiting": is_waiting,
            }
        )
        return reservation.id

    @api.model
    @api.readonly
    @door_kinds.takes(
        development_id=door_kinds.one("property.development"), unit_ids=sent.ids
    )
    def get_board(self, development_id, unit_ids=None):
        """Return the homes of a development as the board shows them (R2.12).

        No name, floor price or discount is among it.

        :param development_id: the development, or its id
        :param list unit_ids: the homes asked for; None for all
        :return: list of tuples (id, building, floor, name, state, list price, gross
            area, inner area, layout, blocked)
        """
        self.check_access("read")
        development_id.check_access("read")
        self._flush_state()
        domain = [("development_id", "=", development_id.id)]
        if unit_ids is not None:
            domain.append(("id", "in", unit_ids))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT unit.id, unit.building_id, unit.floor, unit.name, %s,
                       unit.list_price,
                       COALESCE(NULLIF(unit.surveyed_gross_area, 0),
                                unit.presale_gross_area),
                       COALESCE(NULLIF(unit.surveyed_inner_area, 0),
                                unit.presale_inner_area),
                       unit.layout, %s
                  FROM property_unit unit
                 WHERE unit.id IN %s
              ORDER BY unit.building_id, unit.floor, unit.name
                """,
                self._query_state(),
                self._query_is_blocked(),
                self._search(domain).subselect(),
            )
        )
        return [tuple(row) for row in rows]

    def _take_guard(self):
        # EXTENDS 'property_sales': what is decided on a home, boards show at once
        res = super()._take_guard()
        precommit = self.env.cr.precommit
        changed = precommit.data.setdefault(BOARD, set())
        if not changed:
            precommit.add(self.env["property.unit"]._send_changed)
        changed.update(self.ids)
        return res

    @api.model
    def _send_changed(self):
        """Send the ids of the homes that were decided on to those who may read homes.

        They ask for the changes themselves, under their own rights.
        """
        changed = sorted(self.env.cr.precommit.data.pop(BOARD, ()))
        # sudo: the group's channel
        self.env.ref(READERS).sudo()._bus_send(NOTIFICATION, {"ids": changed})

    def _end_lapsed(self):
        """End what has these homes and whose time is over."""
        live_sudo = (
            self.env["property.reservation"]
            .sudo()  # reservations of everybody
            .search([("unit_id", "in", self.ids), ("state", "=", "active")])
        )
        lapsed = live_sudo.filtered(lambda row: row._is_lapsed())
        if lapsed:
            lapsed._end_lapsed()

    def _move_up(self):
        """Have the next customer of each free home move up, if it may be sold."""
        if not self:
            return
        self._take_guard()
        live_sudo = (
            self.env["property.reservation"]
            .sudo()  # reservations of everybody
            .search(
                [("unit_id", "in", self.ids), ("state", "in", ("active", "queued"))],
                order="id",
            )
        )
        for unit, rows in live_sudo.grouped("unit_id").items():
            waiting = rows.filtered(lambda row: row.state == "queued")
            if waiting == rows and not unit._get_cannot_sell_reasons():
                waiting[:1]._rise()

    def _get_taken_reasons(self, but=None):
        # EXTENDS 'property_sales': by reservations and those who wait
        reasons = super()._get_taken_reasons(but)
        # sudo: salesperson and time are told to everybody
        reservations_sudo = self.env["property.reservation"].sudo()
        rows_sudo = reservations_sudo.search(
            [("unit_id", "in", self.ids), ("state", "in", ("active", "queued"))],
            order="state, id",
        )
        if but:
            rows_sudo -= but.sudo()  # sudo: as above
        for unit, rows in rows_sudo.grouped("unit_id").items():
            reasons.setdefault(unit.id, rows[:1]._get_taken_text())
        return reasons

    def _get_faster_text(self):
        """Return by whom this home was taken since the transaction began."""
        self.ensure_one()
        with self.env.registry.cursor() as cr:
            # a transaction of its own: this one does not see what others did meanwhile
            text = self.with_env(self.env(cr=cr))._get_taken_reason()
        return text or self.env._("%s is taken already.", self.display_name)

    def _get_sale_label(self):
        # EXTENDS 'property_sales'
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    # The state, as one expression of SQL over the alias `unit`.

    def _query_states(self, ids):
        """Return the SQL of (id, state) of homes."""
        self._flush_state()
        return SQL(
            "SELECT unit.id, %s FROM property_unit unit WHERE unit.id IN %s",
            self._query_state(),
            tuple(ids),
        )

    @api.model
    def _query_state(self):
        """Return the SQL of the state of a home."""
        cases = SQL(" ").join(
            SQL("WHEN %s THEN %s", condition, state)
            for state, condition in self._get_state_cases()
        )
        return SQL("(CASE %s ELSE 'unreleased' END)", cases)

    @api.model
    def _get_state_cases(self):
        """Return (state, SQL condition), of which the first that holds counts.

        To be extended by topics that know of later states.
        """
        return [
            ("reserved", self._query_is_reserved()),
            ("available", self._query_is_available()),
        ]

    @api.model
    def _query_is_reserved(self):
        """Return the SQL of whether somebody has the home, or waits for it."""
        return SQL(
            """
            EXISTS (SELECT
                      FROM property_reservation live
                     WHERE live.unit_id = unit.id
                       AND (live.state = 'queued'
                            OR live.state = 'active'
                               AND (live.number IS NOT NULL
                                    AND live.date_end >= %s
                                    OR live.number IS NULL
                                    AND live.hold_until >= %s)))
            """,
            self._query_today(),
            fields.Datetime.now(),
        )

    @api.model
    def _query_is_available(self):
        """Return the SQL of whether a home that nobody has may be sold today."""
        return SQL(
            """
            (unit.price_line_id IS NOT NULL
             AND EXISTS (SELECT
                           FROM property_development development
                           JOIN property_permit permit ON permit.id = unit.permit_id
                           JOIN property_release release ON release.id = unit.release_id
                          WHERE development.id = unit.development_id
                            AND development.state = 'selling'
                            AND release.state = 'released'
                            AND permit.state = 'valid'
                            AND %(today)s BETWEEN permit.date_from AND permit.date_to)
             AND NOT %(blocked)s)
            """,
            today=self._query_today(),
            blocked=self._query_is_blocked(),
        )

    @api.model
    def _query_is_blocked(self):
        """Return the SQL of whether a home is kept off sale today."""
        return SQL(
            """
            EXISTS (SELECT
                      FROM property_block block
                     WHERE block.unit_id = unit.id
                       AND block.state = 'live'
                       AND block.date_end >= %s)
            """,
            self._query_today(),
        )

    @api.model
    def _query_today(self):
        """Return the SQL of the day that it is in the company of a home."""
        return self.env["res.company"]._query_today(SQL("unit.company_id"))

    @api.model
    def _flush_state(self):
        """Write what the state is read from."""
        for model in (
            "property.unit",
            "property.reservation",
            "property.block",
            "property.permit",
            "property.release",
            "property.development",
        ):
            self.env[model].flush_model()
