"""The changes of stored data by version of the addons; nothing else may change.

A name without a dot is a table, `table.column` a column. A renamed model is a renamed
table; where its name is kept in other tables, the new one is expected there.
"""

from dataclasses import dataclass, field

# Releases that there are databases of: version -> commit.
RELEASES = {
    "19.0.1.0.0": "bb79b11d997939241b58f868d03963601d40c353",
    "19.0.1.1.0": "387b0686389f37d6422824621c12e91c83470aa2",
    "19.0.1.2.0": "efdab09cdbf3ffe4efca7ceae6f9c546e82d81ee",
    "19.0.1.3.0": "3b83acdad15dd6c2b405acb626240758a9f47856",
    "19.0.1.4.0": "1550e7dc0679f5bd3ea3720b50255f36c57c601c",
}


@dataclass
class Changes:
    """The changes that an upgrade to one version makes in stored data.

    :param renamed: {table or table.column: its new name}
    :param gone: {table or table.column: why it is not there any more}
    :param changed: {table or table.column: why it holds something else}
    :param renamed_xmlids: {external id: the new name}; those of models follow by name
    :param gone_xmlids: {external id: why its record is not there any more}
    """

    renamed: dict = field(default_factory=dict)
    gone: dict = field(default_factory=dict)
    changed: dict = field(default_factory=dict)
    renamed_xmlids: dict = field(default_factory=dict)
    gone_xmlids: dict = field(default_factory=dict)


def changes_since(version):
    """Return the changes of all versions after this one, together."""
    total = Changes()
    for later, changes in CHANGES.items():
        if later > version:
            for name, declared in vars(total).items():
                declared.update(getattr(changes, name))
    return total


DIALOG = "a dialog that was open is closed"
ONE_RULE = "one rule shows all customers to a list of groups"
ONE_DIALOG = "one dialog asks why"
IN_TRANSIT = "money on the road is money in transit"
PART = "only the disputed part of a receivable rests"
NAMED = "names of fields follow; the tests use it"
DIALOGS = (
    "collection_bank_refusal",
    "collection_custody_reason",
    "collection_custody_reason_collection_voucher_rel",
    "collection_dispute_collection_reason_rel",
    "collection_reason",
    "collection_reason_collection_slip_rel",
    "sales_approval_sales_approval_reason_rel",
)
TRANSIT = (
    "collection_{}_action",
    "collection_{}_menu",
    "collection_{}_rule_all",
    "collection_{}_rule_company",
    "collection_{}_rule_regional_manager",
    "collection_{}_rule_salesperson",
    "ir_cron_{}",
    "ir_cron_{}_ir_actions_server",
    "mail_activity_type_{}",
)

