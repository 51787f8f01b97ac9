from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import LATE_ONLY, Clock, Expected, Kind
from .property_reservation import SELLER

RESERVATION = "property.reservation"


class PropertyDeadline(models.Model):
    """A reservation becomes a contract by its last day, or expires (R2.7).

    A hold without money, and the answer of a customer who moved up, end by the minute:
    the job of reservations ends them. An answer that is still awaited on the next day,
    as the job stands still, is late.
    """

    _inherit = "property.deadline"

    _kinds = {
        "contract": Kind(RESERVATION, SELLER, 1, done=[("state", "=", "converted")]),
        # customer and salesperson are told when the home is theirs
        "move_up": Kind(RESERVATION, SELLER, LATE_ONLY, done=[("number", "!=", False)]),
    }
    _clocks = {
        "hold": Clock(
            RESERVATION, "property_hold_minutes", "hold_until", "_cron_expire"
        ),
        "move_up": Clock(
            RESERVATION, "property_move_up_hours", "hold_until", "_cron_expire"
        ),
    }

    kind = fields.Selection(
        selection_add=[
            ("contract", "Contract Due"),
            ("move_up", "Answer of the Waiting Customer"),
        ],
        ondelete={"contract": "cascade", "move_up": "cascade"},
    )

    def _expect_contract(self, reservations):
        """Return the running reservations, of `reservations` or of all."""
        running = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", ">=", company._get_today())
        )
        domain = Domain("state", "=", "active") & Domain("number", "!=", False)
        domain &= running
        if reservations is not None:
            domain &= Domain("id", "in", reservations.ids)
        return {
            row.id: Expected(row.company_id, row.date_end, row.user_id)
            for row in self.env[RESERVATION].search(domain)
        }

    def _expect_move_up(self, reservations):
        """Return the reservations that moved up and are not answered by money."""
        domain = Domain("state", "=", "active") & Domain("number", "=", False)
        domain &= Domain("moved_up_at", "!=", False)
        if reservations is not None:
            domain &= Domain("id", "in", reservations.ids)
        return {
            row.id: Expected(
                row.company_id, row.company_id._get_day(row.hold_until), row.user_id
            )
            for row in self.env[RESERVATION].search(domain)
        }
