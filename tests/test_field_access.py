"""The fields of credit that users without a part in the department read."""

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from odoo.addons.receivables_collect.tests.common import CollectionCommon

ADDONS = ("sales_rules", "receivables_collect", "property_sales")
LOG = "create_date create_uid write_date write_uid"
# Authorities, requests to oneself, the standards: no figures of any customer.
STAFF = {
    "collection.level": "active can_skip company_id days_overdue in_force_since"
    " interval_days is_fixed mail_template_id name responsible slip_count user_id",
    "collection.voucher.kind": "active name sequence",
    "crm.team": "main_collector_id",
    "res.company": "approval_escalation_days approval_reminder_days"
    " assessment_max_steps collection_card_allowed collection_card_journal_id"
    " collection_cash_allowed collection_cash_journal_id"
    " collection_cheque_allowed collection_cheque_journal_id"
    " collection_count_collected collection_count_undue collection_credit_note_days"
    " collection_debt_account_id collection_draft_allowed"
    " collection_draft_journal_id collection_escalation_days"
    " collection_journal_acknowledge_days collection_legal_days"
    " collection_legal_user_id collection_promise_grace_days"
    " collection_promise_kept_percent collection_remit_days collection_run_day"
    " collection_surplus_account_id collection_transfer_allowed"
    " collection_transfer_journal_id collection_uncollected_due_days"
    " collection_untouched_days collection_watcher_ids contract_review"
    " contract_review_amount contract_review_by_id contract_review_since"
    " credit_notice_days has_property_development"
    " property_archive_days property_title_days property_title_papers_days"
    " property_area_tolerance property_defect_days property_delay_days"
    " property_deposit_percent"
    " property_design_answer_days property_design_notice_days"
    " property_filing_days property_handover_notice_days property_hold_minutes"
    " property_month_days"
    " property_move_up_hours property_online_days property_protect_days"
    " property_publish_days property_refund_days property_refund_interest"
    " property_rescind_days property_reservation_days property_return_days"
    " property_service_answer_days property_service_done_days"
    " property_training_months property_unfile_days"
    " property_late_fee_taxed property_vat_day"
    " sales_customer_approval sales_overdue_tolerance",
    # the rows that concern them only: by rule
    "collection.day.difference": "amount answer answer_reason answered_by_id can_answer"
    " can_confirm collector_id company_id consequence currency_id date explanation"
    " fitting_consequences method move_id owner_id receipt_id report_id",
    "property.deadline": "company_id date_done date_due document kind res_id res_model"
    " state user_id",
    "property.defect": "company_id date_done date_due handover_id mend_note part photo"
    " photo_ids reopened_on text user_id",
    "property.defect.photo": "company_id date defect_id image kind user_id",
    "property.service.request": "answer answer_until answered_at borne_by building_id"
    " channel company_id confirm_note confirmed_by_id confirmed_on contract_id cost"
    " currency_id description development_id done_on done_until end_reason in_warranty"
    " is_late kind note number part partner_id phone photo picture_ids repairer_ids"
    " reported_on seller_id signature state unit_id user_id warranty_id",
    "sales.approval": "age_days amount amount_text asked_at authority_id can_decide"
    " can_forward candidate_ids company_id compared currency_id deadline decided_at"
    " decided_by_id decision document_name forwarded_by_id is_due is_escalated is_late"
    " is_party is_stuck is_together_beyond is_uncounted is_unlimited level"
    " level_unlimited limit limit_text"
    " next_check_at note on_behalf_of_id over over_text partner_id reader_ids reason"
    " reminded_at requester_id requester_ids res_id res_model state subject summary"
    " superseded_by_id supersedes_ids team_id together_note together_over"
    " together_text",
    "sales.authority": "active can_put_in_force company_id group_id has_limit limit"
    " proposer_ids state subject unit unlimited user_id",
    "sales.substitute": "can_put_in_force date_from date_to is_current proposer_ids"
    " state substitute_id user_id",
    "sales.tier": "active color company_id credit_limit currency_id grace_days"
    " in_force_since is_default is_fixed max_days_late max_discount max_overdue_ratio"
    " min_credit_standing min_turnover name partner_count payment_term_id sequence"
    " unlimited version_count version_ids visit_interval_days",
}
# Customers read what is asked of them, as their pages show it.
PORTAL = {
    "collection.slip": "amount_due amount_residual company_id currency_id date"
    " date_oldest line_ids number partner_id state",
    "collection.slip.line": "amount_due amount_residual currency_id date_invoice"
    " date_maturity document is_credit slip_id",
}
PLANS = {
    "collection.income.plan": "company_id currency_id date_from fact line_ids"
    " month_count note number planned rate replaces_id state submitted_at"
    " submitted_by_id version",
    "collection.income.plan.line": "company_id currency_id difference fact month"
    " month_name"
    " plan_id planned state team_id",
}
# Said by core's fields already.
CORE = {"res.partner": "is_commercial_entity is_private"}
ALLOWED = {
    "public": CORE,
    "portal": CORE | PORTAL,
    "plain": CORE | STAFF,
    "planning": CORE | STAFF | PLANS,
}
# The figures of a customer, and of an order that is held.
CLOSED = {
    "res.partner": "tier_id credit_standing credit_stop credit_stop_reason"
    " credit_limit_amount credit_exposure credit_overdue credit_panel sales_class"
    " customer_stage is_credit_exceeded credit_group_id collection_slip_count"
    " credit_undue is_customer",
    "sale.order": "credit_hold hold_reason hold_ids credit_panel hold_banner"
    " credit_approved_total approval_ids",
    "collection.slip": "urgency level_id broken_count promise_amount holder_id"
    " letter_level_id contact_ids",
    "res.company": "contract_review_amount approval_escalation_days"
    " collection_count_collected",
}


