from odoo.tests import tagged

from ..common import PropertyCommon


@tagged("post_install", "-at_install")
class TestPriceQueries(PropertyCommon):
    """Each action on a list takes few queries, however many homes it has."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        vals = {"building_id": cls.building.id, "floor": 9}
        units = cls.env["property.unit"].with_user(cls.investor)
        units = units.create([dict(vals, name=f"M{n}") for n in range(200)])
        cls.many = units.sudo()
        cls.few = cls.many[:10]

    def count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def assert_constant(self, act, growth=0):
        """`act` on few homes and on many takes as many queries, or a few more."""
        act(self.few)()
        few, many = (self.count_queries(act(units)) for units in (self.few, self.many))
        self.assertLessEqual(many, few + growth)

    def test_submission(self):
        def act(units):
            price_list = self.new_price_list(units)
            return price_list.with_user(self.director).action_submit

        self.assert_constant(act)

    def test_activation(self):
        def act(units):
            price_list = self.new_price_list(units)
            price_list.with_user(self.director).action_submit()
            return price_list.with_user(self.general).action_approve

        self.assert_constant(act, growth=1)

    def test_a_new_version(self):
        price_list = self.new_active_prices(self.many)

        def act(units):
            source = price_list
            if units != self.many:
                source = self.new_active_prices(units)
            return source.with_user(self.director).action_new_version

        # rows are inserted 100 at a time
        self.assert_constant(act, growth=6)

    def test_filling_and_filling_again(self):
        draft = self.new_price_list(line_ids=[])
        fills = self.env["property.price.list.fill"].with_user(self.director)

        def act(units):
            return lambda: fills.create(
                {"list_id": draft.id, "base_price": 5, "pricing_basis": "unit"}
            ).action_fill()

        self.assertLess(self.count_queries(act(self.many)), 60)
        self.assertLess(self.count_queries(act(self.many)), 60)

    def test_an_import(self):
        def act(units):
            draft = self.new_price_list(line_ids=[])
            lines = self.env["property.price.list.line"].with_user(self.director)
            lines = lines.with_context(default_list_id=draft.id)
            rows = [["1", unit.name, "5", "Home"] for unit in units]
            columns = ["building_id", "unit_id", "price", "pricing_basis"]
            return lambda: lines.load(columns, rows)

        # rows are inserted 100 at a time
        self.assert_constant(act, growth=6)

    def test_looking_for_what_is_due_takes_one_query(self):
        lists = self.env["property.price.list"]
        lists._activate_due(self.development)
        queries = self.count_queries(lambda: lists._activate_due(self.development))
        self.assertLessEqual(queries, 3)