# Names are those before the upgrade.
CHANGES = {
    "19.0.1.1.0": Changes(
        gone={
            "collection_bounce.method_id": ONE_DIALOG,
            "sales_rules_settings_watcher_rel": DIALOG,
        },
        changed={
            "collection_bounce": DIALOG,
            "sales_approval_reason": DIALOG,
            "sales_approval_sales_approval_reason_rel": DIALOG,
        },
        gone_xmlids={
            "receivables_collect.collection_bank_refusal_action": ONE_DIALOG,
            "receivables_collect.collection_reason_action": ONE_DIALOG,
            "sales_rules.res_partner_rule_all_leads": ONE_RULE,
            "sales_rules.res_partner_rule_deputy": ONE_RULE,
            "sales_rules.res_partner_rule_finance": ONE_RULE,
            "sales_rules.res_partner_rule_general_manager": ONE_RULE,
            "sales_rules.res_partner_rule_partner_manager": ONE_RULE,
            "sales_rules.res_partner_rule_planning": ONE_RULE,
            "sales_rules.res_partner_rule_rules_admin": ONE_RULE,
        },
    ),
    "19.0.1.2.0": Changes(
        gone=dict.fromkeys(DIALOGS, ONE_DIALOG),
        renamed={
            "collection_bank_order.issuer_id": "issued_by_id",
            "collection_bank_order.refusal_reason": "end_reason",
            "collection_dispute.deadline": "date_due",
            "collection_dispute.decision": "end_reason",
            "collection_handover.refuse_reason": "end_reason",
            "collection_journal_dispatch.due_at": "date_due",
            "collection_receipt.reject_reason": "end_reason",
            "collection_receipt.road_stage": "transit_stage",
            "collection_receipt_method.bounce_reason": "end_reason",
            "collection_road": "collection_transit",
            "collection_voucher.void_reason": "end_reason",
            "res_company.customer_approval": "sales_customer_approval",
            "res_company.journal_acknowledge_days": (
                "collection_journal_acknowledge_days"
            ),
            "res_company.promise_grace_days": "collection_promise_grace_days",
            "res_company.promise_kept_percent": "collection_promise_kept_percent",
            "res_company.uncollected_due_days": "collection_uncollected_due_days",
            "sales_credit_guarantee.company_amount": "amount_company",
            "sales_credit_raise": "sales_credit_increase",
            "sales_hold.oldest_due_date": "date_oldest",
        },
        changed={
            "ir_act_server.code": "a job calls the method by its new name",
            "ir_exports_line.name": NAMED,
            "ir_filters.context": NAMED,
            "ir_filters.domain": NAMED,
            "ir_rule.name": IN_TRANSIT,
            "ir_rule.write_date": "one group in place of five",
            "mail_activity_type.name": IN_TRANSIT,
            "mail_template.body_html": NAMED,
            "sales_register.code": "named after the model",
            "sales_rules_settings": "what it shows is read from the company",
        },
        renamed_xmlids={
            f"receivables_collect.{name.format('road')}": name.format("transit")
            for name in TRANSIT
        },
    ),
    "19.0.1.4.0": Changes(
        gone={},
        renamed={},
        changed={
            "collection_dispute.write_date": PART,
            "collection_dispute.write_uid": PART,
            "collection_slip.urgency": PART,
            "collection_slip.write_date": PART,
            "collection_slip.write_uid": PART,
            "collection_slip_line.is_disputed": PART,
            "mail_template.body_html": "days as their reader writes them",
            "mail_template.subject": "days as their reader writes them",
            "sale_order_line.pricelist_price_unit": "of the customer's own pricelist",
        },
        renamed_xmlids={},
        gone_xmlids={},
    ),
    "19.0.1.5.0": Changes(
        changed={
            "account_account.name": "loading accounts translates all of the chart",
        },
    ),
}

# Data that Odoo writes at every upgrade of any module.
REWRITTEN = {
    "ir_act_window_view": "the views of an action are listed anew",
    "ir_attachment.write_date": "icons of menus are read again",
    "ir_model.info": "what a model says of itself",
    "ir_model_constraint": "follows the models",
    "ir_model_data": "external ids are compared by what they stand for",
    "ir_model_relation": "follows the models",
    "ir_module_module": "versions and descriptions of the addons",
    "ir_ui_menu_group_rel": "who sees a menu stands in the addons",
    "orm_signaling_registry": "tells other processes to load the models again",
    "res_groups.write_date": "as below",
    "res_groups_implied_rel": "what a group includes stands in the addons",
    "res_partner.write_date": "core asks again which partners are users",
    "res_partner.write_uid": "as above",
    "rule_group_rel": "whom a rule is for stands in the addons",
}
# Tables that get further rows by themselves.
GROWING = {
    "account_account": "the accounts of homes",
    "account_account_account_tag": "as above",
    "account_account_res_company_rel": "as above",
    "ir_act_window_group_rel": "who opens a dialog stands in the addons",
    "ir_act_server_group_rel": "who starts an action on many stands in the addons",
    "ir_actions_server_history": "core keeps the code of new jobs",
    "ir_cron_trigger": "a job is woken",
    "ir_module_module_dependency": "an addon names one more that it stands on",
    "ir_model_fields_selection": "values of new fields",
    "mail_message": "core notes in their chatter that jobs are new",
    "mail_template_ir_actions_report_rel": "prints that new letters carry",
    "res_groups_report_rel": "who prints a report stands in the addons",
}
