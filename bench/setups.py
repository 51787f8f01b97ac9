"""The kinds of databases that are compared: core, with the peer's addons, with ours."""

from datetime import timedelta

import receivables_file


class Core:
    """Odoo alone."""

    modules = ("sale_management", "account")
    make_held = None

    def fill(self, env, size):
        """Make what the budgets are measured on."""
        import generate

        generate.generate(env, size, self)

    def prepare(self, env):
        """Make the users; the salesperson owns all customers and orders."""
        self.seller = self._make_user(env, "seller", "sales_team.group_sale_salesman")

    def give_credit(self, customer):
        """Let the customer order on credit, without ever being held."""

    def take_all_credit(self, customers):
        """Let every order of these customers be held."""

    def _make_user(self, env, login, *groups):
        quiet = env["res.users"].with_context(no_reset_password=True)
        user = quiet.create(
            {
                "name": login.capitalize(),
                "login": login,
                "group_ids": [(6, 0, [env.ref(group).id for group in groups])],
            }
        )
        team = env["crm.team"].search([], limit=1)
        team.write({"member_ids": [(4, user.id)]})
        return user


class Peer(Core):
    """OCA's sale_financial_risk."""

    modules = (*Core.modules, "sale_financial_risk")

    def give_credit(self, customer):
        customer.write(
            {
                "risk_sale_order_include": True,
                "risk_invoice_open_include": True,
                "risk_invoice_unpaid_include": True,
                "credit_limit": 10**9,
            }
        )


class Ours(Core):
    """sales_rules."""

    modules = (*Core.modules, "sales_rules")

    def prepare(self, env):
        self.seller = self._make_user(env, "seller", "sales_rules.group_salesperson")
        self.manager = self._make_user(
            env, "manager", "sales_rules.group_regional_manager"
        )
        self.seller.sale_team_id.user_id = self.manager
        tiers = env["sales.tier"]
        self.tier = tiers.create(
            {"name": "A", "credit_limit": 10**9, "grace_days": 9999, "max_discount": 5}
        )
        self.no_tier = tiers.create(
            {"name": "C", "credit_limit": 1, "grace_days": 9999}
        )
        env["sales.authority"].create(
            {
                "subject": "credit_release",
                "group_id": env.ref("sales_rules.group_regional_manager").id,
                "limit": 10**9,
            }
        )

    def give_credit(self, customer):
        customer.tier_id = self.tier

    def take_all_credit(self, customers):
        customers._apply_tier(self.no_tier, "Benchmark")

    def make_held(self, maker):
        """An order over the limit, for which the manager is asked."""
        maker.customer._apply_tier(self.no_tier, "Benchmark")
        maker.order(2, confirm=False).action_confirm()
        maker.customer._apply_tier(self.tier, "Benchmark")


class Collection(Ours):
    """receivables_collect, and OCA's account_credit_control beside it.

    Both work on the same open items, so that they are measured in one database.
    """

    modules = (*Ours.modules, "receivables_collect", "account_credit_control")

    def prepare(self, env):
        super().prepare(env)
        self._make_user(env, "finance", "sales_rules.group_finance")
        receivable = [("account_type", "=", "asset_receivable")]
        policy = env.ref("account_credit_control.credit_control_3_time")
        policy.account_ids = env["account.account"].search(receivable)
        env.company.credit_policy_id = policy
        env["collection.level"].create(
            [
                {"name": f"{days} days", "days_overdue": days, "active": True}
                for days in (1, 30, 90)
            ]
        )


class Receivables(Core):
    """receivables_collect with the books of a file of receivables."""

    modules = (*Ours.modules, "receivables_collect")

    def fill(self, env, size):
        from receivables_ledger import Ledger

        rows = receivables_file.read(receivables_file.path())
        Ledger(env, rows).enter_until(receivables_file.NEVER - timedelta(days=1))


class Homes(Core):
    """property_sales, with homes on sale and those who sell them."""

    modules = (*Ours.modules, "receivables_collect", "property_sales")

    def fill(self, env, size):
        import generate_homes

        generate_homes.generate(size)


SETUPS = {
    "core": Core(),
    "peer": Peer(),
    "ours": Ours(),
    "collection": Collection(),
    "homes": Homes(),
    "receivables": Receivables(),
}
