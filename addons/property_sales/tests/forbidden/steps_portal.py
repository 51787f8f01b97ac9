from ..common_forbidden import NOT_ALLOWED, PROTECTED, forbidden
from ..common_handover import PICTURE


class Portal:
    """Buyers in the portal, and what they pay"""

    @forbidden(
        "R2.12",
        "read, search, count, group or write contracts, buyers, instalments, papers,"
        " money or requests as a buyer in the portal, also those of one's own home",
        by="owner other_owner",
        paths="B",
        says=(NOT_ALLOWED,),
    )
    def test_read_homes_in_the_portal(self):
        contract = self.new_handed()
        request = self.new_request(contract)
        records = (
            contract,
            contract.buyer_ids,
            contract.instalment_ids,
            contract.document_ids,
            contract.bank_credit_ids,
            contract.warranty_ids,
            contract.unit_id,
            request,
        )
        steps = (
            ("search_read", [[], ["id"]], False),
            ("search_count", [[]], False),
            ("name_search", [""], False),
            ("formatted_read_group", [[], [], ["__count"]], False),
            ("read", [["id"]], True),
            ("write", [{"id": 1}], True),
        )
        for role in ("owner", "other_owner"):
            for rows in records:
                kind = self.env["ir.model"]._get(rows._name).name
                for method, args, on_rows in steps:
                    own = rows if on_rows else rows.browse()
                    self.assert_no_button(role, own, method, *args, name=kind)

    @forbidden(
        "R2.12",
        "reach a contract in the portal as its former or another buyer, as a colleague"
        " or before its signature",
        by="owner other_owner clerk director",
        paths="S",
        says=("This home is not yours.",),
    )
    def test_reach_a_contract_in_the_portal(self):
        portal = self.env["property.portal"]
        contract = self.new_contract()
        for role in ("owner", "other_owner"):
            self.assert_no_code(role, portal, "_check_owner", contract, name="home")
        contract.with_user(self.home_seller).action_cancel("Not now")
        hold = self.reserve(self.units[1])
        signed = self.new_signed(hold)
        for role in ("other_owner", "clerk", "director"):
            self.assert_no_code(role, portal, "_check_owner", signed, name="home")
        signed.buyer_ids.sudo()._write_protected({"is_former": True})
        signed.invalidate_recordset(["buyer_ids"])
        self.assert_no_code("owner", portal, "_check_owner", signed, name="home")

    @forbidden(
        "R2.7",
        "enter, confirm or object to a request for the home of another buyer in the"
        " portal; assign or cancel one's own",
        by="owner other_owner",
        paths="S",
        says=(
            "This home is not yours.",
            "…: the salesperson of the home speaks with its owner.",
            "…: the leader of the team, or the marketing director, does this.",
        ),
    )
    def test_serve_anothers_request_in_the_portal(self):
        contract = self.new_handed()
        request, done = self.new_request(contract), self.new_done(contract)
        vals = {"contract_id": contract.id, "part": "leak", "description": "Wet"}
        requests = self.env["property.service.request"]
        self.assert_no_code("other_owner", requests, "create", vals, name="home")
        self.assert_no_code("other_owner", done, "action_confirm", PICTURE)
        self.assert_no_code("other_owner", done, "action_reopen", "Wet")
        for role in ("owner", "other_owner"):
            self.assert_no_code(role, request, "action_assign", self.clerk.id)
            self.assert_no_code(role, request, "action_cancel", "By mistake")

    @forbidden(
        "R2.7",
        "send more than five pictures with a request, a file that is no picture, or"
        " nothing that is wrong",
        by="owner",
        paths="S",
        says=(
            "Send … pictures at most with a request.",
            "This is no picture: send photos as JPEG, PNG or WebP.",
            "Say what is wrong.",
            "Choose what it is about, and the part.",
        ),
    )
    def test_send_other_than_pictures(self):
        contract = self.new_handed()
        own = contract.with_user(self.owner).sudo()
        portal = self.env["property.portal.request"]
        for args, name in (
            (["repair", "leak", "Wet", [b"x"] * 6], "5 pictures"),
            (["repair", "leak", "Wet", [b"<svg/>"]], "no picture"),
            (["repair", "leak", " ", []], "wrong"),
            (["repair", "roof", "Wet", []], "part"),
        ):
            self.assert_no_code("owner", portal, "_enter", own, *args, name=name)

    @forbidden(
        "R2.10",
        "write that an online payment of a home came, of how much, or for which"
        " contract",
        by="finance",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_write_that_money_came_online(self):
        contract = self.new_signed()
        rows = contract.instalment_ids[:1]
        draft = self.new_online(contract, rows, 300_000)
        for vals in ({"state": "done"}, {"amount": 1}, {"reference": "X"}):
            self.assert_no_write("finance", draft, vals)
        self.assert_no_values("finance", draft, {"property_contract_id": contract.id})

    @forbidden(
        "R2.10",
        "pay back an online payment of a home at its provider, book one a second time,"
        " one that did not come, or one for an ended contract",
        by="finance",
        paths="B S",
        says=(
            "…: it is booked on …. Finance pays it back there.",
            "…: nothing came that is not booked.",
            "…: … has ended (…) and takes no money.",
        ),
    )
    def test_book_online_money_wrongly(self):
        contract = self.new_signed()
        rows = contract.instalment_ids[:1]
        draft, paid, late = (
            self.new_online(contract, rows, amount) for amount in (100_000, 200_000, 5)
        )
        self.let_come(paid)
        self.rescind(contract)
        self.let_come(late)
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", paid, "action_refund")
            for row in (draft, paid, late):
                way("finance", row, "action_book_home")

    @forbidden(
        "R2.10",
        "book online payments of homes as salesperson, director or general manager",
        by="home_seller director general",
        paths="B",
        says=(NOT_ALLOWED,),
    )
    def test_book_online_money_as_another(self):
        contract = self.new_signed()
        late = self.new_online(contract, contract.instalment_ids[:1], 5)
        late._set_done()
        name = "Payment Transaction"
        for role in ("home_seller", "director", "general"):
            self.assert_no_button(role, late, "action_book_home", name=name)
