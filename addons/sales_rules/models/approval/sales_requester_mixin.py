from odoo import models


class SalesRequesterMixin(models.AbstractModel):
    """A document that has requesters: none of them decides on what it asks (R1.1).

    They are whoever causes the asking and whoever owns the document, each of them, who
    presses the button or which job asks again.
    """

    _name = "sales.requester.mixin"
    _description = "Document with Requesters"

    def _get_approval_requester(self):
        """Return the user who asks and is told: the current one, or the document's
        first owner where a customer or a job acts.
        """
        self.ensure_one()
        owners = self._get_approval_owners()
        active = owners.filtered("active")[:1]
        return self._get_approval_asking() or active or owners[:1] or self.env.user

    def _get_approval_requesters(self):
        """Return all requesters: none of them decides, whoever has it asked again."""
        self.ensure_one()
        owners = self._get_approval_owners()
        return owners | self._get_approval_requester() | self._get_approval_asking()

    def _get_approval_asking(self):
        """Return the user who causes a request now, empty for a customer or a job."""
        return self.env.user._get_asking()

    def _get_approval_owners(self):
        """Return the staff among those who submitted, own or made the document.

        The hook for documents that others have a part in; who is told comes first.
        """
        self.ensure_one()
        owners = self.env["res.users"]
        for name in ("requester_id", "user_id", "create_uid"):
            if name in self._fields:
                # sudo: archived or of other companies, they are requesters likewise
                owners |= self[name].sudo()._get_asking()
        return owners
