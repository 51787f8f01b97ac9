import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from odoo import api, fields
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name
from odoo.tools import SQL, mute_logger

# How long one of the transactions may let another wait, in seconds.
PATIENCE = 60


class RaceCase(BaseCase):
    """Transactions at the same moment, committed for good and removed afterwards."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry = Registry(get_db_name())

    def setUp(self):
        super().setUp()
        self.made = []
        self.addCleanup(self._remove_made)
        self.goods_id = self._make("product.product", name="Race", list_price=1.0)

    @contextmanager
    def transaction(self, uid=api.SUPERUSER_ID):
        """An environment of its own transaction, committed at the end."""
        with self.registry.cursor() as cr:
            # quotations and entries without mails, as in all other tests
            context = {"tracking_disable": True, "mail_create_nosubscribe": True}
            yield api.Environment(cr, uid, context)

    def call(self, function, uid=api.SUPERUSER_ID):
        """Return `function(env)`, called as RPC does: again when it loses a race."""
        with self.transaction(uid) as env:
            return retrying(lambda: function(env), env)

    def race(self, *functions):
        """Return the results of functions that all begin before the first ends.

        Each has its snapshot, and is another user, before one of them does anything.
        """
        barrier = threading.Barrier(len(functions))
        others = ("base.user_admin", "base.public_user")
        uids = self.call(lambda env: [env.ref(xmlid).id for xmlid in others])
        uids = [api.SUPERUSER_ID, *uids][: len(functions)]

        def run(function, uid):
            with self.transaction(uid) as env:
                env.cr.execute("SELECT id FROM res_partner LIMIT 1")
                barrier.wait(PATIENCE)
                return retrying(lambda: function(env), env)

        with mute_logger("odoo.sql_db"), ThreadPoolExecutor() as executor:
            racing = [
                executor.submit(run, *pair)
                for pair in zip(functions, uids, strict=True)
            ]
            return [future.result(PATIENCE) for future in racing]

    def new_customer(self, limit):
        tier_id = self._make("sales.tier", name="Race", credit_limit=limit)
        return self._make("res.partner", name="Race", customer_rank=1, tier_id=tier_id)

    def new_order(self, amount, customer_id):
        line = {
            "product_id": self.goods_id,
            "product_uom_qty": amount,
            "tax_ids": False,
        }
        return self._make(
            "sale.order", partner_id=customer_id, order_line=[Command.create(line)]
        )

    def confirm(self, order_id):
        """Return the function that confirms an order and says whether it passed."""

        def confirm(env):
            order = env["sale.order"].browse(order_id)
            order.action_confirm()
            return order.state == "sale"

        return confirm

    def prepare_entry(self, amount, customer_id):
        """Return the id of a draft entry that `customer_id` owes `amount` by."""
        accounts = {}
        for account_type in ("asset_receivable", "income"):
            domain = [("account_type", "=", account_type)]
            accounts[account_type] = self.call(
                lambda env, d=domain: env["account.account"].search(d, limit=1).id
            )
        receivable, income = accounts.values()
        owed = {"account_id": receivable, "partner_id": customer_id, "balance": amount}
        lines = [owed, {"account_id": income, "balance": -amount}]
        return self._make(
            "account.move",
            move_type="entry",
            date=fields.Date.today(),
            line_ids=[Command.create(line) for line in lines],
        )

    def post(self, entry_id):
        """Return the function that posts an entry."""
        return lambda env: env["account.move"].browse(entry_id).action_post()

    def run_queue(self):
        """Examine the queued customers again, in a transaction of its own."""
        self.call(lambda env: env["sales.credit.queue"]._cron_process())

    def read_committed(self, model, record_id, name):
        """Return what is committed in a field."""
        return self.call(lambda env: env[model].browse(record_id)[name])

    def _make(self, model, **vals):
        made = self.call(lambda env: env[model].create(vals).id)
        self.made.append((model, made))
        return made

    def _remove_made(self):
        """Remove what was committed: what stays on record goes without the ORM."""
        ids = {}
        for model, record_id in self.made:
            ids.setdefault(model, []).append(record_id)
        orders = tuple(ids.get("sale.order", ())) or (None,)
        moves = tuple(ids.get("account.move", ())) or (None,)
        statements = [
            SQL(
                "DELETE FROM sales_approval WHERE res_model = %s AND res_id IN %s",
                "sale.order",
                orders,
            ),
            *self._query_remove_mail("sale.order", orders),
            *self._query_remove_mail("account.move", moves),
            SQL("DELETE FROM sale_order WHERE id IN %s", orders),
            SQL("DELETE FROM account_move WHERE id IN %s", moves),
        ]

        def remove(env):
            for statement in statements:
                env.cr.execute(statement)
            env.invalidate_all()
            for model in ("res.partner", "sales.tier", "product.product"):
                env[model].browse(ids.get(model, ())).unlink()

        self.call(remove)

    @staticmethod
    def _query_remove_mail(model, ids):
        return [
            SQL(
                "DELETE FROM mail_activity WHERE res_model = %s AND res_id IN %s",
                model,
                ids,
            ),
            SQL(
                "DELETE FROM mail_message WHERE model = %s AND res_id IN %s", model, ids
            ),
        ]
