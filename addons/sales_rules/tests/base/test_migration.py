from odoo.tests import TransactionCase, tagged
from odoo.tools import sql

from odoo.addons.sales_rules.tools import migration


@tagged("post_install", "-at_install")
class TestMigration(TransactionCase):
    """Renamed things keep what they hold, and all that speaks of them follows."""

    def query(self, statement, *values):
        self.cr.execute(statement, values)
        return self.cr.fetchall()

    def new_filter(self, model, **vals):
        filters = self.env["ir.filters"].create(
            {"name": "Mine", "model_id": model, **vals}
        )
        self.env.flush_all()
        return filters

    def read_filter(self, filters):
        [row] = self.query(
            "SELECT domain, context, sort FROM ir_filters WHERE id = %s", filters.id
        )
        return row

    def rename_reason(self):
        migration.rename_field(self.cr, "sales.hold", "reason", "cause")

    def test_a_renamed_field_keeps_values_and_index(self):
        before = self.query("SELECT id, key FROM ir_config_parameter ORDER BY id")
        migration.rename_field(self.cr, "ir.config_parameter", "key", "word")
        after = self.query("SELECT id, word FROM ir_config_parameter ORDER BY id")
        self.assertEqual(after, before)
        self.rename_reason()
        columns = sql.table_columns(self.cr, "sales_hold")
        self.assertNotIn("reason", columns)
        self.assertTrue(sql.index_exists(self.cr, "sales_hold__cause_index"))
        self.assertFalse(sql.index_exists(self.cr, "sales_hold__reason_index"))

    def test_a_renamed_field_keeps_its_ids(self):
        names = ("field_sales_hold__%s", "selection__sales_hold__%s__held")
        query = "SELECT res_id FROM ir_model_data WHERE name = %s"
        before = [self.query(query, name % "state") for name in names]
        self.assertTrue(all(before))
        migration.rename_field(self.cr, "sales.hold", "state", "status")
        self.assertEqual([self.query(query, name % "status") for name in names], before)

    def test_filters_follow_a_renamed_field(self):
        mine = self.new_filter(
            "sales.hold",
            domain="[('reason', '=', 'reason'), ('order_id.reason', '=', 'x')]",
            context="{'group_by': ['reason', 'state'], 'default_reason': 'overdue'}",
            sort='["reason desc", "id"]',
        )
        self.rename_reason()
        self.assertEqual(
            self.read_filter(mine),
            (
                "[('cause', '=', 'reason'), ('order_id.reason', '=', 'x')]",
                "{'group_by': ['cause', 'state'], 'default_cause': 'overdue'}",
                '["cause desc", "id"]',
            ),
        )

    def test_filters_of_other_models_follow_through_a_path(self):
        mine = self.new_filter(
            "sale.order",
            domain="[('hold_ids.reason', 'in', ['overdue']), ('reason', '=', 1)]",
        )
        self.rename_reason()
        self.assertEqual(
            self.read_filter(mine)[0],
            "[('hold_ids.cause', 'in', ['overdue']), ('reason', '=', 1)]",
        )

    def test_exports_follow_a_renamed_field(self):
        lines = [(0, 0, {"name": name}) for name in ("hold_ids/reason", "reason")]
        export = self.env["ir.exports"].create(
            {"name": "Mine", "resource": "sale.order", "export_fields": lines}
        )
        self.env.flush_all()
        self.rename_reason()
        names = self.query(
            "SELECT name FROM ir_exports_line WHERE export_id = %s ORDER BY id",
            export.id,
        )
        self.assertEqual(names, [("hold_ids/cause",), ("reason",)])

    def test_a_renamed_model_keeps_its_rows_and_ids(self):
        self.env["sales.tier"].create({"name": "Gold"})
        self.env.flush_all()
        rows = self.query("SELECT * FROM sales_tier ORDER BY id")
        [model] = self.query("SELECT id FROM ir_model WHERE model = 'sales.tier'")
        migration.rename_model(self.cr, "sales.tier", "sales.rank")
        self.assertEqual(self.query("SELECT * FROM sales_rank ORDER BY id"), rows)
        self.assertEqual(
            self.query("SELECT res_id FROM ir_model_data WHERE name = %s",
                       "model_sales_rank"), [model],
        )  # fmt: skip
        self.assertFalse(sql.table_exists(self.cr, "sales_tier"))

    def test_nothing_of_a_renamed_model_bears_the_old_name(self):
        migration.rename_model(self.cr, "sales.tier", "sales.rank")
        left = self.query(
            """
            SELECT indexname FROM pg_indexes
             WHERE tablename = 'sales_rank' AND indexname ~ '^sales_tier'
             UNION
            SELECT conname FROM pg_constraint
             WHERE conrelid = 'sales_rank'::regclass AND conname ~ '^sales_tier'
             UNION
            SELECT relname FROM pg_class WHERE relname = 'sales_tier_id_seq'
             UNION
            SELECT name FROM ir_model_data
             WHERE name ~ '^(field|selection_|model_inherit_)_sales_tier__'
             UNION
            SELECT model FROM ir_model_fields
             WHERE 'sales.tier' IN (model, relation)
            """
        )
        self.assertEqual(left, [])

    def test_what_users_keep_follows_a_renamed_model(self):
        mine = self.new_filter("sales.tier")
        migration.rename_model(self.cr, "sales.tier", "sales.rank")
        [(model,)] = self.query(
            "SELECT model_id FROM ir_filters WHERE id = %s", mine.id
        )
        self.assertEqual(model, "sales.rank")

    def test_an_external_id_leads_to_the_same_record(self):
        record = self.env.ref("sales_rules.group_overview")
        migration.rename_xmlid(self.cr, "sales_rules", "group_overview", "group_view")
        self.env.registry.clear_cache()
        self.assertEqual(self.env.ref("sales_rules.group_view"), record)

    def test_a_script_may_run_twice(self):
        for _time in range(2):
            self.rename_reason()
            migration.rename_model(self.cr, "sales.tier", "sales.rank")
        self.assertTrue(sql.column_exists(self.cr, "sales_hold", "cause"))
        self.assertTrue(sql.table_exists(self.cr, "sales_rank"))
