from datetime import timedelta

from odoo.fields import Command

from .common import CollectionCommon


class MoneyCommon(CollectionCommon):
    """Slips and vouchers in the bag of `seller`, and the way of the money from there.

    `finance` counts and verifies. The settings are complete.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.collection_debt_account_id = cls.new_account(
            "132100", "asset_current"
        )
        cls.company.collection_surplus_account_id = cls.new_account(
            "232100", "liability_current"
        )
        cls.voucher_number = 0

    @classmethod
    def new_account(cls, code, account_type, reconcile=False):
        return cls.env["account.account"].create(
            {
                "code": code,
                "name": f"Account {code}",
                "account_type": account_type,
                "reconcile": reconcile,
            }
        )

    @classmethod
    def put_in_bag(cls, things, state, holder=None):
        """Slips or vouchers as a hand-over to a collector leaves them."""
        things._write_protected(
            {
                "state": state,
                "custody": "collector",
                "custody_team_id": cls.team.id,
                "holder_id": (holder or cls.seller).id,
            }
        )

    @classmethod
    def new_vouchers(cls, count=1, holder=None, company=None):
        """Unused vouchers in the bag of a collector."""
        company = company or cls.company
        vals = {
            "name": "Book",
            "company_id": company.id,
            "prefix": "M",
            "number_from": cls.voucher_number + 1,
            "number_to": cls.voucher_number + count,
        }
        cls.voucher_number += count
        book = cls.env["collection.book"].with_user(cls.finance).create(vals)
        book.action_register()
        vouchers = book.sudo().voucher_ids
        cls.put_in_bag(vouchers, "collector", holder)
        return vouchers

    @classmethod
    def new_bag_slip(cls, customer=None, holder=None, currency=None):
        """The signed slip of what a customer owes now, in the bag of a collector."""
        run = cls.new_issued()
        currency = currency or cls.company.currency_id
        slip = cls.get_slip(run, customer).filtered(
            lambda slip: slip.currency_id == currency
        )
        cls.put_in_bag(slip, "signed", holder)
        return slip

    @classmethod
    def new_slip_over(cls, *amounts, customer=None, holder=None, currency=None):
        """A slip over overdue invoices of these amounts, the oldest first."""
        vals = {"currency_id": currency.id} if currency else {}
        for number, amount in enumerate(amounts):
            days = 100 - number
            cls.new_overdue(amount, customer, days=days, **vals)
        return cls.new_bag_slip(customer, holder, currency)

    @classmethod
    def new_slips_of(cls, number, *amounts, holder=None):
        """Slips of so many new customers, each over invoices of these amounts."""
        customers = [cls.new_customer(limit=None) for _index in range(number)]
        for customer in customers:
            for index, amount in enumerate(amounts):
                cls.new_overdue(amount, customer, days=100 - index)
        slips = cls.new_issued().sudo().slip_ids
        cls.put_in_bag(slips, "signed", holder)
        return slips

    @classmethod
    def new_payload(cls, slip=None, amount=100, method="cash", voucher=None, **vals):
        if voucher is None:
            voucher = cls.new_vouchers(holder=slip.holder_id if slip else None)
        payload = {
            "key": f"key-{voucher.id}",
            "slip_id": slip.id if slip else False,
            "voucher_id": voucher.id,
            "amount": amount,
            "method": method,
            "date": False,
            "note": "",
            "photo": False,
        }
        if method in ("cheque", "draft"):
            due = str(cls.today + timedelta(days=10))
            payload |= {"number": f"N{voucher.id}", "bank": "ICBC", "due_date": due}
        return payload | vals

    @classmethod
    def collect(cls, slip=None, amount=100, method="cash", user=None, **vals):
        """A receipt that a collector made on the phone; returned as superuser."""
        user = user or (slip.holder_id if slip else cls.seller)
        payload = cls.new_payload(slip, amount, method, **vals)
        model = cls.env["collection.receipt"].with_user(user)
        receipt_id = model.action_collect_from_bag(payload)
        return cls.env["collection.receipt"].sudo().browse(receipt_id)

    @classmethod
    def new_draft(cls, slip, methods, user=None, **vals):
        """A draft receipt by several methods: tuples of (method, amount, vals)."""
        user = user or cls.seller
        commands = [
            Command.create({"method": method, "amount": amount} | more)
            for method, amount, more in methods
        ]
        vals = {
            "slip_id": slip.id,
            "voucher_id": cls.new_vouchers(holder=user).id,
            "method_ids": commands,
        } | vals
        return cls.env["collection.receipt"].with_user(user).create(vals)

    @classmethod
    def submit(cls, report):
        report.with_user(report.collector_id).action_submit()

    @classmethod
    def count(cls, report, finance=None, **counted):
        """Finance counts: as declared where nothing else is said, then saves."""
        lines = report.count_ids
        declared = {
            (line.method, line.currency_id): line.collected
            for line in report.declaration_ids
        }
        for line in lines.with_user(finance or cls.finance):
            is_own = line.currency_id == report.company_id.currency_id
            amount = declared.get((line.method, line.currency_id), 0.0)
            line.counted = counted.get(line.method, amount) if is_own else amount
        report.with_user(finance or cls.finance).action_save_count()

    @classmethod
    def verify(cls, report, finance=None, **counted):
        """Submit, count and verify a report."""
        if report.state == "open":
            cls.submit(report)
        if not report.counted_at:
            cls.count(report, finance, **counted)
        report.with_user(finance or cls.finance).action_verify()
        report.invalidate_recordset()

    @classmethod
    def settle(cls, report, consequence, **vals):
        """Explain all differences of a report in one way."""
        vals = {"consequence": consequence, "explanation": "Counted twice"} | vals
        report.difference_ids.with_user(cls.finance).write(vals)

    @classmethod
    def take(cls, *methods, date=None):
        """The methods of a verified receipt of a new collector and customer, one per
        kind given, over 100 each.
        """
        holder = cls.new_user(f"taker_{cls.voucher_number}", "group_salesperson")
        customer = cls.new_customer(limit=None, user_id=holder.id)
        amounts = [100 for _kind in methods]
        slip = cls.new_slip_over(*amounts, customer=customer, holder=holder)
        paper = {"bank": "ICBC", "date_due": cls.today}
        parts = []
        for kind in methods:
            cls.voucher_number += 1
            number = {"reference": f"R{cls.voucher_number}"} if kind != "cash" else {}
            more = paper if kind in ("cheque", "draft") else {}
            parts.append((kind, 100, number | more))
        vals = {"date": date} if date else {}
        draft = cls.new_draft(slip, parts, holder, **vals)
        draft.action_propose()
        draft.action_collect()
        cls.verify(draft.sudo().report_id)
        return draft.sudo().method_ids

    @classmethod
    def new_bank_slip(cls, methods, user=None, **vals):
        """The draft of a slip over these methods, of today and their journal."""
        cls.voucher_number += 1
        vals = {
            "journal_id": methods.payment_id.journal_id[:1].id,
            "date": cls.today,
            "slip_number": f"SLIP {cls.voucher_number}",
            "method_ids": [Command.set(methods.ids)],
            "company_id": (methods.company_id[:1] or cls.company).id,
        } | vals
        slips = cls.env["collection.bank.slip"].with_user(user or cls.finance)
        return slips.create(vals)
