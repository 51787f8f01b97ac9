from odoo.fields import Command

from .common_life import LifeCommon


class LifeChanges(LifeCommon):
    """Amendments of all kinds, late fees, and the end by somebody's fault."""

    def step_amend(self, kind, user=None, **vals):
        """Draw an amendment up, have it approved, and apply it."""
        names = {name: value for name, value in vals.items() if name != "buyer_ids"}
        self.tell(f"  {kind} {names}")
        amendment = self.new_amendment(self.contract, kind, date=self.today, **vals)
        self.approve_all(amendment)
        amendment.with_user(user or self.home_seller).action_apply()
        self.env.invalidate_all()
        self.assertEqual(amendment.sudo().state, "applied")
        return amendment.sudo()

    def approve_all(self, amendment):
        """By the director, and whoever else is asked for so much money."""
        amendment.action_submit()
        for user in (self.director, self.general):
            if amendment.state == "submitted":
                amendment.with_user(user).action_approve()
                amendment.invalidate_recordset()

    def can_change_price(self):
        return self.is_in("signed", "filed")

    def step_change_price(self):
        change = self.draw_amount(300_000) * self.random.choice((1, -1))
        price = round(self.contract.price + change, 2)
        self.step_amend("price", new_price=price)

    def can_change_plan(self):
        """Where no part of it is a loan's."""
        rows = self.contract.instalment_ids
        planned = rows.filtered(lambda row: row.state == "planned")
        return self.is_signed() and bool(planned) and not self.get_loan(
            "applied", "approved", "signed"
        )  # fmt: skip

    def step_change_plan(self):
        rows = self.draw_parts(self.get_planned(), self.random.choice((1, 2, 5)))
        rows = [{k: v for k, v in row.items() if k != "anchor"} for row in rows]
        self.step_amend("plan", instalment_ids=[Command.create(row) for row in rows])

    def can_change_delivery(self):
        return self.is_signed()

    def step_change_delivery(self):
        days = self.random.randint(1, 200)
        date = self.contract.delivery_date
        while date == self.contract.delivery_date:
            days += 1
            date = self.day(days)
        self.step_amend("delivery", new_date=date)

    def can_change_buyer(self):
        return self.is_signed() and not self.get_pending()

    def step_change_buyer(self):
        others = (self.next_buyer | self.second_buyer) - self.contract.partner_id
        buyer = self.random.choice(others)
        rows = [Command.create({"partner_id": buyer.id})]
        self.step_amend("buyer", buyer_ids=rows)
        self.assertEqual(self.contract.partner_id, buyer)

    def get_swaps(self):
        homes = self.homes - self.contract.unit_id
        return homes.filtered(lambda home: home.state == "available")

    def can_swap(self):
        return self.is_in("signed", "filed") and bool(self.get_swaps())

    def step_swap(self):
        home = self.random.choice(self.get_swaps())
        self.step_amend("unit_swap", new_unit_id=home.id)
        self.assertEqual(self.contract.unit_id, home)

    def can_move_money(self):
        return self.is_signed() and self.contract.amount_paid > 0

    def step_move_money(self):
        paid = self.contract.amount_paid
        amount = self.random.choice((paid, self.draw_amount(paid)))
        vals = {"to_contract_id": self.neighbour.id, "amount": amount}
        self.step_amend("money", self.finance, **vals)
        self.note(-amount)

    def can_refile(self):
        return bool(self.get_unfiled()) and self.is_signed()

    def get_unfiled(self):
        return self.contract.amendment_ids.filtered(
            lambda row: row.is_filing_due and not row.filing_changed_on
        )

    def step_refile(self):
        row = self.get_unfiled()[0].with_user(self.home_seller)
        row.action_note_filing(self.next_number("NEW"))

    # late fees

    def get_fee_to_claim(self, kind="late_fee"):
        fees = self.env["property.late.fee"]
        return fees._get_left(self.contract, kind, self.today)

    def can_claim_late_fee(self):
        return self.is_signed() and bool(self.get_fee_to_claim())

    def step_claim_late_fee(self):
        self.books.action_claim_late_fee()

    def can_settle_penalty(self):
        return self.is_signed() and bool(self.get_fee_to_claim("penalty"))

    def step_settle_penalty(self):
        self.books.action_settle_penalty()

    def get_waivable(self):
        contract, fees = self.contract, self.env["property.late.fee"]
        accrued, _rows = fees._get_accrued(contract, "late_fee", self.today)
        return round(accrued - fees._get_waived(contract), 2)

    def can_waive(self):
        return self.is_signed() and self.get_waivable() > 0

    def step_waive(self):
        most = self.get_waivable()
        amount = self.random.choice((most, self.draw_amount(most)))
        self.step_amend("waiver", self.finance, amount=amount)

    # the end

    def step_rescind(self):
        """By a fault that is drawn; by nobody's where that would leave a debt."""
        faults = ["buyer", "developer", "none", "agreed"]
        self.random.shuffle(faults)
        for fault in [*faults, "none"]:
            vals = {"fault": fault, "ground": "other", "date": self.today}
            if fault == "agreed":
                most = max(self.contract.amount_paid, 0.0)
                vals["agreed_amount"] = self.draw_amount(most) if most else 0.0
            amendment = self.new_amendment(self.contract, "rescission", **vals)
            preview = amendment.action_preview()
            if not preview["reasons"]:
                break
            self.assertIn("leave the buyer owing", str(preview["reasons"]))
            amendment.action_cancel()
        else:
            raise AssertionError(f"It cannot be rescinded: {preview['reasons']}")
        self.tell(f"  {fault}, refund {preview['refund']}")
        self.approve_all(amendment)
        self.env.invalidate_all()
        amendment.action_apply()
        self.env.invalidate_all()
        self.assertEqual(self.contract.state, "rescinded")
        refund = preview["refund"]
        owed = -self.get_contract_balance(self.contract, "receivable")
        self.assertAlmostEqual(owed, refund, 2)
        if refund:
            amendment.with_user(self.finance).action_refund()
            refunds = amendment.sudo().refund_ids
            self.assertAlmostEqual(sum(refunds.mapped("amount")), refund, 2)
            self.note(-refund)
        self.has_ended = True

    # illegal steps

    def cannot_apply_unapproved(self):
        return self.is_signed()

    def forbidden_apply_unapproved(self):
        date = self.day(399)
        amendment = self.new_amendment(self.contract, "delivery", new_date=date)
        amendment.action_apply()

    def cannot_amend_ended(self):
        return self.is_in("rescinded")

    def forbidden_amend_ended(self):
        amendment = self.new_amendment(self.contract, "price", new_price=1_000_001)
        amendment.action_submit()

    def cannot_swap_to_taken(self):
        return self.is_signed()

    def forbidden_swap_to_taken(self):
        vals = {"new_unit_id": self.neighbour.unit_id.id}
        self.new_amendment(self.contract, "unit_swap", **vals).action_submit()

    def cannot_waive_too_much(self):
        return self.is_signed()

    def forbidden_waive_too_much(self):
        vals = {"amount": self.get_waivable() + 0.01}
        self.new_amendment(self.contract, "waiver", **vals).action_submit()

    def cannot_apply_money_oneself(self):
        return self.can_move_money()

    def forbidden_apply_money_oneself(self):
        vals = {"to_contract_id": self.neighbour.id, "amount": 0.01}
        amendment = self.new_amendment(self.contract, "money", **vals)
        self.approve_all(amendment)
        amendment.action_apply()

    def cannot_rescind_with_pending(self):
        return self.is_signed() and bool(self.get_pending())

    def forbidden_rescind_with_pending(self):
        vals = {"fault": "none", "ground": "other"}
        self.new_amendment(self.contract, "rescission", **vals).action_submit()
