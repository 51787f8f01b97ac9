from datetime import date

from .common_assessment import AssessmentCommon
from .common_credit_increase import CreditIncreaseCommon
from .common_department import MANAGER


class SalesSweepRecords(CreditIncreaseCommon, AssessmentCommon):
    """Every record of the addon, and of core's what it adds to, in every state.

    All is `seller`'s, whose team `manager` leads.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_roles()
        cls.new_authority(50000, MANAGER, "tier_change")
        cls.make_customers()
        cls.make_standards()
        cls.make_assessments()
        cls.make_orders()
        cls.make_increases()
        cls.make_tier_changes()
        cls.make_approvals()
        cls.env.flush_all()

    @classmethod
    def new_own(cls, name="Own", **vals):
        """Another customer of `seller`, with a tier that allows 1,000."""
        return cls.new_customer(tier=cls.tier_b, name=name, **vals)

    @classmethod
    def make_customers(cls):
        cls.sweep("customer", cls.good)
        cls.sweep("contact", cls.new_contact(cls.good))
        cls.sweep("untiered", cls.new_customer(limit=None, name="Untiered"))
        cls.sweep("foreign", cls.new_customer(name="F", user_id=cls.other_seller.id))
        cls.sweep("reading", cls.guest.partner_id)
        stopped = cls.new_own("Stopped")
        stopped.with_user(cls.finance)._stop_credit("Bankrupt")
        cls.sweep("stopped", stopped)
        cls.company.sudo().sales_customer_approval = True
        cls.sweep("pending", cls.new_own("Pending"))
        cls.company.sudo().sales_customer_approval = False
        cls.sweep("standing", cls.company)
        cls.sweep("seller", cls.seller)
        cls.sweep("guest", cls.guest)

    @classmethod
    def make_standards(cls):
        cls.sweep("held", cls.tier_b)
        cls.sweep("force", cls.new_tier(11), cls.tier_a.sudo().version_ids)
        tiers = cls.env["sales.tier"].with_user(cls.rules_admin)
        cls.sweep("draft", tiers.create({"name": "Draft", "credit_limit": 7}))
        ended = cls.new_tier(9)
        ended.active = False
        cls.sweep("ended", ended)
        histories = cls.env["sales.tier.history"].sudo()
        cls.sweep("kept", histories.search([("partner_id", "=", cls.good.id)]))
        group = cls.new_group(5000, cls.new_own("One"), cls.new_own("Two"))
        cls.sweep("force", group, group.member_ids)
        draft = cls.new_group(
            50, cls.new_own("Three"), name="Draft", user=cls.manager, active=False
        )
        cls.sweep("draft", draft, draft.member_ids)
        ended = cls.new_group(60, cls.new_own("Four"), name="Ended")
        ended.active = False
        cls.sweep("ended", ended, ended.member_ids)
        cls.unshared = cls.new_own("Five")
        authorities = cls.env["sales.authority"].sudo()
        authority = authorities.search([("company_id", "=", cls.company.id)], limit=1)
        cls.sweep("force", authority)
        ended = cls.new_authority(10, "group_finance")
        ended.active = False
        cls.sweep("ended", ended)
        allowances = cls.env["sales.credit.allowance"].with_user(cls.director)
        vals = {"user_id": cls.other_seller.id, "amount": 90000}
        cls.sweep("force", allowances.create(vals))
        vals = {"substitute_id": cls.colleague.id, "date_to": cls.today}
        cls.sweep(
            "force", cls.env["sales.substitute"].with_user(cls.seller).create(vals)
        )
        register = {"code": "test", "prefix": "T", "year": 2026, "last_number": 1}
        register |= {"company_id": cls.company.id, "res_model": "sale.order"}
        cls.sweep("kept", cls.env["sales.register"].sudo().create(register))

    @classmethod
    def sweep_assessment(cls, state, month, make):
        """An assessment of a month of 2025, which `make` brought to its state."""
        period = {"date_from": date(2025, month, 1), "date_to": date(2025, month, 28)}
        assessment = make(**period)
        assert assessment.state == state, assessment.state
        cls.sweep(state, assessment)
        if assessment.sudo().line_ids:
            lines = assessment.sudo().line_ids
            cls.sweep(state, lines.filtered(lambda line: line.user_id == cls.seller))

    @classmethod
    def make_assessments(cls):
        cls.sweep_assessment(
            "draft", 1, lambda **vals: cls.new_assessment(compute=False, **vals)
        )
        cls.sweep_assessment("computed", 2, cls.new_assessment)

        def new_submitted(**vals):
            assessment = cls.new_assessment(user=cls.second_director, **vals)
            cls.tick_all(assessment)
            return assessment

        def new_applied(**vals):
            assessment = cls.new_approved(**vals)
            assessment.with_user(cls.director).action_apply()
            return assessment

        def new_rejected(**vals):
            assessment = new_submitted(**vals)
            assessment.with_user(cls.director).action_reject("No")
            return assessment

        def new_cancelled(**vals):
            assessment = cls.new_assessment(**vals)
            assessment.with_user(cls.director).action_cancel()
            return assessment

        cls.sweep_assessment("submitted", 3, new_submitted)
        cls.sweep_assessment("approved", 4, cls.new_approved)
        cls.sweep_assessment("applied", 5, new_applied)
        cls.sweep_assessment("rejected", 6, new_rejected)
        cls.sweep_assessment("cancelled", 7, new_cancelled)

    @classmethod
    def make_orders(cls):
        quotation = cls.new_order(100, cls.new_own())
        cls.sweep("quotation", quotation, quotation.order_line)
        held = cls.new_held(customer=cls.new_own())
        cls.sweep("held", held, held.order_line, held.sudo().hold_ids)
        released = cls.new_released(customer=cls.new_own())
        cls.sweep("released", released, released.sudo().hold_ids)
        confirmed = cls.new_confirmed(customer=cls.new_own())
        cls.sweep("confirmed", confirmed, confirmed.order_line)
        closed = cls.new_confirmed(customer=cls.new_own())
        closed.action_close_remainder()
        cls.sweep("closed", closed)
        cancelled = cls.new_held(customer=cls.new_own())
        cancelled._action_cancel()
        cls.sweep("cancelled", cancelled, cancelled.order_line)
        cls.sweep("lapsed", cancelled.sudo().hold_ids)
        late = cls.new_own()
        cls.sweep("posted", cls.new_invoice(10, late, due=-60))
        cls.sweep("kept", cls.new_held(10, late).sudo().hold_ids.item_ids)

    @classmethod
    def make_increases(cls):
        for new in (cls.new_temporary, cls.new_guarantee):
            cls.sweep("draft", new(approve=False, customer=cls.new_own()))
            submitted = new(approve=False, customer=cls.new_own())
            submitted.action_submit()
            cls.sweep("submitted", submitted)
            cls.sweep("approved", new(customer=cls.new_own()))
            revoked = new(customer=cls.new_own())
            revoked.with_user(cls.director).action_revoke()
            cls.sweep("revoked", revoked)
            rejected = new(approve=False, customer=cls.new_own())
            rejected.action_submit()
            rejected.with_user(cls.get_candidates(rejected)[0]).action_reject("No")
            cls.sweep("rejected", rejected)
            cancelled = new(approve=False, customer=cls.new_own())
            cancelled.action_cancel()
            cls.sweep("cancelled", cancelled)

    @classmethod
    def new_change(cls):
        changes = cls.env["sales.tier.change"].with_user(cls.seller)
        vals = {"partner_id": cls.new_own().id, "new_tier_id": cls.tier_a.id}
        return changes.create(vals | {"reason": "Grew"})

    @classmethod
    def make_tier_changes(cls):
        cls.sweep("draft", cls.new_change())
        for state in ("submitted", "approved", "rejected", "cancelled"):
            change = cls.new_change()
            change.action_submit()
            if state == "approved":
                change.with_user(cls.manager).action_approve()
            elif state == "rejected":
                change.with_user(cls.manager).action_reject("No")
            elif state == "cancelled":
                change.action_cancel()
            assert change.state == state, change.state
            cls.sweep(state, change)

    @classmethod
    def make_approvals(cls):
        order = cls.new_held(customer=cls.new_own())
        pending = cls.get_approvals(order)
        forwarded = cls.get_approvals(cls.new_held(customer=cls.new_own()))
        forwarded.with_user(cls.manager).action_forward(cls.director, "Away")
        cls.sweep("pending", pending)
        cls.sweep("superseded", forwarded)
        for state in ("approved", "rejected", "cancelled"):
            change = cls.swept["sales.tier.change", state]
            cls.sweep(state, change.approval_ids)
