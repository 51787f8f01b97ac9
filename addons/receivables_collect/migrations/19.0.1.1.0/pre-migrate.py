"""Settings are declared once, on the company: core's Settings only lead to them."""

VIEW = "res_config_settings_view_form_inherit_receivables_collect_slip"


def migrate(cr, version):
    """Remove the settings view and the dialogs that do not fit any more."""
    # it extends a view that has other content now, and would not fit any more
    cr.execute(
        """
        DELETE FROM ir_ui_view
              USING ir_model_data data
              WHERE data.module = 'receivables_collect'
                AND data.name = %s
                AND data.model = 'ir.ui.view'
                AND data.res_id = ir_ui_view.id
        """,
        [VIEW],
    )
    cr.execute(
        "DELETE FROM ir_model_data WHERE module = 'receivables_collect' AND name = %s",
        [VIEW],
    )
    # copies of the company's values, in forms that were open
    cr.execute("DROP TABLE IF EXISTS sales_rules_settings_watcher_rel")
    # dialogs that were open know none of the new fields
    cr.execute("DELETE FROM collection_bounce")