@tagged("post_install", "-at_install")
class TestFieldAccess(CollectionCommon):
    """Every field that an addon brings is decided on: A17."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.readers = {
            "public": cls.env.ref("base.public_user"),
            "portal": new_test_user(cls.env, "eyes_portal", "base.group_portal"),
            "plain": cls.clerk,
            "planning": cls.new_user("eyes_planning", "group_planning"),
        }
        cls.readers["portal"].partner_id.parent_id = cls.customer

    def get_readable(self, user):
        """The fields of the addons that a user reads, by model."""
        readable = {}
        for name in self.env.registry:
            model = self.env[name].with_user(user)
            if model._abstract or model._transient or not model.has_access("read"):
                continue
            fields = {
                field.name
                for field in model._fields.values()
                if field._module in ADDONS
                and field.name not in LOG.split()
                and model._has_field_access(field, "read")
            }
            if fields:
                readable[name] = fields
        return readable

    def test_each_field_that_is_read_is_in_the_table(self):
        self.maxDiff = None
        for role, allowed in ALLOWED.items():
            table = {name: set(fields.split()) for name, fields in allowed.items()}
            with self.subTest(role):
                self.assertEqual(self.get_readable(self.readers[role]), table)

    def test_the_administrator_of_rules_reads_what_its_models_allow(self):
        """Its own models are opened by access rows; of core's it reads customers."""
        readable = self.get_readable(self.rules_admin)
        core = {name for name in readable if name.split(".")[0] in ("sale", "account")}
        self.assertFalse(core)
        self.assertIn("tier_id", readable["res.partner"])

    def get_closed(self, role):
        """(model, field) that `role` asks for over RPC in vain."""
        for model, names in CLOSED.items():
            is_customers = model != "res.partner"
            if role in ("plain", "planning") and is_customers:
                continue
            if self.env[model].with_user(self.readers[role]).has_access("read"):
                for name in names.split():
                    yield self.env[model].with_user(self.readers[role]), name

    def assert_refused(self, model, method, *args, **kwargs):
        with self.assertRaises(UserError):
            call_kw(model, method, [*args], kwargs)

    def test_a17_closed_fields_are_read_by_no_way(self):
        for role in ALLOWED:
            for model, name in self.get_closed(role):
                own = self.get_own(model)
                with self.subTest(role, model=model._name, field=name):
                    self.assertNotIn(name, call_kw(model, "fields_get", [], {}))
                    self.assert_refused(model, "read", own.ids, [name])
                    self.assert_refused(model, "search_read", [], [name])
                    self.assert_refused(model, "export_data", own.ids, [name])
                    self.assert_refused(
                        model, "web_read", own.ids, specification={name: {}}
                    )
                    if model._fields[name]._description_searchable:  # by a method too
                        # of a required field core knows that it is not empty
                        required = model._fields[name].required
                        domain = [(name, "=", "held" if required else False)]
                        self.assert_refused(model, "search", domain)
                        self.assert_refused(model, "search_count", domain)
                        self.assert_refused(model, "name_search", "", domain)
                    if model._fields[name].store:
                        self.assert_refused(
                            model, "formatted_read_group", [], [name], ["__count"]
                        )
                        self.assert_refused(model, "search", [], order=name)

    def get_own(self, model):
        """A record of the model that the user reads."""
        if model._name == "res.partner":
            return model.env.user.partner_id.with_env(model.env)
        if model._name == "res.company":
            return model.env.company
        return model.search([], limit=1)

    def test_a17_closed_fields_are_not_guessed_along_a_relation(self):
        orders = self.env["sale.order"].with_user(self.readers["portal"])
        users = self.env["res.users"].with_user(self.readers["plain"])
        for model, path in (
            (orders, "partner_id.tier_id"),
            (orders, "partner_id.credit_stop"),
            (users, "partner_id.tier_id"),
            (users, "tier_id"),
            (users, "partner_id.credit_standing"),
        ):
            with self.subTest(path):
                self.assert_refused(model, "search", [(path, "!=", False)])

    def test_users_without_credit_work_with_contacts_still(self):
        """They make, change and open contacts, whose credit they do not see."""
        user = self.new_user(
            "eyes_contacts", "base.group_user", "base.group_partner_manager"
        )
        partners = self.env["res.partner"].with_user(user)
        partner = partners.create({"name": "New", "is_company": True})
        partner.write({"name": "Newer", "phone": "1"})
        contact = partners.create({"name": "Contact", "parent_id": partner.id})
        contact.parent_id = False
        contact.unlink()
        for kind in ("form", "list", "search", "kanban"):
            view = partners.get_view(view_type=kind)
            self.assertNotIn("tier_id", view["arch"])
        partner.copy()

    def test_roles_of_the_department_read_credit_still(self):
        for user in (self.seller, self.manager, self.finance, self.general):
            partner = self.customer.with_user(user)
            self.assertTrue(partner.read(["tier_id", "credit_exposure"]))
            arch = partner.get_view(view_type="form")["arch"]
            self.assertIn("tier_id", arch)
