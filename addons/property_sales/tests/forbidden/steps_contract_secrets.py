from ..common_forbidden import NOT_ALLOWED, UNSEEN, forbidden

KIND = "Sale Contract of a Home"
KINDS = (
    "Disclosure to the Buyers",
    "Paper of a Contract",
    "Instalment of a Home",
    "Bank Credit of a Home",
)


class ContractSecrets:
    """Contracts of others, and of other companies"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls.new_user("guest", "base.group_portal")
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.far_seller = cls.new_user(
            "far_seller", "property_sales.group_property_sales"
        )
        cls.far_director = cls.new_user("far_director", "group_marketing_director")
        (cls.far_seller | cls.far_director).write(
            {
                "company_ids": [(6, 0, cls.elsewhere.ids)],
                "company_id": cls.elsewhere.id,
            }
        )
        export = cls.env.ref("base.group_allow_export")
        sellers = cls.home_seller | cls.home_colleague | cls.home_manager
        sellers.write({"group_ids": [(4, export.id)]})

    def get_secrets(self):
        """A signed contract and one record of each kind that hangs on it."""
        contract = self.new_signed()
        self.credit(contract, 1000)
        records = (
            contract.disclosure_ids[0],
            contract.document_ids[0],
            contract.instalment_ids[0],
            contract.bank_credit_ids[0],
        )
        return [(contract, KIND), *zip(records, KINDS, strict=True)]

    @forbidden(
        "R2.12",
        "read another salesperson's contract, its papers, instalments or money, also of"
        " another company",
        by="home_colleague investor seller guest far_seller far_director",
        paths="B",
        says=(UNSEEN, NOT_ALLOWED),
    )
    def test_read_another_ones_contract(self):
        strangers = ("home_colleague", "investor", "far_seller", "far_director")
        for record, name in self.get_secrets():
            for role in (*strangers, "seller", "guest"):
                for method, *args in (
                    ("read", ["display_name"]),
                    ("web_read", {"display_name": {}}),
                ):
                    self.assert_no_button(role, record, method, *args, name=name)
            model = record.browse()
            for role in ("seller", "guest"):
                for method, *args in (
                    ("search_read", []),
                    ("name_search", "1"),
                    ("formatted_read_group", [], []),
                ):
                    self.assert_no_button(role, model, method, *args, name=name)
            for role in strangers:
                self.assert_finds_nothing(self[role], record)

    def assert_finds_nothing(self, user, record):
        """No search of a user finds a record, or counts it."""
        model = record.browse().with_user(user)
        domain = [("id", "=", record.id)]
        self.assertFalse(model.search(domain))
        self.assertFalse(model.search_read(domain, ["display_name"]))
        self.assertFalse(model.name_search(record.display_name))
        self.assertFalse(model.search_count(domain))
        self.assertEqual(
            model.formatted_read_group(domain, [], ["__count"])[0]["__count"], 0
        )

    @forbidden(
        "R2.12",
        "export contracts, papers, instalments or money as a salesperson",
        by="home_seller home_colleague home_manager",
        paths="B",
        says=(
            "…: trade secrets are exported by these roles only: …. Ask one of them for"
            " the figures.",
        ),
    )
    def test_export_contracts(self):
        for record, name in self.get_secrets():
            for role in ("home_seller", "home_colleague", "home_manager"):
                args = ["display_name"]
                self.assert_no_button(role, record, "export_data", args, name=name)
        path = ["name", "contract_ids/price"]
        self.assert_no_button(
            "home_seller", self.unit, "export_data", path, name="Home"
        )

    @forbidden(
        "R2.7",
        "take a step of a contract of another company, draw one up for its home, or"
        " take money for it",
        by="far_seller far_director home_seller",
        paths="B W I",
        says=(UNSEEN,),
    )
    def test_reach_into_another_company(self):
        contract = self.new_signed()
        for method, *args in (("action_file", "N-1"), ("action_cancel", "Mine")):
            for role in ("far_seller", "far_director"):
                self.assert_no_button(role, contract, method, *args, name=KIND)
        self.assert_no_write("far_seller", contract, {"discount_percent": 1}, KIND)
        vals = {"name": "Far", "code": "FAR", "company_id": self.elsewhere.id}
        far = self.env["property.development"].sudo().create(vals)
        vals = {"name": "1", "development_id": far.id}
        building = self.env["property.building"].sudo().create(vals)
        vals = {"name": "101", "floor": 1, "building_id": building.id}
        home = self.env["property.unit"].sudo().create(vals)
        vals = {"unit_id": home.id, "partner_id": self.buyer.id}
        self.assert_no_create("home_seller", contract._name, vals, "Home")
        row = {f"{key}/.id": value for key, value in vals.items()}
        self.assert_no_load("home_seller", contract._name, row, "Home")
