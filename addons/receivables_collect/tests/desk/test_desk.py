from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common_money import MoneyCommon


@tagged("post_install", "-at_install")
class TestDesk(MoneyCommon):
    """Finance's desk counts what waits, and opens just that (R4.23, R4.27)."""

    def read_desk(self, user=None, company=None):
        """{kind: card} of the tests' company."""
        self.env.flush_all()
        desk = self.env["collection.desk"].with_user(user or self.finance)
        cards = desk.with_company(company or self.company).search([])
        cards.invalidate_recordset()
        return {card.kind: card for card in cards}

    def open_card(self, card):
        action = card.action_open()
        records = self.env[action["res_model"]].with_user(self.finance)
        return records.search(action["domain"])

    def test_overdue_items_on_no_slip_ask_for_a_run(self):
        card = self.read_desk()["overdue"]
        count, amount = card.count, card.amount
        self.new_overdue(100, self.new_customer(), days=30)
        self.new_overdue(50, self.new_customer(), days=10)
        card = self.read_desk()["overdue"]
        self.assertEqual(card.count - count, 2)
        self.assertEqual(card.amount - amount, 150)
        self.assertGreaterEqual(card.days, 30)
        self.assertEqual(card.action_open()["view_mode"], "form")

    def test_a_run_moves_it_on_to_issue_and_to_hand(self):
        self.new_overdue(100, self.new_customer())
        run = self.new_generated()
        desk = self.read_desk()
        self.assertEqual(desk["overdue"].count, 0)
        self.assertEqual(desk["issue"].count, len(run.slip_ids))
        self.assertEqual(desk["issue"].amount, 100)
        self.assertEqual(self.open_card(desk["issue"]), run.slip_ids)
        slips = run.slip_ids
        run.action_issue()
        desk = self.read_desk()
        self.assertEqual(desk["issue"].count, 0)
        self.assertLessEqual(slips, self.open_card(desk["hand"]))

    def test_reports_are_to_count_then_to_verify_and_sums_stay_hidden(self):
        report = self.collect(self.new_slip_over(100), 70).report_id
        desk = self.read_desk()
        self.assertEqual((desk["count"].count, desk["verify"].count), (0, 0))
        self.submit(report)
        desk = self.read_desk()
        self.assertEqual((desk["count"].count, desk["verify"].count), (1, 0))
        self.assertEqual(self.open_card(desk["count"]), report)
        self.assertEqual(desk["transit"].count, 1)
        for kind in ("count", "verify", "transit", "late"):
            self.assertFalse(desk[kind].amount, kind)
        self.count(report, cash=70)
        desk = self.read_desk()
        self.assertEqual((desk["count"].count, desk["verify"].count), (0, 1))

    def test_money_is_late_the_day_after_it_was_due(self):
        receipt = self.collect(self.new_slip_over(100), 70)
        for days, late in ((0, 0), (1, 1), (4, 1)):
            due = self.today - timedelta(days=days)
            self.env.cr.execute(
                "UPDATE collection_receipt SET remit_by = %s WHERE id = %s",
                (due, receipt.id),
            )
            receipt.invalidate_recordset()
            card = self.read_desk()["late"]
            self.assertEqual(card.count, late, days)
            self.assertEqual(card.days, days if late else 0)

    def test_every_card_counts_what_it_opens(self):
        self.new_overdue(100, self.new_customer())
        self.new_generated()
        for kind, card in self.read_desk().items():
            if kind != "overdue":
                self.assertEqual(card.count, len(self.open_card(card)), kind)

    def test_each_company_has_its_own_cards(self):
        other = self.setup_other_company(name="Other")["company"]
        self.new_overdue(100, self.new_customer())
        self.finance.company_ids |= other
        cards = self.read_desk(company=other)
        self.assertEqual(cards["overdue"].company_id, other)
        self.assertEqual(cards["overdue"].count, 0)

    def test_only_finance_and_those_above_read_the_desk(self):
        for user in (self.finance, self.director, self.general):
            self.assertTrue(self.read_desk(user))
        for user in (self.seller, self.manager, self.rules_admin, self.clerk):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.read_desk(user)

    def test_planning_starts_with_the_income_plan(self):
        planner = self.new_user("planner", "group_planning")
        action = planner.with_user(planner)._get_sales_home()
        plan = "receivables_collect.collection_income_plan_action"
        self.assertEqual(action["xml_id"], plan)

    def test_the_checklist_asks_for_journals_and_voucher_books(self):
        checklist = self.env["sales.onboarding"].with_user(self.rules_admin)
        checklist = checklist.with_company(self.company)

        def get_done():
            steps = checklist.get_checklist()["steps"]
            return {step["key"]: step["is_done"] for step in steps}

        company = self.company.sudo()
        journals = self.env["account.journal"].search(
            [("company_id", "=", company.id), ("type", "in", ("bank", "cash"))]
        )
        methods = ("cash", "cheque", "transfer", "card")
        names = [f"collection_{method}_journal_id" for method in methods]
        company.write(dict.fromkeys(names, False) | {"collection_draft_allowed": False})
        self.assertFalse(get_done()["collection_journals"])
        company.write({name: journals[0].id for name in names})
        self.assertTrue(get_done()["collection_journals"])
        books = (
            self.env["collection.book"]
            .sudo()
            .search_count([("company_id", "=", company.id)])
        )
        self.assertEqual(get_done()["collection_books"], bool(books))

    def test_finance_starts_here(self):
        action = self.finance.with_user(self.finance)._get_sales_home()
        desk = "receivables_collect.collection_desk_action"
        self.assertEqual(action["xml_id"], desk)

    def test_the_desk_begins_with_the_totals(self):
        before = {kind: card.amount for kind, card in self.read_desk().items()}
        self.new_overdue(100, self.new_customer(), days=30)
        self.new_invoice(40, due=20)
        desk = self.read_desk()
        self.assertEqual(list(desk)[:3], ["receivable", "past_due", "dso"])
        self.assertEqual(desk["receivable"].amount - before["receivable"], 140)
        self.assertEqual(desk["past_due"].amount - before["past_due"], 100)
        self.assertGreaterEqual(desk["past_due"].days, 30)

    def test_who_holds_a_bag_starts_with_it(self):
        bag = "receivables_collect.collection_bag_action"
        seller = self.seller.with_user(self.seller)
        self.assertNotEqual(seller._get_sales_home()["xml_id"], bag)
        self.new_vouchers(1)
        self.assertEqual(seller._get_sales_home()["xml_id"], bag)
        self.new_vouchers(1, holder=self.manager)
        manager = self.manager.with_user(self.manager)
        self.assertNotEqual(manager._get_sales_home()["xml_id"], bag, "decides first")

    def test_directors_without_a_bag_find_no_menus_of_one(self):
        menu = self.env.ref("receivables_collect.collection_bag_menu").id
        menus = self.env["ir.ui.menu"]
        self.assertIn(menu, menus.with_user(self.director)._load_menus_blacklist())
        self.assertNotIn(menu, menus.with_user(self.seller)._load_menus_blacklist())
        self.new_vouchers(1, holder=self.director)
        self.assertNotIn(menu, menus.with_user(self.director)._load_menus_blacklist())
