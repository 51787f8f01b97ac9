from odoo.fields import Command

from .common_identity import RESIDENT
from .common_life import LifeCommon


class LifeSale(LifeCommon):
    """From the click on a home to the signature, and its filing at the bureau."""

    def step_reserve(self):
        kind = self.random.choice(("deposit", "advance", "intent"))
        self.reservation = self.reserve(self.home, kind=kind, amount=50_000)
        self.do("take_early")

    def can_take_early(self):
        if not self.reservation or self.reservation.state != "active":
            return False
        taken = sum(self.reservation.receipt_ids.mapped("amount"))
        return taken < 100_000 and not self.is_closed_today()

    def step_take_early(self):
        amount = self.draw_amount(40_000)
        method = self.random.choice(("card", "cash"))
        date = str(self.today)
        self.take(amount, self.reservation, method=method, date=date)
        self.tell(f"  {amount} by {method}")

    def step_convert(self):
        basis = self.random.choice(("unit", "gross", "inner"))
        delivery = self.day(self.random.randint(20, 150))
        own = self.reservation.with_user(self.home_seller)
        contract_id = own.action_convert()
        self.contract = self.contract.browse(contract_id)
        self.own.buyer_ids.id_number = RESIDENT
        self.own.write({"pricing_basis": basis, "delivery_date": delivery})
        rows = self.draw_plan(self.contract.price)
        commands = [Command.clear()] + [Command.create(row) for row in rows]
        self.own.write({"instalment_ids": commands})
        self.tell(f"  {basis}, {len(rows)} instalments, {self.contract.price}")

    def draw_plan(self, price, kinds=("lump", "parts", "loan")):
        """Instalments that come to a price: one, up to 60, or two with loans."""
        kind = self.random.choice(kinds)
        if kind == "lump":
            return [self.get_row("All", price, anchor="signing", date_due=False)]
        if kind == "parts":
            count = self.random.choice((2, 3, 12, 60))
            return self.draw_parts(price, count)
        fund = self.draw_amount(price / 4)
        bank = self.draw_amount(price / 2)
        own = round(price - fund - bank, 2)
        return [
            self.get_row("Own", own, anchor="signing", date_due=False),
            self.get_row("Bank", bank, kind="loan", date_due=self.day(10)),
            self.get_row("Fund", fund, kind="fund", anchor="filing", date_due=False),
        ]

    def draw_parts(self, total, count):
        """So many instalments of the buyer, some days apart."""
        apart = self.random.choice((0, 3, 31))
        rest, rows = self.cents(total), []
        for number in range(count, 1, -1):
            part = min(self.random.randint(1, 2 * rest // number), rest - number + 1)
            rest -= part
            rows.append(part)
        rows.append(rest)
        return [
            self.get_row(
                f"Part {number}", part / 100, date_due=self.day(apart * number)
            )
            for number, part in enumerate(rows)
        ]

    def get_row(self, name, amount, **vals):
        row = {"name": name, "kind": "own", "anchor": "date", "amount": amount}
        return row | vals

    def step_disclose(self):
        self.disclose(self.contract)

    def step_ask(self):
        self.own.action_submit()

    def step_approve(self):
        self.contract.with_user(self.director).action_approve()
        self.assertEqual(self.contract.state, "approved")

    def step_sign(self):
        self.sign(self.contract)
        self.assertEqual(self.contract.state, "signed")
        self.noted += self.cents(
            sum(
                receipt.amount
                for receipt in self.reservation.receipt_ids
                if receipt.state == "verified"
            )
        )

    def can_file(self):
        return self.is_in("signed", "settled") and not self.contract.filing_number

    def step_file(self):
        self.own.action_file(self.next_number("BA"))

    def can_pass_days(self):
        return self.is_signed()

    def step_pass_days(self):
        days = self.random.choice((1, 3, 14, 40))
        self.tell(f"  {days} days")
        self.pass_days(days)

    # illegal steps

    def cannot_sign_early(self):
        return self.is_in("draft", "disclosed")

    def forbidden_sign_early(self):
        self.own.action_sign()

    def cannot_sign_again(self):
        return self.is_signed() or self.is_in("handed_over", "rescinded")

    def forbidden_sign_again(self):
        self.own.action_sign()

    def cannot_approve_oneself(self):
        return self.is_in("disclosed") and self.contract.approval_state == "pending"

    def forbidden_approve_oneself(self):
        self.own.action_approve()

    def cannot_sell_twice(self):
        return bool(self.reservation) and self.is_signed()

    def forbidden_sell_twice(self):
        home = self.contract.unit_id
        self.reserve(home, self.other_buyer, self.home_colleague)

    def cannot_meddle(self):
        return bool(self.contract)

    def forbidden_meddle(self):
        """Another salesperson, who does not even read it."""
        self.contract.with_user(self.home_colleague).action_file("X-1")

    def cannot_write(self):
        return bool(self.contract)

    def forbidden_write(self):
        name, value = self.random.choice(
            (("price", 1), ("state", "filed"), ("signed_on", "2020-01-01"))
        )
        self.own.write({name: value})

    def cannot_delete(self):
        return bool(self.contract)

    def forbidden_delete(self):
        self.own.unlink()

    def cannot_file_again(self):
        return bool(self.contract.filing_number)

    def forbidden_file_again(self):
        self.own.action_file("BA-AGAIN")

    def cannot_change_terms(self):
        return self.is_signed() or self.is_in("handed_over", "rescinded")

    def forbidden_change_terms(self):
        self.own.instalment_ids[0].amount = 1
