from odoo import fields
from odoo.fields import Command

from .common_custody import CustodyCommon
from .common_journal import JournalCommon
from .common_money import MoneyCommon


class CollectionSweepRecords(CustodyCommon, MoneyCommon, JournalCommon):
    """Every document of the addon, and of core's what it adds to, in every state it is
    kept in; for `RpcSweep`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_roles()
        cls._make_slips()
        cls._make_custody()
        cls._make_bank_slips()
        cls._make_money()
        cls._make_bank_orders()
        cls._make_reports()
        cls._make_core()
        cls.env.flush_all()

    @classmethod
    def _new_signed(cls, *amounts, **vals):
        """A slip of a customer of its own, in the bag of `seller`."""
        customer = cls.new_customer(limit=None, user_id=cls.seller.id)
        return cls.new_slip_over(*amounts, customer=customer, **vals)

    @classmethod
    def _make_slips(cls):
        cls.sweep("force", cls.new_level(0))
        signed = cls._new_signed(100, 50)
        promise = cls.new_contact_on(
            signed,
            promise_date=cls.day(5),
            next_action="Call",
            next_action_date=cls.day(5),
        )
        cls.sweep("signed", signed, signed.line_ids[0])
        cls.sweep("done", signed.run_id)
        cls.sweep("promised", promise)
        cls.sweep("open", cls.new_dispute(signed.line_ids[0]))
        disputed = cls._new_signed(100)
        accepted = cls.new_dispute(disputed.line_ids)
        accepted.with_user(cls.finance).action_accept("Rusty indeed")
        cls.sweep("accepted", accepted)
        settled = cls._new_signed(100)
        kept = cls.new_contact_on(settled, promise_date=cls.day(5))
        cls.pay_slip(settled)
        cls.sweep("settled", settled, settled.line_ids)
        cls.sweep("kept", kept)
        for state, end in (("void", "action_void"), ("returned", "action_return")):
            slip = cls.new_issued_slip(cls.new_customer())
            cls.sweep("issued", slip, slip.line_ids)
            getattr(slip.with_user(cls.finance), end)("Torn")
            cls.sweep(state, slip)
        issued = cls.new_issued_slip(cls.new_customer())
        cls.sweep("issued", issued, issued.line_ids)
        cls.sweep("draft", cls.new_draft_slip(cls.new_customer()))

    @classmethod
    def _make_custody(cls):
        cls.sweep("registered", cls.book)
        collector = cls.bring_to_collector(3)
        signed = collector.handover_line_ids.handover_id
        cls.sweep("signed", signed[0], signed[0].line_ids[0])
        blank = cls.get_vouchers(2)
        issued = cls.new_handover(vouchers=blank[0])
        issued.action_issue()
        cls.sweep("issued", issued, issued.line_ids)
        cls.sweep("blank", blank[0])
        refused = cls.new_handover(vouchers=blank[1])
        refused.action_issue()
        refused.with_user(cls.manager).action_refuse("Not mine")
        cls.sweep("refused", refused, refused.line_ids)
        up = cls.new_handover("to_branch_back", vouchers=collector[0])
        up.action_issue()
        cls.sweep("rising", up, up.line_ids)
        losses = cls.env["collection.voucher.loss"].with_user(cls.seller)
        vals = {"reason": "On the train", "company_id": cls.company.id}
        loss = losses.create(vals | {"voucher_ids": [Command.set(collector[1].ids)]})
        loss.action_submit()
        cls.sweep("submitted", loss)
        cls.sweep("missing", collector[1])
        found = losses.create(vals | {"voucher_ids": [Command.set(collector[2].ids)]})
        found.action_submit()
        found.with_user(cls.finance).action_approve()
        cls.sweep("approved", found)
        cls.sweep("void", found.sudo().voucher_ids)

    @classmethod
    def _sweep_report(cls, state, report):
        cls.sweep(state, report, report.declaration_ids[:1], report.variance_ids[:1])
        if report.state != "open":
            cls.sweep(state, report.count_ids[:1])
        receipt = report.receipt_ids[0]
        cls.sweep(state, receipt, receipt.method_ids[:1], receipt.allocation_ids[:1])

    @classmethod
    def _make_money(cls):
        paid = cls.collect(cls._new_signed(100), 100, "cheque")
        wrong = cls.collect(cls._new_signed(100), 100)
        report = paid.report_id
        cls.submit(report)
        cls.count(report, cheque=90, cash=90)
        cls.settle(report, "debt")
        of_cash = report.difference_ids.filtered(lambda line: line.method == "cash")
        of_cash.write({"consequence": "correct", "receipt_id": wrong.id})
        cls.verify(report)
        cls._sweep_report("verified", report)
        cls.sweep("verified", paid, report.difference_ids[0])
        cls.sweep("verified", paid.method_ids, paid.allocation_ids)
        cls.sweep("rejected", wrong, wrong.method_ids, wrong.allocation_ids)
        cls.sweep("used", paid.voucher_id)
        for state, user in (
            ("open", cls.seller),
            ("submitted", cls.colleague),
            ("counted", cls.other_seller),
        ):
            receipt = cls.collect(cls._new_signed(100, holder=user), 100)
            report = receipt.report_id
            report.with_user(user).action_refresh()
            if state != "open":
                cls.submit(report)
            if state == "counted":
                cls.count(report, cash=90)
                cls.sweep(state, report.difference_ids)
            cls._sweep_report(state, report)
        cancelled = cls.collect(cls._new_signed(100), 100)
        cancelled.with_user(cls.seller).action_cancel()
        cls.sweep("cancelled", cancelled, cancelled.method_ids)

    @classmethod
    def _make_bank_orders(cls):
        finance = cls.env(user=cls.finance)
        for state in ("presented", "paid", "refused"):
            order = cls.env["collection.bank.order"].with_user(cls.seller)
            order = order.create(
                {
                    "partner_id": cls.customer.id,
                    "amount": 10,
                    "payer_bank": "ICBC",
                    "payer_account": "6222",
                }
            )
            order.action_issue()
            order.with_env(finance).action_present()
            if state == "paid":
                order.with_env(finance).action_pay()
            elif state == "refused":
                order.with_env(finance).action_refuse("No funds")
            cls.sweep(state, order)

    @classmethod
    def _make_bank_slips(cls):
        for state in ("draft", "banked"):
            slip = cls.new_bank_slip(cls.take("card"))
            if state == "banked":
                slip.action_bank()
            cls.sweep(state, slip)

    @classmethod
    def _make_reports(cls):
        journal = cls.print_journal(-1)
        dispatch = journal.dispatch_ids[0]
        dispatch._send()
        cls.sweep("printed", journal, journal.line_ids[0])
        cls.sweep("sent", dispatch)
        uncollected = cls.env["collection.uncollected.report"].sudo()
        reports = uncollected._generate(cls.company, "week", cls.day(-7), cls.day(-1))
        report = reports.filtered(lambda report: report.user_id == cls.seller)
        report.line_ids.write({"reason": "promised"})
        report.with_user(cls.seller).action_submit()
        cls.sweep("submitted", report, report.line_ids[0])
        report.with_user(cls.finance).action_reconcile()
        cls.sweep("reconciled", report, report.line_ids[0])
        month = cls.today.replace(day=1)
        lines = [Command.create({"month": month, "planned": 100})]
        plans = cls.env["collection.income.plan"].with_user(cls.finance)
        plan = plans.create({"date_from": month, "line_ids": lines})
        plan.action_submit()
        cls.sweep("submitted", plan, plan.line_ids)
        forecasts = cls.env["collection.cash.forecast"].sudo()
        forecasts._make(cls.company, cls.today)
        domain = [("company_id", "=", cls.company.id)]
        cls.sweep("made", forecasts.search(domain, limit=1))
        cls.sweep("kept", cls.customer.sudo().collection_assignment_ids)
        entry = {"key": "key", "user_id": cls.seller.id, "kind": "receipt"}
        entry |= {"res_id": 1, "sent_at": fields.Datetime.now()}
        cls.sweep("sent", cls.env["collection.bag.entry"].sudo().create(entry))

    @classmethod
    def _make_core(cls):
        cls.sweep("kept", cls.env["collection.voucher.kind"].search([], limit=1))
        cls.sweep("standing", cls.company, cls.customer, cls.team)
        cls.sweep("seller", cls.seller)
        payments = cls.env["account.payment"].sudo()
        payment = payments.search([("collection_method_id", "!=", False)], limit=1)
        cls.sweep("posted", payment, payment.move_id, payment.move_id.line_ids)
        statement = {"payment_ref": "Statement", "amount": 1, "date": cls.today}
        statement["journal_id"] = cls.company_data["default_journal_bank"].id
        cls.sweep("posted", cls.env["account.bank.statement.line"].create(statement))
