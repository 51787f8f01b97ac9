from odoo.tests import tagged

from ..common_sweep import RpcSweep
from ..common_sweep_records import SalesSweepRecords

SELLERS = "seller colleague other_seller manager other_manager director"
STAFF = f"clerk planner {SELLERS} finance deputy general rules_admin system"
CUSTOMERS = "customer contact untiered foreign reading stopped pending"
STOP = "credit_review_date credit_review_user_id credit_stop credit_stop_reason"
SETTINGS = (
    "approval_escalation_days approval_reminder_days assessment_max_steps"
    " credit_notice_days sales_customer_approval sales_overdue_tolerance"
)
AUTHORITY = "active group_id limit subject unlimited user_id"
INCREASE = "amount date_from date_to partner_id reason"
PAPER = "document document_name guarantee_currency_id guarantor kind reference"
TIER = (
    "color credit_limit grace_days is_default max_days_late max_discount"
    " max_overdue_ratio min_credit_standing min_turnover name payment_term_id"
    " sequence unlimited visit_interval_days"
)
MAKERS = "manager director finance rules_admin"
MANAGERS = "manager other_manager director rules_admin"
LED = "seller manager director"
OTHERS = "colleague other_manager other_seller"
CORE = "rules_admin system"
DECIDED = "submitted approved applied rejected cancelled"
ENDED = "approved revoked rejected cancelled"


