from datetime import timedelta

from .common import CreditCommon
from .common_department import DIRECTOR, MANAGER


class CreditIncreaseCommon(CreditCommon):
    """Factories of what raises a limit, of groups, and of the day's cron."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for subject in ("temporary_limit", "guarantee"):
            cls.new_authority(500, MANAGER, subject)
            cls.new_authority(50000, DIRECTOR, subject)

    @classmethod
    def new_temporary(cls, amount=100, customer=None, user=None, approve=True, **vals):
        """A temporary limit that `seller` asks for, approved by the director."""
        vals = {
            "partner_id": (customer or cls.customer).id,
            "company_id": cls.company.id,
            "amount": amount,
            "date_to": cls.today + timedelta(days=60),
            "reason": "Season",
        } | vals
        model = cls.env["sales.credit.temporary"].with_user(user or cls.seller)
        return cls.approve_increase(model.create(vals), user or cls.seller, approve)

    @classmethod
    def new_guarantee(cls, amount=100, customer=None, user=None, approve=True, **vals):
        """A guarantee that finance enters, approved by the director."""
        vals = {
            "partner_id": (customer or cls.customer).id,
            "company_id": cls.company.id,
            "amount": amount,
            "date_to": cls.today + timedelta(days=60),
            "guarantor": "Bank",
            "document": b"UERG",
        } | vals
        model = cls.env["sales.credit.guarantee"].with_user(user or cls.finance)
        return cls.approve_increase(model.create(vals), user or cls.finance, approve)

    @classmethod
    def approve_increase(cls, document, user, approve):
        document = document.with_user(user)
        if approve:
            document.action_submit()
            document.with_user(cls.get_candidates(document)[0]).action_approve()
        return document

    @classmethod
    def get_pending(cls, document):
        return document._get_pending_approvals()

    @classmethod
    def get_candidates(cls, document):
        return cls.get_pending(document).candidate_ids

    @classmethod
    def new_group(cls, limit, *customers, user=None, **vals):
        """A credit group that the director put in force."""
        vals = {
            "name": f"Group {limit}",
            "company_id": cls.company.id,
            "credit_limit": limit,
            "active": True,
            "member_ids": [(0, 0, {"partner_id": c.id}) for c in customers],
        } | vals
        return (
            cls.env["sales.credit.group"].with_user(user or cls.director).create(vals)
        )

    def follow_dates(self):
        """Run the cron that follows the days, once."""
        self.run_cron("ir_cron_credit_dates")
