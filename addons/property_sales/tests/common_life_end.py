from .common_handover import PICTURE
from .common_life import LifeCommon

DEFECTS = [{"part": "leak", "text": "The pipe drips"}]


class LifeEnd(LifeCommon):
    """Survey, settlement, handover; and how a life is led to its end."""

    # the survey

    def get_list(self):
        return self.contract.unit_id.surveyed_area_list_id

    def is_settled(self):
        return self.get_list() in self.contract.settlement_ids.area_list_id

    def can_survey(self):
        return self.is_signed() and not self.get_list()

    def step_survey(self):
        gross = 100 + self.random.randint(-500, 500) / 100
        inner = min(80 + self.random.randint(-400, 400) / 100, gross)
        self.tell(f"  {gross} {inner}")
        self.new_filed_areas(
            self.units,
            kind="surveyed",
            areas=(gross, inner),
            report_number=self.next_number("SV"),
        )

    def can_survey_anew(self):
        return self.is_in("settled") and self.is_settled() and self.number < 60

    step_survey_anew = step_survey

    def can_settle(self):
        return self.is_signed() and bool(self.get_list()) and not self.is_settled()

    def step_settle(self):
        self.books.action_settle_area()
        self.tell(f"  {self.contract.area_settlement_amount}")

    # the handover

    def get_handover(self, *states):
        rows = self.contract.handover_ids.filtered(lambda row: row.state in states)
        return rows.with_user(self.home_seller)

    def can_notify(self):
        return (
            self.is_in("settled")
            and bool(self.contract.filing_number)
            and self.is_settled()
            and not self.get_handover("notified", "inspected")
        )

    def step_notify(self):
        self.notify(self.contract, self.random.choice((10, 11, 30)))

    def can_inspect(self):
        return bool(self.get_handover("notified", "inspected"))

    def step_inspect(self):
        found = self.random.choice((None, DEFECTS))
        self.get_handover("notified", "inspected").action_inspect(found)

    def can_refuse(self):
        return bool(self.get_handover("notified", "inspected"))

    def step_refuse(self):
        row = self.get_handover("notified", "inspected")
        row.action_refuse("The wall is wet", self.random.random() < 0.5)

    def accept(self):
        """Hand over: accepted, or deemed where it may be."""
        told = self.get_handover("notified")
        before = self.get_contract_balance(self.contract, "tax_to_transfer")
        self.transferred = -before
        if told and self.random.random() < 0.3 and self.today > told.date_from:
            self.tell("deem")
            told.with_user(self.home_manager).action_deem("A registered letter")
        else:
            self.tell("accept")
            row = self.get_handover("notified", "inspected")
            row.action_accept(PICTURE, keys="2")
        self.env.invalidate_all()
        self.has_ended = True

    # the way to the end

    def end(self):
        """Lead what still runs to one of its ends, by legal steps only."""
        if not self.has_ended:
            self.do_all("verify")
            if self.random.random() < 0.4:
                self.end_by_rescission()
            else:
                self.end_by_handover()
        for _number in range(3):
            self.forbid_some()
        self.do_all("fee_pay_on")
        self.do_all("close_days")
        self.end_neighbour()
        self.end_selling_again()

    def do_all(self, name):
        """Do a step as long as it is legal; closing days is done once."""
        while getattr(self, f"can_{name}")():
            self.do(name)
            if name == "close_days":
                break

    def end_by_rescission(self):
        self.open_day()
        for name in ("fee_pay_on", "fee_return"):
            self.do_all(name)
        if self.contract.amount_paid < self.contract.late_fee_claimed:
            self.receive(self.contract.late_fee_claimed)
        self.do("rescind")

    def open_day(self):
        if self.is_closed_today():
            self.pass_days(1)

    def end_by_handover(self):
        for name in ("file", "survey", "settle"):
            self.do_all(name)
        self.open_day()
        for _number in range(4):
            self.do_all("notify")
            if self.random.random() < 0.5 and self.can_inspect():
                self.do("inspect")
            if self.random.random() < 0.5:
                self.pass_days(12)
            self.clear()
            if self.get_handover("notified", "inspected"):
                return self.accept()
        raise AssertionError("It cannot be handed over")

    def clear(self):
        """Claim, pay and pay back all that stands in the way of the keys."""
        for _number in range(6):
            reasons = self.get_handover("notified", "inspected").reasons_blocked
            if not reasons:
                return
            self.do_all("verify")
            self.do_all("claim_late_fee")
            self.do_all("settle_penalty")
            for fee in self.get_fee("due"):
                self.receive(self.get_fee_left(fee), fee_id=fee.id)
            owed = round(self.contract.amount_open + self.get_planned(), 2)
            if owed:
                self.receive_all(owed)
            self.do_all("refund")
        raise AssertionError(f"This stands in the way of the keys: {reasons}")

    def receive_all(self, owed):
        """All that is owed comes, parts of loans that ran as well."""
        self.tell(f"receive all {owed}")
        for loan in self.contract.mortgage_ids:
            left = round(loan.amount_approved - loan.amount_paid_out, 2)
            if loan.state == "signed" and left:
                self.note(left)
                loan.with_user(self.finance).action_pay_out(
                    self.today, left, self.next_number("LOAN")
                )
        self.env.invalidate_all()
        owed = round(self.contract.amount_open + self.get_planned(), 2)
        rows = self.contract.instalment_ids
        rows = rows.filtered(lambda row: row.state in ("planned", "claimed"))
        if owed:
            self.receive(owed, instalment_ids=rows.ids)
        self.env.invalidate_all()

    def end_neighbour(self):
        """The contract to which money went ends at zero as well."""
        if not self.neighbour.amount_paid:
            return
        amendment = self.rescind(self.neighbour, date=self.today)
        amendment.with_user(self.finance).action_refund()
        self.env.invalidate_all()
        self.assertEqual(self.neighbour._get_zero_report(), [])

    def end_selling_again(self):
        """The home of a contract that was rescinded is sold again."""
        if not self.is_in("rescinded"):
            return
        if self.contract.filing_number:
            self.own.action_cancel_filing()
        self.env.invalidate_all()
        home = self.contract.unit_id
        self.reserve(home, self.other_buyer, self.home_colleague)

    # illegal steps

    def cannot_settle_oneself(self):
        return self.is_signed()

    def forbidden_settle_oneself(self):
        self.own.action_settle_area()

    def cannot_settle_unsurveyed(self):
        return self.is_signed() and not self.get_list()

    def forbidden_settle_unsurveyed(self):
        self.books.action_settle_area()

    def cannot_settle_twice(self):
        return self.is_in("settled") and self.is_settled()

    forbidden_settle_twice = forbidden_settle_unsurveyed

    def cannot_accept_unpaid(self):
        told = self.get_handover("notified", "inspected")
        return bool(told) and self.contract.amount_open > 0

    def forbidden_accept_unpaid(self):
        self.get_handover("notified", "inspected").action_accept(PICTURE)

    def cannot_notify_early(self):
        return self.is_signed()

    def forbidden_notify_early(self):
        self.notify(self.contract, 9)

    def cannot_hand_over_again(self):
        return self.is_in("handed_over")

    def forbidden_hand_over_again(self):
        rows = self.contract.handover_ids.with_user(self.home_seller)
        rows[0].action_accept(PICTURE)

    def cannot_rescind_handed_over(self):
        return self.is_in("handed_over")

    def forbidden_rescind_handed_over(self):
        vals = {"fault": "none", "ground": "other"}
        self.new_amendment(self.contract, "rescission", **vals).action_submit()
