from odoo.tests import tagged
from odoo.tools import SQL

from ..common_sale import SaleCommon

# the tables in which a click changes rows
TABLES = ("property_unit", "property_reservation")


@tagged("post_install", "-at_install")
class TestClickWrites(SaleCommon):
    """Holding a home changes no row that another home needs (R2.7).

    So many salespeople who hold different homes at once do not wait for each other.
    """

    def get_changes(self):
        """How many rows of each table this transaction has updated and deleted."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.env.cr.execute(
            "SELECT relname, n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
        )
        return dict(self.env.cr.fetchall())

    def get_places(self, table):
        """Where each row of a table stands: an update puts it in another place."""
        self.env.flush_all()
        self.env.cr.execute(SQL("SELECT id, ctid FROM %s", SQL.identifier(table)))
        return set(self.env.cr.fetchall())

    def assert_writes(self, click, own=()):
        """A click changes the home, and reservations `own` of those that were there."""
        before = self.get_changes()
        homes, reservations = map(self.get_places, TABLES)
        partners = self.get_places("res_partner")
        click()
        after = self.get_changes()
        changed = {name for name in after if after[name] > before.get(name, 0)}
        self.assertLessEqual(changed, {*TABLES, "res_partner"})
        # a customer becomes private with the first home
        moved = {id_ for id_, _place in partners - self.get_places("res_partner")}
        self.assertLessEqual(moved, set((self.buyer | self.other_buyer).ids))
        moved = homes - self.get_places(TABLES[0])
        self.assertEqual([id_ for id_, _place in moved], self.unit.ids)
        moved = reservations - self.get_places(TABLES[1])
        self.assertEqual([id_ for id_, _place in moved], list(own))

    def test_a_hold_writes_its_own_home_alone(self):
        self.assert_writes(self.reserve)

    def test_who_waits_writes_that_home_alone(self):
        self.reserve(self.units[1])
        self.reserve()
        self.assert_writes(self.wait)

    def test_who_gives_it_back_writes_that_home_alone(self):
        hold = self.reserve().with_user(self.home_seller)
        self.assert_writes(lambda: hold.action_cancel("Too dear"), hold.ids)
