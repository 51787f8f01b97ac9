"""One word for each thing: renamed columns and models keep their data."""

from odoo.addons.sales_rules.tools import migration

MODULE = "receivables_collect"
FIELDS = (
    ("collection.bank.order", "refusal_reason", "end_reason"),
    ("collection.bank.order", "issuer_id", "issued_by_id"),
    ("collection.dispute", "deadline", "date_due"),
    ("collection.dispute", "decision", "end_reason"),
    ("collection.handover", "refuse_reason", "end_reason"),
    ("collection.journal.dispatch", "due_at", "date_due"),
    ("collection.receipt", "reject_reason", "end_reason"),
    ("collection.receipt", "road_stage", "transit_stage"),
    ("collection.receipt.method", "bounce_reason", "end_reason"),
    ("collection.voucher", "void_reason", "end_reason"),
    ("res.company", "journal_acknowledge_days", "collection_journal_acknowledge_days"),
    ("res.company", "promise_grace_days", "collection_promise_grace_days"),
    ("res.company", "promise_kept_percent", "collection_promise_kept_percent"),
    ("res.company", "uncollected_due_days", "collection_uncollected_due_days"),
)
XMLIDS = (
    "collection_{}_action",
    "collection_{}_menu",
    "collection_{}_rule_all",
    "collection_{}_rule_company",
    "collection_{}_rule_regional_manager",
    "collection_{}_rule_salesperson",
    "collection_{}_view_graph",
    "collection_{}_view_list",
    "collection_{}_view_pivot",
    "collection_{}_view_search",
    "access_collection_{}_business",
    "ir_cron_{}",
    "ir_cron_{}_ir_actions_server",
    "mail_activity_type_{}",
)
REGISTERS = {
    "income_plan": "collection.income.plan",
    "journal": "collection.journal",
    "uncollected": "collection.uncollected.report",
}
MAIL_TEXTS = (
    ("mail_template_journal", "object.due_at", "object.date_due"),
    (
        "mail_template_bounce",
        r"\n                    What it was to pay is open again. Please let us know"
        r" how you will\n                    pay it.",
        r"\n                    The amount it was to pay is open again. Please let us"
        r" know how you\n                    will pay it.",
    ),
)


def migrate(cr, version):
    """Rename columns, models and records."""
    for model, old, new in FIELDS:
        migration.rename_field(cr, model, old, new)
    migration.rename_model(cr, "collection.road", "collection.transit")
    for name in XMLIDS:
        migration.rename_xmlid(cr, MODULE, name.format("road"), name.format("transit"))
    migration.rename_index(
        cr,
        "collection_receipt",
        "collection_receipt_on_the_road",
        "collection_receipt_in_transit",
    )
    for old, new in REGISTERS.items():
        cr.execute("UPDATE sales_register SET code = %s WHERE code = %s", [new, old])
    _rename_in_data(cr)


def _rename_in_data(cr):
    """Follow the names in records that an upgrade leaves as they are."""
    cr.execute(
        """UPDATE ir_act_server SET code = 'model._cron_watch_transit()'
            WHERE code = 'model._cron_watch_road()'"""
    )
    # the text of a mail stands once for each language, as JSON
    for name, old, new in MAIL_TEXTS:
        cr.execute(
            """
            UPDATE mail_template template
               SET body_html = replace(body_html::text, %s, %s)::jsonb
              FROM ir_model_data data
             WHERE data.module = %s AND data.name = %s
               AND data.model = 'mail.template' AND data.res_id = template.id
            """,
            [old, new, MODULE, name],
        )
    cr.execute(
        """UPDATE mail_activity_type
              SET name = name || '{"en_US": "Money in Transit"}'
            WHERE name->>'en_US' = 'Money on the Road'"""
    )
    cr.execute(
        """UPDATE ir_rule SET name = replace(name, 'on the road', 'in transit')
            WHERE name LIKE 'Money on the road: %'"""
    )
