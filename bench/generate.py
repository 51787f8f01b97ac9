"""The two sets of data that the budgets are measured on.

*small* has 2,000 customers and 20,000 invoices, *large* 20,000 and 300,000. Of the
invoices 15 % are open and overdue, those of 15 % of the customers; the others are paid,
by as many payments as there are paid invoices. Beside them there are orders in every
state, and the customers of the benchmarks, each for one question.
"""

from dataclasses import dataclass

import archetypes
from cloning import Cloner

from odoo.tools import SQL

MODELS = (
    "res.partner",
    "sale.order",
    "sale.order.line",
    "account.move",
    "account.move.line",
    "account.payment",
    "account.full.reconcile",
    "account.partial.reconcile",
    "sales.hold",
    "sales.hold.item",
    "sales.approval",
)
SIZES = {"small": (2_000, 20_000), "large": (20_000, 300_000)}
LABEL = "Customer 000000"
MANY = 5_000  # invoices of the customers that have many
BATCH = 100
PENDING = 10_000
# Shares of all invoices, in thousandths.
OPEN = {
    "open": 100,
    "open_contact": 25,
    "open_partly_paid": 17,
    "open_partly_invoiced": 5,
    "open_credited": 3,
}
PAID = {"paid": 720, "paid_together": 50, "paid_twice": 30}  # 50: two invoices each
BESIDE = {"on_account": 3, "draft_invoice": 10, "not_invoiced": 50, "quotation": 25}


@dataclass
class Customers:
    """The customers made by copying: ids in steps of two, each before its contact."""

    first_id: int
    count: int

    @property
    def with_open(self):
        return self.count * 15 // 100


def generate(env, size, setup):
    """Make a set of data in a database without business.

    :param env: environment of the superuser
    :param size: key of `SIZES`
    :param setup: of this kind of database, see `setups`
    """
    count, invoices = SIZES[size]
    setup.prepare(env)
    customer = _make_customer(env, LABEL, setup)
    cloner = Cloner(env, MODELS, customer)
    special = _make_special(env, setup)
    maker = archetypes.Maker(env, customer, setup.seller)
    archetypes.make_documents(maker, cloner)
    customers = _clone_customers(env, setup, count)
    for name, share in (OPEN | PAID | BESIDE).items():
        number = invoices * share // 1000
        among = customers.with_open if name in OPEN else customers.count
        cloner.add(name, _query_spread(customers, number, among, name in OPEN))
    for partner, name, number in _get_special_documents(special):
        cloner.add(name, _query_for(partner, number))
    if setup.make_held:
        with cloner.archetype("held"):
            setup.make_held(maker)
        cloner.add("held", _query_spread(customers, PENDING, customers.count, False))
    cloner.write()
    _make_subjects(env, maker, special, customers, setup)


def _make_customer(env, name, setup, on_credit=True):
    customer = env["res.partner"].create(
        {
            "name": name,
            "is_company": True,
            "customer_rank": 1,
            "user_id": setup.seller.id,
        }
    )
    env["res.partner"].create({"name": f"Contact of {name}", "parent_id": customer.id})
    if on_credit:
        setup.give_credit(customer)
    return customer


def _make_special(env, setup):
    return {
        name: _make_customer(env, f"Customer {name}", setup, name != "without_tier")
        for name in ("fifteen", "many_open", "many_paid", "without_tier")
    }


def _get_special_documents(special):
    """Return the special customers' documents: fifteen open invoices or more each."""
    for name, partner in special.items():
        yield partner, "open", MANY if name == "many_open" else 15
        yield partner, "paid", MANY if name == "many_paid" else 30
        yield partner, "not_invoiced", 3


def _clone_customers(env, setup, count):
    """Copy one more customer, with its contact, `count` times."""
    pattern = Cloner(env, ["res.partner"], env["res.partner"])
    with pattern.archetype("customer"):
        pattern.customer = _make_customer(env, "Customer 000001", setup)
    query = SQL(
        """
        SELECT 0, 0, 'Customer ' || lpad((n + 1)::text, 6, '0'), 0, 1
          FROM generate_series(1, %s) AS n
        """,
        count - 1,
    )
    pattern.add("customer", query)
    pattern.write()
    return Customers(pattern.archetypes["customer"].first_ids["res_partner"], count - 1)


def _query_spread(customers, number, among, overdue):
    """SQL of copies for `among` customers in turn, over the last year and more."""
    return SQL(
        """
        SELECT %(first)s + 2 * ((n * 11) %% %(among)s),
               %(first)s + 2 * ((n * 11) %% %(among)s) + 1,
               'Customer ' || lpad((((n * 11) %% %(among)s) + 2)::text, 6, '0'),
               %(days)s + (n * 13) %% 400,
               1 + n %% 40
          FROM generate_series(0, %(number)s - 1) AS n
        """,
        first=customers.first_id,
        among=among,
        number=number,
        days=31 if overdue else 1,
    )


def _query_for(partner, number):
    """SQL of `number` copies for one customer."""
    return SQL(
        """
        SELECT %(partner)s, %(contact)s, %(label)s, 31 + n %% 400, 1 + n %% 40
          FROM generate_series(0, %(number)s - 1) AS n
        """,
        partner=partner.id,
        contact=partner.child_ids.id,
        label=partner.name,
        number=number,
    )


def _make_subjects(env, maker, special, customers, setup):
    """The quotations that are confirmed when measuring, found by their reference."""
    for name, partner in special.items():
        maker.order(customer=partner, confirm=False).client_order_ref = name
    ids = range(customers.first_id, customers.first_id + 4 * BATCH, 2)
    partners = env["res.partner"].browse(ids)
    setup.take_all_credit(partners[BATCH:])
    for place, partner in enumerate(partners):
        order = maker.order(customer=partner, confirm=False)
        order.client_order_ref = "batch" if place < BATCH else "held"
