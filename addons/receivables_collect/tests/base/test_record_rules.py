from odoo.tests import tagged

from ..common_money import MoneyCommon

# the records each role finds: those of `seller`, of `colleague` in the same team, of
# `other_seller` in another team, and of another company
OWN, TEAM, ALL = {"own"}, {"own", "team"}, {"own", "team", "other team"}
FOUND = {
    "seller": OWN,
    "colleague": {"team"},
    "manager": TEAM,
    "other_seller": {"other team"},
    "other_manager": {"other team"},
    "director": ALL,
    "finance": ALL,
    "deputy": ALL,
    "general": ALL,
}


@tagged("post_install", "-at_install")
class TestRecordRules(MoneyCommon):
    """Own records, of the teams one leads, or of the company (R4.23 to R4.28).

    Records of another company are nobody's, though the same person be named.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.setup_other_company(name="Elsewhere")["company"]
        cls.owners = {
            "own": (cls.seller, cls.team, cls.company),
            "team": (cls.colleague, cls.team, cls.company),
            "other team": (cls.other_seller, cls.other_team, cls.company),
            "elsewhere": (cls.seller, cls.team, cls.elsewhere),
        }
        # no branch keeps the papers, so that nothing but the holder decides
        cls.team.main_collector_id = False
        cls.other_team.main_collector_id = False

    @classmethod
    def make(cls, model, vals):
        return cls.env[f"collection.{model}"].sudo()._create_protected([vals])

    def new_slips(self):
        slips = {}
        for whose, (user, team, company) in self.owners.items():
            slips[whose] = self.make(
                "slip",
                {
                    "number": f"R/{whose}",
                    "partner_id": self.new_customer(limit=None, user_id=user.id).id,
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "user_id": user.id,
                    "team_id": team.id,
                    "state": "issued",
                },
            )
        return slips

    def assert_found(self, records, expected=None):
        """Assert whose of the records each role finds, by search and by reading."""
        expected = expected or FOUND
        model = next(iter(records.values()))
        for role, found in expected.items():
            env_model = model.with_user(getattr(self, role)).browse()
            with self.subTest(model=model._name, role=role):
                self.assertEqual(
                    {
                        whose
                        for whose, record in records.items()
                        if env_model.search_count([("id", "in", record.ids)])
                    },
                    found,
                )
                self.assertEqual(
                    {
                        whose
                        for whose, record in records.items()
                        if env_model.browse(record.ids).has_access("read")
                    },
                    found,
                )

    def test_each_role_finds_its_part_of_the_slips(self):
        self.assert_found(self.new_slips())

    def test_each_role_finds_its_part_of_the_slip_lines(self):
        lines = {
            whose: self.make(
                "slip.line",
                {"slip_id": slip.id, "document": whose, "date_maturity": self.today},
            )
            for whose, slip in self.new_slips().items()
        }
        self.assert_found(lines)

    def test_each_role_finds_its_part_of_the_contacts(self):
        contacts = {
            whose: self.make("contact", {"slip_id": slip.id, "date": self.today})
            for whose, slip in self.new_slips().items()
        }
        self.assert_found(contacts)

    def test_each_role_finds_its_part_of_the_disputes(self):
        disputes = {}
        for whose, (user, team, company) in self.owners.items():
            if company != self.company:
                continue
            customer = self.new_customer(limit=None, user_id=user.id)
            slip = self.new_issued_slip(customer)
            slip._write_protected({"user_id": user.id, "team_id": team.id})
            disputes[whose] = self.new_dispute(slip.line_ids, user)
        self.assert_found(disputes)

    def test_vouchers_follow_who_holds_them(self):
        vouchers = {}
        for whose, (user, team, company) in self.owners.items():
            book = self.make(
                "book",
                {
                    "name": whose,
                    "company_id": company.id,
                    "prefix": whose,
                    "number_from": 1,
                    "number_to": 1,
                },
            )
            vouchers[whose] = self.make(
                "voucher",
                {
                    "number": f"{whose}1",
                    "sequence": 1,
                    "book_id": book.id,
                    "company_id": company.id,
                    "state": "collector",
                    "custody": "collector",
                    "custody_team_id": team.id,
                    "holder_id": user.id,
                },
            )
        self.assert_found(vouchers)

    def test_each_role_finds_its_part_of_the_day_reports(self):
        reports = {
            whose: self.make(
                "day.report",
                {
                    "collector_id": user.id,
                    "company_id": company.id,
                    "date": self.day(-1),
                },
            )
            for whose, (user, _team, company) in self.owners.items()
        }
        self.assert_found(reports)

    def test_receipts_are_hidden_from_finance_until_it_counted(self):
        receipts = {}
        for whose, (user, team, company) in self.owners.items():
            if company != self.company:
                continue
            customer = self.new_customer(limit=None, user_id=user.id)
            slip = self.new_slip_over(100, customer=customer, holder=user)
            slip._write_protected({"team_id": team.id, "custody_team_id": team.id})
            receipts[whose] = self.collect(slip, 10)
        self.assert_found(receipts, FOUND | {"finance": set()})
        report = receipts["own"].report_id
        self.submit(report)
        self.assert_found(receipts, {"finance": set()})
        self.count(report)
        self.assert_found(receipts, {"finance": {"own"}})

    def test_each_role_finds_its_part_of_the_bank_orders(self):
        orders = {
            whose: self.make(
                "bank.order",
                {
                    "partner_id": self.new_customer(limit=None).id,
                    "user_id": user.id,
                    "company_id": company.id,
                    "currency_id": company.currency_id.id,
                    "amount": 10,
                    "payer_bank": "ICBC",
                    "payer_account": "6222",
                },
            )
            for whose, (user, _team, company) in self.owners.items()
        }
        self.assert_found(orders)

    def test_each_role_finds_its_part_of_the_uncollected_reports(self):
        reports = {
            whose: self.make(
                "uncollected.report",
                {
                    "company_id": company.id,
                    "kind": "week",
                    "date_from": self.day(-8),
                    "date_to": self.day(-1),
                    "date_due": self.today,
                    "user_id": user.id,
                    "team_id": team.id,
                },
            )
            for whose, (user, team, company) in self.owners.items()
        }
        self.assert_found(reports)

    def test_drafts_of_hand_overs_are_the_givers_and_the_branches(self):
        self.team.main_collector_id = self.manager
        self.other_team.main_collector_id = self.other_manager
        handovers = {}
        for whose, (user, team, company) in self.owners.items():
            handovers[whose] = self.make(
                "handover",
                {
                    "kind": "to_collector",
                    "team_id": team.id,
                    "company_id": company.id,
                    "giver_id": team.main_collector_id.id,
                    "receiver_id": user.id,
                },
            )
        self.assert_found(
            handovers,
            FOUND | {"seller": set(), "colleague": set(), "other_seller": set()},
        )
        for handover in handovers.values():
            handover._write_protected({"state": "issued"})
        self.assert_found(handovers)
