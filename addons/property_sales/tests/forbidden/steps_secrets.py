from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

FLOOR = 987_654


class Secrets:
    """Customers, receptions and what is secret of a sale"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        vals = {"name": "Zhao Min", "phone": "13900139000", "channel": "walk_in"}
        receptions = cls.env["property.reception"].with_user(cls.home_seller)
        cls.reception = receptions.create(vals).sudo()
        export = cls.env.ref("base.group_allow_export")
        sellers = cls.home_seller | cls.home_manager
        sellers |= cls.director
        sellers.write({"group_ids": [(4, export.id)]})
        cls.guest = cls.new_user("guest", "base.group_portal")
        cls.system = cls.new_user("system", "base.group_system")

    @forbidden(
        "R2.6",
        "receive a customer whose telephone number is registered",
        by="home_colleague home_seller",
        paths="W I S",
        says=("This number was registered on … by ….",),
    )
    def test_receive_a_known_number(self):
        vals = {"name": "Min", "phone": "+86 139 0013 9000", "channel": "phone"}
        for role in ("home_colleague", "home_seller"):
            self.assert_no_new(role, "property.reception", vals, "home_seller")

    @forbidden(
        "R2.6",
        "write salesperson, day or protection of a reception, or delete it",
        by="home_seller",
        paths="W I S",
        says=(
            PROTECTED,
            "Receptions stay on the register: …. The leader of the team gives a"
            " customer to somebody else.",
            NOT_ALLOWED,
        ),
    )
    def test_write_a_reception(self):
        vals = {
            "user_id": self.home_colleague.id,
            "date": self.day(-9),
            "protected_until": self.day(900),
            "phone": "13900000000",
            "partner_id": self.buyer.id,
            "stage": "reserved",
            "is_current": False,
        }
        self.assert_no_values("home_seller", self.reception, vals)
        self.assert_no_delete("home_seller", self.reception, kind="Reception")

    @forbidden(
        "R2.6",
        "take a customer from a colleague without being the leader of the team",
        by="home_colleague home_seller",
        paths="B",
        says=(
            "…: customers are moved by the leader of the team.",
            UNSEEN,
        ),
    )
    def test_take_a_customer(self):
        args = (self.home_colleague.id, "Mine")
        record = self.reception
        self.assert_no_button("home_seller", record, "action_transfer", *args)
        name = "Reception"
        self.assert_no_button(
            "home_colleague", record, "action_transfer", *args, name=name
        )
        self.assert_no_button(
            "home_colleague", record, "action_follow", "Mine", name=name
        )

    @forbidden(
        "R2.11",
        "give a reservation and its customer to a colleague without being the leader of"
        " the team, or to somebody who sells no homes",
        by="home_seller home_colleague director",
        paths="B W",
        says=(
            "…: customers are moved by the leader of the team.",
            UNSEEN,
            PROTECTED,
            "Choose a property salesperson.",
        ),
    )
    def test_give_a_reservation_on(self):
        args = (self.home_colleague.id, "Mine")
        self.assert_no_button("home_seller", self.hold, "action_transfer", *args)
        self.assert_no_button(
            "home_colleague", self.hold, "action_transfer", *args, name="Reservation"
        )
        for role in ("home_seller", "director"):
            vals = {"user_id": self.home_colleague.id}
            self.assert_no_write(role, self.hold, vals)
        args = (self.seller.id, "Why not")
        name = "salesperson"
        self.assert_no_button(
            "director", self.hold, "action_transfer", *args, name=name
        )

    @forbidden(
        "R2.11",
        "archive a salesperson with open reservations or protected customers",
        by="system",
        paths="W I S",
        says=(
            "… has customers of homes still (…)…. Have the leader of the team, or the"
            " marketing director, give them to a colleague first.",
        ),
    )
    def test_archive_a_salesperson(self):
        self.assert_no_values("system", self.home_seller, {"active": False})

    @forbidden(
        "R2.12",
        "read homes, reservations, receptions, the board or the ledger as a product"
        " salesperson or on the portal",
        by="seller guest",
        paths="B",
        says=(NOT_ALLOWED,),
    )
    def test_read_homes_as_a_product_salesperson(self):
        board, lines = self.unit.browse(), self.env["property.ledger.line"]
        place, ledger = self.development.id, "Line of the Property Sales Ledger"
        for role in ("seller", "guest"):
            for record, name in (
                (self.unit, "Home"),
                (self.hold, "Reservation"),
                (self.reception, "Reception"),
                (self.permit, "Sales Permit"),
                (self.release, "Release"),
            ):
                self.assert_no_button(role, record, "read", ["display_name"], name=name)
                model = record.browse()
                self.assert_no_button(role, model, "search_read", [], name=name)
                self.assert_no_button(role, model, "name_search", "1", name=name)
                self.assert_no_button(
                    role, model, "formatted_read_group", [], [], name=name
                )
            self.assert_no_button(role, board, "get_board", place, name="Development")
            self.assert_no_button(role, lines, "search_read", [], name=ledger)

    @forbidden(
        "R2.12",
        "read another salesperson's buyer, reservation or reception",
        by="home_colleague",
        paths="B",
        says=(UNSEEN,),
    )
    def test_read_another_ones_buyer(self):
        for record, name in (
            (self.hold, "Reservation"),
            (self.reception, "Reception"),
            (self.buyer, "Contact"),
        ):
            self.assert_no_button(
                "home_colleague", record, "read", ["display_name"], name=name
            )

    @forbidden(
        "R2.12",
        "read, search, group or sort by the floor price",
        by="home_seller finance investor",
        paths="B",
        says=('You do not have enough rights to access the field "floor_price" on …',),
    )
    def test_read_the_floor_price(self):
        prices = self.new_active_prices(floor_price=FLOOR)
        line, model = prices.line_ids[0], self.env["property.price.list.line"]
        for role in ("home_seller", "finance", "investor"):
            for records, method, *args in (
                (line, "read", ["floor_price"]),
                (model, "search_read", [], ["floor_price"]),
                (model, "search", [("floor_price", ">", 1)]),
                (model, "formatted_read_group", [], ["floor_price"]),
                (model, "formatted_read_group", [], [], ["floor_price:max"]),
            ):
                self.assert_no_button(role, records, method, *args, name="floor_price")

    @forbidden(
        "R2.12",
        "export homes, prices, reservations or receptions as a salesperson",
        by="home_seller home_manager",
        paths="B",
        says=(
            "…: trade secrets are exported by these roles only: …. Ask one of them for"
            " the figures.",
        ),
    )
    def test_export(self):
        prices = self.new_price_list()
        for role in ("home_seller", "home_manager"):
            for record, name in (
                (self.unit, "Home"),
                (prices, "Price List"),
                (self.hold, "Reservation"),
                (self.reception, "Reception"),
            ):
                args = ["display_name"]
                self.assert_no_button(role, record, "export_data", args, name=name)
            path = ["name", "unit_ids/list_price"]
            self.assert_no_button(role, self.release, "export_data", path, name="Home")

    @forbidden(
        "R2.12",
        "make, change or delete a row of the record of exports",
        by="director system",
        paths="W I S",
        says=(
            "Exports are recorded by themselves, and a record stays as it was written:"
            " …",
            "The record of an export is kept; it cannot be deleted: …",
            NOT_ALLOWED,
        ),
    )
    def test_touch_the_record_of_exports(self):
        logs = self.env["property.export.log"]
        self.unit.with_user(self.director).export_data(["name"])
        log = logs.sudo().search([], limit=1)
        kind = "Export of Homes"
        self.assert_no_values("director", log, {"count": 0})
        self.assert_no_delete("director", log, kind=kind)
        self.assert_no_delete("system", log, kind=kind)
        vals = {"model": "property.unit", "field_names": "name", "count": 1}
        self.assert_no_code("director", logs, "create", [vals], name=kind)

    @forbidden(
        "R2.8",
        "write, make or delete lines of the ledger",
        by="finance director general system",
        paths="W I",
        says=(NOT_ALLOWED,),
    )
    def test_write_lines_of_the_ledger(self):
        receipt = self.take()
        lines = self.env["property.ledger.line"].sudo()
        line = lines.search([("receipt_id", "=", receipt.id)])
        name = "Line of the Property Sales Ledger"
        for role in ("finance", "director", "general", "system"):
            self.assert_no_write(role, line, {"amount": 1}, name)
            self.assert_no_create(role, line._name, {"amount": 1}, name)
            self._refuse("W", role, line, "unlink", [], name)
            self.assert_no_load(role, line._name, {"amount": 1}, name)

    @forbidden(
        "R2.3",
        "tell a customer a price before the permit",
        by="home_seller",
        paths="B S",
        says=(
            "… is on no permit in force…",
            "Permit … was revoked; no fee of any kind is taken without a valid one. …",
        ),
    )
    def test_quote_without_a_permit(self):
        quotations = self.env["property.quotation"].with_user(self.home_seller)
        early = quotations.create({"unit_id": self.new_units(1).id})
        late = quotations.create({"unit_id": self.unit.id})
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        for sheet, name in (
            (early, early.unit_id.display_name),
            (late, self.permit.number),
        ):
            self.assert_no_button("home_seller", sheet, "action_print", name=name)
            self.assert_no_code("home_seller", sheet, "action_print", name=name)