@tagged("post_install", "-at_install")
class TestSalesRpcSweep(RpcSweep, SalesSweepRecords):
    """Nobody writes over RPC what the methods of sales_rules decide."""

    addon = "sales_rules"
    granted = ("res.partner",)
    # a company that a document cannot be moved to passes as long as a constraint says
    # so: the customer has no tier there
    writable = f"""
account.move new | finance | reissue_of_id | of what was reversed: a constraint
res.company new standing | system | {SETTINGS} | core's settings
res.partner new {CUSTOMERS} | director rules_admin | {STOP} | stops and reviews
res.partner new {CUSTOMERS} | director | sales_class | classes all customers
res.partner new reading | rules_admin | tier_id | the opening tier
res.partner {CUSTOMERS} | finance | credit_standing | given by finance
res.partner foreign | other_seller other_manager | sales_class | their customer
res.partner new customer contact untiered stopped pending | seller | sales_class | own
res.partner customer contact untiered stopped pending | manager | sales_class | led
res.partner new | seller director | credit_temporary_ids | drafts that they may make
sales.authority new | rules_admin | {AUTHORITY} | proposes
sales.authority force | rules_admin | active | proposes its end
sales.credit.allowance new force | director | amount user_id | decides
sales.credit.group new draft force ended | director | name reason | of any
sales.credit.group new draft force ended | director | active credit_limit | decides
sales.credit.group new draft force ended | director | member_ids | decides
sales.credit.group force | manager finance rules_admin | name reason | what it is called
sales.credit.group new draft ended | manager finance rules_admin | name reason | drafts
sales.credit.group new draft ended | manager finance rules_admin | credit_limit | drafts
sales.credit.group new draft | manager finance rules_admin | member_ids | drafts
sales.credit.group ended | finance rules_admin | member_ids | a draft again
sales.credit.group new | other_manager | credit_limit member_ids name reason | drafts
sales.credit.group.member new | {MAKERS} | group_id partner_id | in drafts
sales.credit.group.member new | other_manager | partner_id | in drafts
sales.credit.guarantee new draft | finance | {INCREASE} {PAPER} | enters the paper
sales.credit.temporary new | {SELLERS} | {INCREASE} company_id | ask for it
sales.credit.temporary draft | seller manager director | {INCREASE} company_id | drafts
sales.substitute new | {STAFF} | date_from date_to substitute_id | everybody's own
sales.substitute force | seller rules_admin | date_from date_to substitute_id | own
sales.substitute new force | rules_admin | user_id | anybody's
sales.tier new draft force held ended | director | {TIER} active | decides
sales.tier new draft ended | rules_admin | {TIER} | keys in drafts
sales.tier force held | rules_admin | color name sequence | renames and sorts
sales.tier.assessment new | director rules_admin | date_from date_to | the period
sales.tier.assessment draft | {MANAGERS} | date_from date_to | the period
sales.tier.assessment.line computed | manager director | final_tier_id | departs
sales.tier.assessment.line computed | manager director | override_reason | says why
sales.tier.change new | {SELLERS} | company_id new_tier_id partner_id reason | ask
sales.tier.change draft | seller manager director | company_id new_tier_id | drafts
sales.tier.change draft | seller manager director | partner_id reason | drafts
"""
    unseen = f"""
sales.credit.group.member new | finance manager rules_admin | group_id | not a draft
sales.credit.group.member new | other_manager | partner_id | another's customer (A10)
sales.credit.temporary draft new | {LED} | company_id | not their company
sales.credit.temporary new | {OTHERS} | amount company_id date_from | a customer (A10)
sales.credit.temporary new | {OTHERS} | date_to reason | another's customer (A10)
sales.tier.change draft new | {LED} | company_id | not their company
sales.tier.change new | {OTHERS} | company_id new_tier_id reason | a customer (A10)
"""
    deletable = f"""
res.partner customer contact untiered stopped pending | seller | core's right
res.partner foreign customer contact untiered stopped pending | {CORE} | core's right
res.users guest | system | core's right
sale.order quotation | director | core's right
sale.order.line quotation held cancelled | {LED} | a change that is judged
sales.credit.allowance force | director | decides
sales.credit.group draft | {MAKERS} | never in force
sales.credit.group.member force | director | decides
sales.credit.group.member draft ended | {MAKERS} | drafts
sales.credit.guarantee draft | finance | drafts
sales.credit.temporary draft | {LED} | drafts
sales.substitute force | seller rules_admin | own, anybody's
sales.tier draft force ended | director | nobody has it
sales.tier draft | rules_admin | never in force
sales.tier.assessment draft | director rules_admin | the company's
sales.tier.change draft | {LED} | drafts
"""
    copyable = f"""
account.move posted | finance | core's right
res.partner customer contact untiered reading stopped pending | seller | core's right
res.partner {CUSTOMERS} | director rules_admin system | core's right
res.users seller guest | system | core's right
sale.order quotation held released confirmed closed cancelled | {LED} | a quotation
sales.authority force ended | rules_admin | a proposal
sales.credit.group draft force ended | {MAKERS} | a draft
sales.credit.guarantee draft submitted {ENDED} | finance | a draft
sales.credit.temporary draft submitted {ENDED} | {LED} | a draft
sales.tier draft force held ended | director rules_admin | a draft
sales.tier.assessment draft computed {DECIDED} | director rules_admin | a draft
sales.tier.change draft submitted approved rejected cancelled | {LED} | a draft
"""
    dialogs = f"""
res.partner.grade | {SELLERS} finance | classes, and finance's standing
res.partner.stop | manager other_manager director finance rules_admin | stop
sale.order.increase | {SELLERS} | asks for a larger order
sales.approval.reason | {STAFF} | everybody may be asked
sales.contract.review | director rules_admin | decides, reads
sales.reason | {STAFF} | everybody may be asked
sales.rules.settings | rules_admin | keeps the settings
sales.tier.preview | director rules_admin | tries a standard out
sales.tier.preview.line | director rules_admin | tries a standard out
sales.tier.preview.tier | director rules_admin | tries a standard out
"""

    def get_new_vals(self, model, name):
        vals = self.get_needed().get(model._name, {})
        if name == "credit_stop":
            return vals | {"credit_stop_reason": "Bankrupt"}
        return vals

    def get_needed(self):
        """Return the values that a new record of each model needs."""
        customer = {"partner_id": self.unshared.id}
        draft = self.swept["sales.credit.group", "draft"]
        quotation = self.swept["sale.order", "quotation"]
        role = self.env.ref("sales_rules.group_finance")
        line = {"order_id": quotation.id, "product_id": self.goods.id}
        return {
            "res.company": {"name": "New"},
            "res.partner": {"name": "New"},
            "res.users": {"name": "New", "login": "crt_new"},
            "sale.order": customer,
            "sale.order.line": line,
            "sales.authority": {"subject": "expense", "group_id": role.id},
            "sales.credit.allowance": {"user_id": self.colleague.id},
            "sales.credit.group": {"name": "New"},
            "sales.credit.group.member": customer | {"group_id": draft.id},
            "sales.credit.guarantee": customer | {"amount": 1, "kind": "deposit"},
            "sales.credit.temporary": customer
            | {"amount": 1, "date_to": "2026-12-31", "reason": "Season"},
            "sales.substitute": {
                "substitute_id": self.general.id,
                "date_to": "2026-12-31",
            },
            "sales.tier": {"name": "New"},
            "sales.tier.change": customer
            | {"new_tier_id": self.tier_c.id, "reason": "Shrank"},
        }

    def get_carried(self, role, record, copy):
        # what a contact has is its customer's, and so is what its copy has
        follows = record._name == "res.partner" and record.parent_id
        return set() if follows else super().get_carried(role, record, copy)
