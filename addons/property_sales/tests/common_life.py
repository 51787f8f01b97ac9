from datetime import datetime, time, timedelta
from random import Random

from freezegun import freeze_time

from odoo.exceptions import UserError

from .common_buyer_change import BuyerChangeCommon
from .common_late_fee import LateFeeCommon


class LifeCommon(BuyerChangeCommon, LateFeeCommon):
    """Leads one home through a random, legal life, by public methods and as those to
    whom each step falls.

    `step_x` does a step wherever `can_x` says that it is legal: one that is refused
    there fails the life. `forbidden_x` is a step that `cannot_x` says is illegal: it
    has to be refused, and to change nothing. All choices come from a seed; a life that
    fails says its seed and its steps.
    """

    # how often a step is drawn where it is legal; 1 otherwise
    weights = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a contract beside it, to which money may go
        cls.neighbour = cls.new_signed(cls.hold)
        cls.homes = cls.units[1:]
        prices = (1_234_567.89, 987_654.31, 1_000_000)
        for home, price in zip(cls.homes, prices, strict=True):
            cls.new_active_prices(home, price=price)
        cls.accountant = cls.new_user(
            "accountant", "account.group_account_manager", "account.group_account_user"
        )
        cls.lender = cls.env["res.bank"].create({"name": "City Bank"})

    def play(self, seed):
        """Lead one life from the reservation to its end; then undo it."""
        self.random = Random(seed)
        self.told = []
        today, noon = self.today, datetime.combine(self.today, time(12))
        try:
            with freeze_time(noon) as self.clock, self.env.cr.savepoint() as savepoint:
                self.begin()
                self.live(self.random.randint(3, 10))
                self.end()
                self.assert_ended()
                savepoint.rollback()
        except Exception as error:
            steps = "\n".join(self.told)
            message = f"Life {seed}, at the last step: {error!r}\n{steps}"
            raise AssertionError(message) from error
        finally:
            type(self).today = today
            self.env.invalidate_all()

    def begin(self):
        """A home, and nothing about it yet; each life has days and areas of its own."""
        self.contract = self.env["property.contract"].sudo()
        self.reservation = self.env["property.reservation"].sudo()
        self.home = self.random.choice(self.homes)
        self.number = 0
        # verified money of the price less what was paid back, in cents
        self.noted = 0
        self.transferred = None
        self.has_ended = False

    def live(self, steps):
        """The way to the signature, then random steps, with illegal ones between."""
        for name in ("reserve", "convert", "disclose", "ask", "approve", "sign"):
            self.do_between(name)
        for _number in range(steps):
            self.forbid_some()
            names = self.get_legal()
            weights = [self.weights.get(name, 1) for name in names]
            self.do(self.random.choices(names, weights)[0])
            if self.has_ended:
                break

    def do_between(self, name):
        """Do a step of the way to the signature, money and refusals around it."""
        self.forbid_some()
        if self.random.random() < 0.3 and self.can_take_early():
            self.do("take_early")
        if self.random.random() < 0.3 and self.can_verify():
            self.do("verify")
        self.do(name)

    def do(self, name):
        """Do a legal step, after which all figures are as they have to be."""
        self.tell(name)
        getattr(self, f"step_{name}")()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assert_always()

    def tell(self, text):
        self.told.append(f"{self.today} {text}")

    def get_legal(self):
        """The names of the steps that are legal now."""
        names = [name[4:] for name in dir(self) if name.startswith("can_")]
        return [name for name in names if getattr(self, f"can_{name}")()]

    def forbid_some(self):
        """Try one or two illegal steps now and then."""
        names = [name[7:] for name in dir(self) if name.startswith("cannot_")]
        names = [name for name in names if getattr(self, f"cannot_{name}")()]
        for name in self.random.sample(names, min(len(names), 2)):
            if self.random.random() < 0.4:
                self.forbid(name)

    def forbid(self, name):
        """Try an illegal step, which is refused and changes nothing."""
        self.tell(f"(forbidden) {name}")
        before = self.read_books()
        with self.assertRaises(UserError), self.env.cr.savepoint():
            getattr(self, f"forbidden_{name}")()
            self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.read_books(), before)

    def pass_days(self, days):
        """Let days go by, and the job claim what is due."""
        self.clock.tick(timedelta(days=days))
        type(self).today = self.company._get_today()
        self.env.invalidate_all()
        self.run_cron("property_sales.ir_cron_property_claim")

    # for the steps

    @property
    def own(self):
        """The contract, as its salesperson sees it."""
        return self.contract.with_user(self.home_seller)

    @property
    def books(self):
        """The contract, as finance sees it."""
        return self.contract.with_user(self.finance)

    def is_in(self, *states):
        return bool(self.contract) and self.contract.state in states

    def is_signed(self):
        return self.is_in("signed", "filed", "settled")

    def next_number(self, prefix):
        self.number += 1
        return f"{prefix}-{self.number}"

    def draw_amount(self, most, least=0.01):
        """An amount up to `most`, to the cent."""
        cents = self.random.randint(round(100 * least), max(round(100 * most), 1))
        return cents / 100

    @staticmethod
    def cents(amount):
        return round(100 * amount)

    def read_rows(self, query, *args):
        """The rows of an SQL query."""
        self.env.flush_all()
        self.env.cr.execute(query, args)
        return self.env.cr.fetchall()

    def read_days(self):
        """The money of each day by the ledger of homes, in cents."""
        lines = self.env["property.ledger.line"].sudo()
        lines = lines.search([("company_id", "=", self.company.id)])
        return {
            date: self.cents(sum(rows.mapped("amount")))
            for date, rows in lines.grouped("date").items()
        }

    def read_books(self):
        """All that a refused step must leave as it was."""
        tables = ("account_move", "account_payment", "account_partial_reconcile")
        tables += ("property_contract", "property_amendment", "property_handover")
        tables += ("property_document", "property_ledger_day", "property_reservation")
        return [
            self.read_rows(f"SELECT count(*), max(write_date) FROM {table}")
            for table in tables
        ] + self.read_rows("SELECT code, year, last_number FROM sales_register")
