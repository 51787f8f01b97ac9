from odoo import api, models


class SalesApprovalMixin(models.AbstractModel):
    _inherit = "sales.approval.mixin"

    # The hooks that say what is asked; called on one document each.

    def _get_approval_requests(self):
        """Return what to ask for this document: list of dicts for
        `sales.approval._ask`.

        The hook for documents that ask several questions, or none: an empty list.
        """
        self.ensure_one()
        return [
            {
                "document": self,
                "subject": self._approval_subject,
                "amount": self._get_approval_amount(),
                "limit": self._get_approval_limit(),
                "partner": self._get_approval_partner(),
                "requester": self._get_approval_requester(),
                "company": self._get_approval_company(),
                "team": self._get_approval_team(),
                "summary": self._get_approval_summary(),
            }
        ]

    def _get_approval_amount(self):
        """Return what the authority must cover, in the unit of the subject.

        Called on one record; zero is covered by every authority over the subject.
        """
        return 0.0

    def _get_approval_limit(self):
        """Return what is allowed without approval, in the same unit, to show."""
        return 0.0

    def _get_approval_partner(self):
        """Return the customer concerned, or an empty recordset."""
        partner = self.partner_id if "partner_id" in self._fields else None
        return partner or self.env["res.partner"]

    def _get_approval_company(self):
        """Return the company whose authorities decide."""
        company = self.company_id if "company_id" in self._fields else None
        return company or self.env.company

    def _get_approval_team(self):
        """Return the sales team whose leader decides as regional manager."""
        if "team_id" in self._fields:
            return self.team_id
        # sudo: the team of the one who asks, who need not read teams
        return self._get_approval_requester().sudo().sale_team_id

    def _get_approval_summary(self):
        """Return the reasons with their figures: enough to decide without opening."""
        return False

    def _get_approval_requester(self):
        """Return who asks and so never decides: the user, or the document's
        salesperson where a customer or a cron acts.
        """
        self.ensure_one()
        user = self._get_asking_user()
        if user:
            return user
        names = ("requester_id", "user_id", "create_uid")
        owners = (self[name] for name in names if name in self._fields)
        return next((owner for owner in owners if owner), self.env.user)

    @api.model
    def _get_asking_user(self):
        """Return the current user if it is one of the staff, else an empty one."""
        user = self.env.user
        if user._is_internal() and not user._is_superuser():
            return user
        return user.browse()
