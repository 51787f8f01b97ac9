from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common_journal import AMOUNTS, JournalCommon


@tagged("post_install", "-at_install")
class TestJournalChanges(JournalCommon):
    """All changes since the print, to the cent, and nothing else (F16, R4.23)."""

    def assert_changed(self, journal, *rows):
        """Rows are (customer, salesperson, changes of the five amounts)."""
        self.env.invalidate_all()
        self.assertEqual(journal.is_changed, bool(rows))
        model = self.env["collection.journal.change"].with_user(self.finance)
        changes = model.with_context(journal_id=journal.id).search([])
        found = [
            (
                row.partner_id,
                row.user_id,
                [round(row[name], 2) for name in AMOUNTS[:5]],
            )
            for row in changes
        ]
        self.assertCountEqual(found, list(rows))

    def test_a_change_of_a_cent_is_told(self):
        self.invoice_on(-3, 100)
        journal = self.print_journal(-3)
        self.entry_on(-3, 0.01, self.customer)
        self.assert_changed(journal, (self.customer, self.seller, [0, 0, 0, 0.01, 0]))

    def test_changes_that_cancel_out_are_told_still(self):
        other = self.new_customer()
        journal = self.print_journal(-3)
        self.entry_on(-3, 70, self.customer)
        self.entry_on(-3, -70, other)
        self.assert_changed(
            journal,
            (self.customer, self.seller, [0, 0, 0, 70, 0]),
            (other, self.seller, [0, 0, 0, -70, 0]),
        )

    def test_a_reversal_of_a_later_day_changes_nothing(self):
        invoice = self.invoice_on(-3, 100)
        journal = self.print_journal(-3)
        dates = {"date": self.day(-2), "invoice_date": self.day(-2)}
        invoice._reverse_moves([dates], cancel=True)
        self.assert_changed(journal)

    def test_reconciling_and_unreconciling_change_nothing(self):
        invoice, payment = self.invoice_on(-3, 100), self.pay_on(-3, 60)
        journal = self.print_journal(-3)
        items = self.get_item(invoice) | self.get_item(payment)
        items.reconcile()
        self.assert_changed(journal)
        items.remove_move_reconcile()
        self.assert_changed(journal)

    def test_an_entry_taken_away_and_posted_again_changes_nothing(self):
        invoice = self.invoice_on(-3, 100)
        journal = self.print_journal(-3)
        invoice.button_draft()
        self.assert_changed(journal, (self.customer, self.seller, [0, -100, 0, 0, 0]))
        invoice.action_post()
        self.assert_changed(journal)

    def test_another_customer_is_two_rows(self):
        entry = self.entry_on(-3, 40, self.customer)
        journal = self.print_journal(-3)
        other = self.new_customer(user_id=self.colleague.id)
        self.get_item(entry).partner_id = other
        self.assert_changed(
            journal,
            (self.customer, self.seller, [0, 0, 0, -40, 0]),
            (other, self.colleague, [0, 0, 0, 40, 0]),
        )

    def test_contacts_moved_to_another_customer_are_two_rows(self):
        # core moves the entries of the contact that is written, not of those below
        office, other = self.new_contact(self.customer), self.new_customer()
        self.entry_on(-3, 40, self.new_contact(office))
        journal = self.print_journal(-3)
        office.parent_id = other
        self.assert_changed(
            journal,
            (self.customer, self.seller, [0, 0, 0, -40, 0]),
            (other, self.seller, [0, 0, 0, 40, 0]),
        )
        office.parent_id = self.customer
        self.assert_changed(journal)

    def test_a_contact_that_becomes_a_company_is_two_rows(self):
        contact = self.new_contact(self.customer, user_id=self.colleague.id)
        self.entry_on(-3, 40, contact)
        journal = self.print_journal(-3)
        contact.is_company = True
        self.assert_changed(
            journal,
            (self.customer, self.seller, [0, 0, 0, -40, 0]),
            (contact, self.colleague, [0, 0, 0, 40, 0]),
        )

    def test_a_contact_moved_within_its_customer_changes_nothing(self):
        contact, branch = (self.new_contact(self.customer) for _index in range(2))
        self.entry_on(-3, 40, contact)
        journal = self.print_journal(-3)
        contact.parent_id = branch
        self.assert_changed(journal)

    def test_an_entry_moved_to_the_day_before_is_in_the_opening(self):
        self.invoice_on(-9, 5)
        entry = self.entry_on(-3, 40, self.customer)
        journal = self.print_journal(-3)
        entry.button_draft()
        entry.date = self.day(-4)
        entry.action_post()
        self.assert_changed(journal, (self.customer, self.seller, [40, 0, 0, -40, 0]))

    def test_a_customer_given_away_later_changes_no_print(self):
        self.invoice_on(-3, 100)
        journal = self.print_journal(-1)
        self.customer.user_id = self.colleague
        self.assert_changed(journal)

    def test_a_customer_given_away_on_the_day_of_the_print_does(self):
        self.invoice_on(-3, 100)
        journal = self.print_journal(0)
        self.customer.user_id = self.colleague
        self.assert_changed(
            journal,
            (self.customer, self.seller, [0, 0, 0, 0, -100]),
            (self.customer, self.colleague, [0, 0, 0, 0, 100]),
        )

    def test_another_companys_entries_change_nothing(self):
        other = self.setup_other_company(name="Second")
        self.invoice_on(-3, 100)
        journal = self.print_journal(-3)
        self.entry_on(-3, 20, self.customer, company=other)
        self.assert_changed(journal)

    def test_payables_of_the_customer_change_nothing(self):
        self.invoice_on(-3, 100)
        journal = self.print_journal(-3)
        payable = self.company_data["default_account_payable"]
        self.entry_on(-3, -20, self.customer, account=payable)
        self.assert_changed(journal)

    def test_without_a_print_there_is_nothing_to_compare(self):
        self.invoice_on(-3, 100)
        changes = self.env["collection.journal.change"].with_user(self.finance)
        self.assertFalse(changes.search([]))

    def test_branches_do_not_read_changes(self):
        journal = self.print_journal(-1)
        for user in (self.seller, self.manager, self.clerk):
            with self.subTest(user.name), self.assertRaises(AccessError):
                journal.with_user(user).env["collection.journal.change"].search([])


