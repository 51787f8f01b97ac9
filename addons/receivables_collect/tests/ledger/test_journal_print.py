from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_report import FormReportMixin

from ..common_journal import AMOUNTS, JournalCommon


@tagged("post_install", "-at_install")
class TestJournalPrint(JournalCommon):
    """A printed journal never changes, and says what changed in the ledger (F16)."""

    def read_changes(self, journal):
        changes = self.env["collection.journal.change"].with_user(self.finance)
        self.env.invalidate_all()
        return changes.with_context(journal_id=journal.id).search([])

    def test_a_print_closes_to_the_receivable_accounts(self):
        self.invoice_on(-1, 100)
        self.entry_on(-1, 7, self.env["res.partner"])
        journal = self.print_journal(-1)
        row = journal.line_ids.filtered(lambda line: line.partner_id == self.customer)
        self.assertEqual(row.mapped(AMOUNTS[1]), [100])
        self.assertAlmostEqual(journal.closing, journal.ledger_balance, 2)
        self.assertAlmostEqual(journal.closing, sum(journal.line_ids.mapped("closing")))
        self.assertFalse(journal.is_changed)

    def test_a_day_is_printed_once(self):
        first = self.print_journal(-1)
        self.assertEqual(self.print_journal(-1), first)

    def test_an_entry_backdated_after_the_print_is_told(self):
        self.invoice_on(-5, 100)
        before, journal = self.print_journal(-6), self.print_journal(-4)
        self.invoice_on(-4, 40)
        self.env.invalidate_all()
        self.assertTrue(journal.is_changed)
        self.assertFalse(before.is_changed)
        change = self.read_changes(journal)
        self.assertEqual(change.partner_id, self.customer)
        self.assertEqual((change.opening, change.sales), (0, 40))
        self.assertEqual((change.closing_printed, change.closing), (100, 140))
        self.assertEqual(journal.closing, journal.ledger_balance)

    def test_a_change_of_an_earlier_day_changes_the_opening(self):
        self.invoice_on(-5, 100)
        journal = self.print_journal(-1)
        self.pay_on(-3, 30)
        self.env.invalidate_all()
        self.assertTrue(journal.is_changed)
        change = self.read_changes(journal)
        self.assertEqual((change.opening, change.receipts), (-30, 0))

    def test_an_entry_taken_away_is_told(self):
        invoice = self.invoice_on(-2, 100)
        journal = self.print_journal(-2)
        invoice.button_draft()
        self.env.invalidate_all()
        self.assertTrue(journal.is_changed)
        self.assertEqual(self.read_changes(journal).sales, -100)

    def test_entries_of_later_days_change_nothing(self):
        self.invoice_on(-2, 100)
        journal = self.print_journal(-2)
        self.invoice_on(-1, 100)
        self.env.invalidate_all()
        self.assertFalse(journal.is_changed)
        self.assertFalse(self.read_changes(journal))

    def test_changed_prints_are_found(self):
        self.invoice_on(-2, 100)
        journals = self.print_journal(-2) | self.print_journal(-1)
        self.invoice_on(-1, 5)
        self.env.invalidate_all()
        model = self.env["collection.journal"].with_user(self.finance)
        found = model.search([("is_changed", "=", True), ("id", "in", journals.ids)])
        self.assertEqual(found.date, self.day(-1))
        found = model.search([("is_changed", "!=", True), ("id", "in", journals.ids)])
        self.assertEqual(found.date, self.day(-2))

    def test_printing_anew_keeps_the_first_print(self):
        self.invoice_on(-2, 100)
        journal = self.print_journal(-2)
        self.invoice_on(-2, 40)
        action = journal.with_user(self.finance).action_print_again()
        anew = journal.browse(action["res_id"])
        self.assertEqual(
            (journal.is_last, journal.closing, journal.version), (0, 100, 1)
        )
        self.assertEqual((anew.is_last, anew.closing, anew.version), (1, 140, 2))
        self.assertNotEqual(anew.number, journal.number)
        self.env.invalidate_all()
        self.assertFalse(anew.is_changed)
        with self.assertRaisesRegex(UserError, "not the last print"):
            journal.with_user(self.finance).action_print_again()

    def test_numbers_have_no_gap(self):
        self.print_journal(-2)
        self.print_journal(-1)
        register = self.env["sales.register"].sudo()
        rows = register.search(
            [("code", "=", "collection.journal"), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(rows.mapped("gap_count"), [0] * len(rows))
        self.assertEqual(sum(rows.mapped("last_number")), 2)

    def test_tomorrow_cannot_be_printed(self):
        with self.assertRaisesRegex(UserError, "cannot be printed yet"):
            self.print_journal(1)

    def test_nobody_but_finance_prints(self):
        journal = self.print_journal(-1)
        for user in (self.seller, self.manager, self.director, self.general):
            with self.assertRaises(AccessError):
                journal.with_user(user).action_print_again()

    def test_nobody_writes_a_print(self):
        journal = self.print_journal(-1)
        for vals in ({"closing": 1}, {"is_last": False}, {"date": self.today}):
            for prints in (journal, journal.with_user(self.finance)):
                with self.assertRaises(UserError):
                    prints.write(vals)

    def test_entries_open_from_a_row(self):
        invoice = self.invoice_on(-1, 100)
        self.invoice_on(-1, 100, self.new_customer())
        journal = self.print_journal(-1)
        row = journal.line_ids.filtered(lambda line: line.partner_id == self.customer)
        action = row.action_open_entries()
        found = self.env["account.move.line"].sudo().search(action["domain"])
        self.assertEqual(found, self.get_item(invoice))

    def test_later_entries_open_from_the_print(self):
        self.invoice_on(-2, 100)
        journal = self.print_journal(-1)
        journal._write_protected(
            {"printed_at": fields.Datetime.now() - timedelta(hours=1)}
        )
        late = self.invoice_on(-1, 100)
        self.env.flush_all()
        domain = journal.action_open_later_entries()["domain"]
        found = self.env["account.move.line"].sudo().search(domain)
        self.assertIn(self.get_item(late), found)


@tagged("post_install", "-at_install")
class TestJournalDispatch(JournalCommon):
    """Each branch gets the journal daily and acknowledges it (R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice_on(-1, 100)
        cls.invoice_on(-1, 30, cls.new_customer(user_id=cls.other_seller.id))
        cls.journal = cls.print_journal(-1)
        cls.dispatch = cls.journal.dispatch_ids.filtered(
            lambda row: row.team_id == cls.team
        )

    def send(self):
        self.dispatch._send()
        return self.dispatch

    def test_every_branch_gets_its_own(self):
        amounts = {row.team_id: row.closing for row in self.journal.dispatch_ids}
        self.assertEqual(amounts, {self.team: 100, self.other_team: 30})

    def test_leader_and_main_collector_get_it(self):
        self.team.main_collector_id = self.seller
        mails = self.env["mail.mail"].sudo().search([])
        self.send()
        mail = self.env["mail.mail"].sudo().search([]) - mails
        people = self.manager | self.seller
        self.assertEqual(mail.recipient_ids, people.partner_id)
        self.assertEqual(len(mail.attachment_ids), 1)
        self.assertEqual(self.dispatch.activity_ids.user_id, self.manager)

    def test_the_branch_acknowledges(self):
        self.send()
        self.dispatch.with_user(self.manager).action_acknowledge()
        self.assertEqual(self.dispatch.acknowledged_by_id, self.manager)
        self.assertTrue(self.dispatch.acknowledged_at)
        self.assertFalse(self.dispatch.activity_ids)
        with self.assertRaisesRegex(AccessError, "acknowledged by manager already"):
            self.dispatch.with_user(self.manager).action_acknowledge()

    def test_the_main_collector_acknowledges_too(self):
        self.team.main_collector_id = self.seller
        self.dispatch.with_user(self.seller).action_acknowledge()
        self.assertEqual(self.dispatch.acknowledged_by_id, self.seller)

    def test_only_the_leader_of_the_branch_acknowledges(self):
        self.send()
        for user in (self.seller, self.other_manager, self.finance, self.director):
            with self.assertRaises(AccessError):
                self.dispatch.with_user(user).action_acknowledge()
        self.assertFalse(self.dispatch.acknowledged_at)

    def test_unacknowledged_in_time_is_overdue(self):
        self.send()
        self.assertFalse(self.dispatch.is_overdue)
        late = fields.Datetime.now() - timedelta(minutes=1)
        self.dispatch._write_protected({"date_due": late})
        self.assertTrue(self.dispatch.is_overdue)
        domain = [("is_overdue", "=", True), ("journal_id", "=", self.journal.id)]
        model = self.dispatch.with_user(self.director)
        self.assertEqual(model.search(domain), self.dispatch)
        self.dispatch.with_user(self.manager).action_acknowledge()
        self.assertFalse(self.dispatch.is_overdue)
        self.assertFalse(model.search(domain))

    def test_roles_see_their_part(self):
        lines = self.env["collection.journal.line"]
        domain = [("journal_id", "=", self.journal.id)]
        seen = {
            user: sum(lines.with_user(user).search(domain).mapped("closing"))
            for user in (self.seller, self.colleague, self.manager, self.other_manager)
        }
        self.assertEqual(list(seen.values()), [100, 0, 100, 30])
        for user in (self.director, self.finance, self.general, self.deputy):
            found = lines.with_user(user).search(domain)
            self.assertEqual(sum(found.mapped("closing")), 130)
        for user in (self.seller, self.manager, self.clerk):
            with self.assertRaises(AccessError):
                self.journal.with_user(user).read(["closing"])

    def test_a_journal_of_any_period_shows_roles_their_part(self):
        report = self.env["collection.journal.report"].with_context(
            journal_date_from=self.day(-1), journal_date_to=self.day(0)
        )
        domain = [("closing", "!=", 0)]
        for user, total in (
            (self.seller, 100),
            (self.manager, 100),
            (self.finance, 130),
        ):
            self.env.invalidate_all()
            found = report.with_user(user).search(domain)
            self.assertEqual(sum(found.mapped("closing")), total)

    def test_the_cron_prints_the_days_since_and_sends(self):
        self.run_cron("receivables_collect.ir_cron_journal_print")
        self.assertEqual(self.journal._get_days_to_print(self.company), [])

    def test_after_a_pause_the_cron_prints_every_day(self):
        self.journal._write_protected({"date": self.day(-4)})
        days = self.journal._get_days_to_print(self.company)
        self.assertEqual(days, [self.day(-3), self.day(-2), self.day(-1)])


@tagged("post_install", "-at_install")
class TestF16(FormReportMixin, JournalCommon):
    """The receivables journal on paper (F16)."""

    form = "receivables_collect.report_f16"

    def test_customers_who_moved_are_named_others_are_a_sum(self):
        self.invoice_on(-5, 100, self.new_customer(name="Quiet One"))
        self.customer.name = "Busy One"
        self.invoice_on(-1, 1234.5)
        pages = self.print_form(self.print_journal(-1), self.finance)
        self.assert_documents(pages, "Receivables Journal", 1)
        self.assert_on(pages, "F16", "East · seller", "Busy One", "1,234.50")
        self.assert_on(pages, "1 customers without movement", "1,334.50")
        self.assert_not_on(pages, "Quiet One")

    def test_a_branch_gets_its_own_part(self):
        self.customer.name = "Ours"
        self.invoice_on(-1, 100)
        theirs = self.new_customer(name="Theirs", user_id=self.other_seller.id)
        self.invoice_on(-1, 100, theirs)
        dispatches = self.print_journal(-1).dispatch_ids
        dispatch = dispatches.filtered(lambda row: row.team_id == self.team)
        form = "receivables_collect.report_f16_branch"
        pages = self.print_form(dispatch, self.manager, form)
        self.assert_on(pages, "Branch", "East", "Ours", "Acknowledged")
        self.assert_not_on(pages, "Theirs")

    def test_the_journal_is_printed_in_chinese(self):
        self.set_chinese(self.finance, texts={"Receivables Journal": "应收账款日记表"})
        self.invoice_on(-1, 100)
        pages = self.print_form(self.print_journal(-1), self.finance)
        self.assert_on(pages, "应收账款日记表")
