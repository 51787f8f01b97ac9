from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import Expected, Kind
from .property_service_request import OPEN, UNANSWERED
from .property_service_rights import MANAGER

REQUEST = "property.service.request"
# days before its end from which a warranty stands among the deadlines
AHEAD = 30
# states of a contract whose home has no warranty
ENDED = ("rescinded", "cancelled")


class PropertyDeadline(models.Model):
    """Owners are answered, their homes repaired, and told of warranties that end.

    The deadlines of a request stand among the activities of its assignee at once:
    nothing else tells them. The end of a warranty is never late: the day after it
    there is nothing left to do, and the deadline is done. There is none for the decades
    before, as every home has one for each part.
    """

    _inherit = "property.deadline"

    _kinds = {
        "service_answer": Kind(
            REQUEST, MANAGER, AHEAD, done=[("answered_at", "!=", False)]
        ),
        "service_done": Kind(REQUEST, MANAGER, AHEAD, done=[("done_on", "!=", False)]),
        "warranty": Kind(
            "property.warranty",
            MANAGER,
            AHEAD,
            done=[("contract_id.state", "not in", ENDED)],
        ),
    }

    _named_by_home = frozenset({"property.warranty"})

    kind = fields.Selection(
        selection_add=[
            ("service_answer", "Answer to an Owner"),
            ("service_done", "Repair for an Owner"),
            ("warranty", "End of a Warranty"),
        ],
        ondelete={
            "service_answer": "cascade",
            "service_done": "cascade",
            "warranty": "cascade",
        },
    )

    def _expect_service_answer(self, requests):
        """Return the requests whose owners have no answer."""
        domain = [("state", "in", UNANSWERED), ("answered_at", "=", False)]
        return {
            row.id: Expected(
                row.company_id, row.answer_until, row.user_id or row.seller_id
            )
            for row in self._find(REQUEST, requests, domain)
        }

    def _expect_service_done(self, requests):
        """Return the requests that are not done: of the assignee, if there is one."""
        return {
            row.id: Expected(
                row.company_id, row.done_until, row.user_id or row.seller_id
            )
            for row in self._find(REQUEST, requests, [("state", "in", OPEN)])
        }

    def _expect_warranty(self, warranties):
        """Return the warranties that end within days, with the day still to come."""
        ahead = timedelta(days=AHEAD)
        domain = self.env["res.company"]._get_domain_by_day(
            lambda company: (
                Domain("date_to", ">=", company._get_today())
                & Domain("date_to", "<=", company._get_today() + ahead)
            )
        )
        domain &= Domain("contract_id.state", "not in", ENDED)
        if warranties is not None:
            domain &= Domain("id", "in", warranties.ids)
        found = self.env["property.warranty"].search(domain)
        return {
            row.id: Expected(row.company_id, row.date_to, row.contract_id.user_id)
            for row in found
            if 0 <= (row.date_to - row.company_id._get_today()).days <= AHEAD
        }