@tagged("post_install", "-at_install")
class TestJournalAcknowledgement(JournalCommon):
    """Until when a branch acknowledges, and who may for it (F16, R4.23)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.invoice_on(-1, 100)
        cls.journal = cls.print_journal(-1)
        cls.dispatch = cls.journal.dispatch_ids

    def acknowledge(self, user):
        self.dispatch.with_user(user).action_acknowledge()

    def test_the_days_of_the_company_count_from_sending(self):
        self.company.collection_journal_acknowledge_days = 3
        self.assertFalse(self.dispatch.date_due)
        self.dispatch._send()
        waited = self.dispatch.date_due - self.dispatch.sent_at
        self.assertEqual(waited, timedelta(days=3))

    def test_an_unsent_journal_is_not_overdue(self):
        self.assertFalse(self.dispatch.is_overdue)
        domain = [("is_overdue", "=", False), ("id", "=", self.dispatch.id)]
        self.assertTrue(self.dispatch.search(domain))

    def test_an_acknowledgement_is_late_after_the_last_second_only(self):
        now = fields.Datetime.now()
        for seconds, late in ((30, False), (-1, True)):
            self.dispatch._write_protected({"date_due": now + timedelta(0, seconds)})
            self.assertEqual(self.dispatch.is_overdue, late)
            domain = [("is_overdue", "=", True), ("id", "=", self.dispatch.id)]
            self.assertEqual(bool(self.dispatch.search(domain)), late)

    def test_the_leader_of_now_acknowledges(self):
        self.team.main_collector_id = False
        self.team.user_id = self.other_manager
        with self.assertRaises(AccessError):
            self.acknowledge(self.manager)
        self.acknowledge(self.other_manager)
        self.assertEqual(self.dispatch.acknowledged_by_id, self.other_manager)

    def test_buttons_are_shown_to_those_who_may(self):
        may = {
            user.name: self.dispatch.with_user(user).can_acknowledge
            for user in (self.manager, self.finance, self.director, self.general)
        }
        self.assertEqual([name for name, can in may.items() if can], ["manager"])
        self.acknowledge(self.manager)
        self.assertFalse(self.dispatch.with_user(self.manager).can_acknowledge)

    def test_the_count_of_those_who_wait_falls(self):
        self.assertEqual(self.journal.unacknowledged_count, 1)
        self.acknowledge(self.manager)
        self.journal.invalidate_recordset()
        self.assertEqual(self.journal.unacknowledged_count, 0)

    def test_nobody_writes_an_acknowledgement(self):
        vals = {"acknowledged_by_id": self.manager.id}
        for dispatch in (self.dispatch, self.dispatch.with_user(self.finance)):
            with self.assertRaises(UserError):
                dispatch.write(vals)

    def test_a_new_print_is_acknowledged_anew(self):
        self.acknowledge(self.manager)
        self.invoice_on(-1, 1)
        action = self.journal.with_user(self.finance).action_print_again()
        anew = self.journal.browse(action["res_id"]).sudo().dispatch_ids
        self.assertEqual((anew.team_id, anew.closing), (self.team, 101))
        self.assertFalse(anew.acknowledged_at)
        self.assertTrue(self.dispatch.acknowledged_at)

    def test_customers_of_no_team_are_sent_to_nobody(self):
        self.invoice_on(-2, 7, self.new_customer(user_id=False))
        journal = self.print_journal(-2)
        self.assertEqual(journal.closing, 7)
        self.assertFalse(journal.dispatch_ids)


@tagged("post_install", "-at_install")
class TestJournalWizard(JournalCommon):
    """The journal of any period is asked for by its days (F16)."""

    def new_wizard(self, days_from, days_to, **vals):
        form = Form(self.env["collection.journal.wizard"].with_user(self.finance))
        form.date_from, form.date_to = self.day(days_from), self.day(days_to)
        for name, value in vals.items():
            setattr(form, name, value)
        return form.save()

    def test_the_journal_shows_the_days_chosen(self):
        self.invoice_on(-5, 100)
        self.pay_on(-2, 30)
        action = self.new_wizard(-4, -2, grouping="partner").action_show()
        groups = action["context"]["group_by"]
        self.assertEqual(groups, ["team_id", "user_id", "partner_id"])
        report = self.env[action["res_model"]].with_user(self.finance)
        rows = report.with_context(**action["context"]).search([])
        row = rows.filtered(lambda row: row.partner_id == self.customer)
        self.assertRecordValues(row, [{"opening": 100, "receipts": 30, "closing": 70}])

    def test_a_period_does_not_end_before_it_begins(self):
        with self.assertRaisesRegex(UserError, "before it begins"):
            self.new_wizard(-1, -2)

    def test_rows_per_day_are_of_a_year_at_most(self):
        self.new_wizard(-366, 0, by_day=True)
        self.new_wizard(-367, 0)
        with self.assertRaisesRegex(UserError, "a year at most"):
            self.new_wizard(-367, 0, by_day=True)

    def test_printing_a_printed_day_opens_the_print(self):
        journal = self.print_journal(-1)
        action = self.new_wizard(-3, -1).action_print()
        self.assertEqual(action["res_id"], journal.id)
