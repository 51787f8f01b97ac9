from .common_life import LifeCommon


class LifeMoney(LifeCommon):
    """Money by all doors: vouchers, banks, loans and the fund, fees, and back."""

    weights = {"collect": 3, "credit": 3, "verify": 4, "bank_all": 2, "loan_on": 4}

    def is_closed_today(self):
        return bool(self.company._get_closed_day(self.today))

    def get_receipts(self):
        """All receipts of the home's life, whatever they are for."""
        return self.reservation.receipt_ids | self.contract.receipt_ids

    def get_pending(self):
        return self.get_receipts().filtered(
            lambda receipt: receipt.state in ("collected", "reported")
        )

    def get_planned(self):
        rows = self.contract.instalment_ids
        rows = rows.filtered(lambda row: row.state == "planned")
        return round(sum(rows.mapped("amount")), 2)

    def draw_money(self):
        """Too little, what is owed, or all and more."""
        owed = self.contract.amount_open
        some = self.draw_amount(60_000)
        choices = [some, some, owed, owed + self.get_planned() + some / 100]
        return round(max(self.random.choice(choices), 0.01), 2)

    def can_collect(self):
        return self.is_signed() and not self.is_closed_today()

    def step_collect(self):
        amount = self.draw_money()
        self.collect_money(amount)

    def collect_money(self, amount, **vals):
        """Money taken from the bag by any way of paying; not verified yet."""
        method = self.random.choice(("card", "cash", "cheque"))
        number = self.next_number("C")
        payload = {
            "contract_id": self.contract.id,
            "voucher_id": self.new_vouchers(holder=self.home_seller).id,
            "amount": amount,
            "method": method,
            "date": str(self.today),
        } | vals
        if method == "cheque":
            payload |= {"number": number, "bank": "ICBC", "due_date": str(self.today)}
        self.tell(f"  {amount} by {method}")
        receipts = self.env["collection.receipt"].with_user(self.home_seller)
        receipts.action_collect_from_bag(payload)

    def can_verify(self):
        return bool(self.get_pending()) and not self.has_ended

    def step_verify(self):
        pending = self.get_pending()
        for report in pending.report_id:
            self.verify(report)
        if self.contract and self.contract.signed_on:
            self.note(sum(pending.filtered(lambda r: not r.fee_id).mapped("amount")))

    def note(self, amount):
        """Note money of the price that came, or went where negative."""
        self.noted += self.cents(amount)

    def can_credit(self):
        return self.is_signed() and not self.is_closed_today()

    def step_credit(self):
        amount = self.draw_money()
        self.tell(f"  {amount}")
        self.receive(amount)

    def receive(self, amount, **vals):
        reference = self.next_number("ADV")
        self.credit(self.contract, amount, reference, **vals)
        if not vals.get("fee_id"):
            self.note(amount)

    def get_methods(self):
        """The methods that finance has verified, neither banked nor refused."""
        methods = self.get_receipts().method_ids
        return methods.filtered(
            lambda part: (
                part.receipt_id.state == "verified"
                and not part.bounce_date
                and not part.bank_slip_id
            )
        )

    def can_bank_all(self):
        return bool(self.get_methods()) and not self.is_closed_today()

    def step_bank_all(self):
        for parts in self.get_methods().grouped("method").values():
            self.bank(
                *parts.receipt_id,
                number=self.next_number("S"),
                method_ids=parts.ids,
                journal_id=self.permit_journal.id,
            )

    def get_cheques(self):
        methods = self.contract.receipt_ids.method_ids
        return methods.filtered(
            lambda part: (
                part.method == "cheque"
                and part.receipt_id.state == "verified"
                and not part.bounce_date
                and not part.receipt_id.fee_id
            )
        )

    def can_bounce(self):
        return self.is_signed() and bool(self.get_cheques())

    def step_bounce(self):
        cheque = self.get_cheques()[0]
        self.tell(f"  {cheque.amount}")
        cheque.with_user(self.finance).action_bounce(str(self.today), "No funds")
        self.note(-cheque.amount)

    def can_close_days(self):
        return bool(self.reservation) and not self.get_pending()

    def step_close_days(self):
        """Bank all, close each day that has something, and begin the next one."""
        if self.can_bank_all():
            self.step_bank_all()
        for date in sorted(self.read_days()):
            day = self.new_day(date)
            if day.state == "open":
                day.action_close()
        self.pass_days(1)

    def can_refund(self):
        contract = self.contract
        return (
            self.is_signed()
            and contract.amount_waiting > 0
            and not contract.amount_open
            and not self.is_closed_today()
        )

    def step_refund(self):
        self.books.action_refund()
        self.note(-self.contract.refund_ids.sorted("id")[-1].amount)

    # loans

    def get_loan(self, *states):
        loans = self.contract.mortgage_ids
        return loans.filtered(lambda loan: loan.state in states)[:1]

    def get_loan_room(self, kind):
        """The part that instalments leave to loans of a kind, and no loan asks for."""
        pays = {"bank": "loan", "fund": "fund"}[kind]
        rows = self.contract.instalment_ids.filtered(
            lambda row: row.kind == pays and row.state in ("planned", "claimed")
        )
        loans = self.contract.mortgage_ids.filtered(
            lambda loan: loan.kind == kind and loan.state != "refused"
        )
        left = sum(rows.mapped("amount_residual")) - sum(
            loan.amount - loan.amount_paid_out for loan in loans
        )
        return round(left, 2)

    def can_loan_apply(self):
        kinds = ("bank", "fund")
        return self.is_signed() and any(self.get_loan_room(kind) > 0 for kind in kinds)

    def step_loan_apply(self):
        kinds = [kind for kind in ("bank", "fund") if self.get_loan_room(kind) > 0]
        kind = self.random.choice(kinds)
        room = self.get_loan_room(kind)
        amount = self.random.choice((room, self.draw_amount(room)))
        loans = self.env["property.mortgage"].with_user(self.home_seller)
        loan = loans.create(
            {
                "contract_id": self.contract.id,
                "bank_id": self.lender.id,
                "amount": amount,
                "kind": kind,
                "date_applied": self.today,
            }
        )
        loan.paper_ids.action_note()
        self.tell(f"  {kind} {amount}")

    def can_loan_on(self):
        return self.is_signed() and bool(self.get_loan("applied", "approved"))

    def step_loan_on(self):
        loan = self.get_loan("applied", "approved").with_user(self.home_seller)
        self.tell(f"  {loan.state}")
        if loan.state == "applied":
            loan.action_bank_approve()
        else:
            loan.action_sign()

    def can_loan_pay_out(self):
        loan = self.is_signed() and self.get_loan("signed")
        return bool(loan) and not self.is_closed_today()

    def step_loan_pay_out(self):
        loan = self.get_loan("signed")
        left = round(loan.amount_approved - loan.amount_paid_out, 2)
        amount = self.random.choice((left, self.draw_amount(left)))
        self.tell(f"  {amount}")
        loan.with_user(self.finance).action_pay_out(
            self.today, amount, self.next_number("LOAN")
        )
        self.note(amount)

    def can_loan_refuse(self):
        loan = self.is_signed() and self.get_loan("applied", "approved", "signed")
        return bool(loan) and not loan.amount_paid_out

    def step_loan_refuse(self):
        loan = self.get_loan("applied", "approved", "signed")
        fault = self.random.choice(("buyer", "developer", "none"))
        loan.with_user(self.home_seller).action_refuse(fault, "Credit report")

    # fees for others

    def get_fee(self, *states):
        return self.contract.fee_ids.filtered(lambda fee: fee.state in states)[:1]

    def can_fee_new(self):
        return self.is_signed() and len(self.contract.fee_ids) < 2

    def step_fee_new(self):
        fees = self.env["property.fee"].with_user(self.home_seller)
        amount = self.draw_amount(20_000)
        vals = {"contract_id": self.contract.id, "amount": amount, "kind": "other"}
        fees.create(vals)

    def get_fee_left(self, fee):
        return round(fee.amount - fee.amount_collected, 2)

    def can_fee_pay(self):
        fee = self.is_signed() and self.get_fee("due")
        if not fee or self.is_closed_today():
            return False
        return self.get_fee_left(fee) > 0

    def step_fee_pay(self):
        fee = self.get_fee("due")
        left = self.get_fee_left(fee)
        amount = self.random.choice((left, self.draw_amount(left)))
        if self.random.random() < 0.5:
            self.collect_money(amount, fee_id=fee.id)
        else:
            self.receive(amount, fee_id=fee.id)

    def can_fee_pay_on(self):
        return bool(self.get_fee("paid")) and not self.is_closed_today()

    def step_fee_pay_on(self):
        reference = self.next_number("LIST")
        self.get_fee("paid").with_user(self.finance).action_pay_on(
            self.today, reference
        )

    def can_fee_return(self):
        fee = self.get_fee("paid", "due")
        waiting = fee.receipt_ids.filtered(lambda row: row in self.get_pending())
        paid = fee and fee.amount_paid > 0
        return bool(paid) and not waiting and not self.is_closed_today()

    def step_fee_return(self):
        self.get_fee("paid", "due").with_user(self.finance).action_return()

    # illegal steps

    def cannot_credit_oneself(self):
        return self.is_signed()

    def forbidden_credit_oneself(self):
        payload = {"amount": 100, "reference": "OWN"}
        self.own.action_book_bank_credit(payload)

    def cannot_credit_ended(self):
        return self.is_in("rescinded")

    def forbidden_credit_ended(self):
        self.credit(self.contract, 100, "LATE")

    def cannot_date_back(self):
        return self.is_signed() and bool(self.get_closed())

    def get_closed(self):
        days = self.env["property.ledger.day"].with_user(self.finance)
        domain = [("company_id", "=", self.company.id), ("state", "=", "closed")]
        return days.search(domain)

    def forbidden_date_back(self):
        self.credit(self.contract, 100, "BACK", date=self.get_closed()[0].date)

    def cannot_refund(self):
        return self.is_signed() and not self.contract.amount_waiting

    def forbidden_refund(self):
        self.books.action_refund()

    def cannot_pay_too_much_of_a_loan(self):
        return self.is_signed() and bool(self.get_loan("signed"))

    def forbidden_pay_too_much_of_a_loan(self):
        loan = self.get_loan("signed").with_user(self.finance)
        loan.action_pay_out(self.today, loan.amount_approved + 0.01, "MUCH")

    def cannot_unpost(self):
        return self.is_signed()

    def forbidden_unpost(self):
        """Nobody takes an entry of a home back, an accountant neither."""
        items = self.contract.instalment_ids.sudo().move_line_id
        items |= self.contract.bank_credit_ids.payment_id.move_id.line_ids
        if not items:
            self.own.action_sign()
        moves = items.move_id.with_user(self.accountant)
        move = self.random.choice(moves)
        getattr(move, self.random.choice(("button_draft", "button_cancel")))()
