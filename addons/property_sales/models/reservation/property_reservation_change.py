from odoo import api, fields, models
from odoo.tools import LazyTranslate
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools.inherited import add_up
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DIRECTOR = "sales_rules.group_marketing_director"
EXTENSION = Subject(
    "property_extension",
    _lt("Extension of a Reservation"),
    unit="days",
    decider=DIRECTOR,
    setting="has_property_development",
)
AMENDMENT = Subject(
    "property_amendment",
    _lt("Amendment of a Sale of a Home"),
    unit="money",
    decider=DIRECTOR,
    setting="has_property_development",
)


class PropertyReservationChange(models.Model):
    """A change of a reservation that others decide on (R2.7).

    A later last day, another home, another customer. It is asked on the reservation,
    whose inbox row it names, and applied once, when it is approved; what stood in its
    way by then is told to the user who decides.
    """

    _name = "property.reservation.change"
    _description = "Change of a Reservation"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "id desc"
    _rec_name = "reservation_id"

    _protected_fields = frozenset(
        {"reservation_id", "kind", "date", "unit_id", "partner_id", "reason", "amount"}
        | {"approval_id", "applied_at", "company_id"}
    )
    # kind: the subject that is asked; adds up over the classes of the model
    _subjects = {
        "extension": EXTENSION,
        "unit": AMENDMENT,
        "partner": AMENDMENT,
    }

    reservation_id = fields.Many2one(
        "property.reservation",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="reservation_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("extension", "Later Last Day"),
            ("unit", "Another Home"),
            ("partner", "Another Customer"),
        ],
        required=True,
        readonly=True,
    )
    date = fields.Date(string="New Last Day", readonly=True)
    unit_id = fields.Many2one(
        "property.unit", string="New Home", readonly=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="New Customer", readonly=True, ondelete="restrict"
    )
    reason = fields.Char(required=True, readonly=True)
    amount = fields.Monetary(
        readonly=True, help="The money that it moves, in the company's currency."
    )
    approval_id = fields.Many2one(
        "sales.approval", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    approval_state = fields.Selection(related="approval_id.state", string="Decision")
    applied_at = fields.Datetime(string="Applied at", readonly=True)

    @api.model
    def _get_subject(self, kind):
        """Return the subject that a kind of change asks."""
        return add_up(type(self), "_subjects")[kind]

    def _get_summary(self):
        """Return the change in words: enough to decide on it."""
        self.ensure_one()
        reservation = self.reservation_id
        values = "", ""
        if self.kind == "extension":
            values = (
                format_date(self.env, reservation.date_end),
                format_date(self.env, self.date),
            )
        elif self.kind == "unit":
            values = reservation.unit_id.display_name, self.unit_id.display_name
        elif self.kind == "partner":
            values = reservation.partner_id.name, self.partner_id.name
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        change = " → ".join(filter(None, values))
        return ". ".join(
            filter(None, (f"{kinds[self.kind]}: {change}".strip(": "), self.reason))
        )

    def _apply(self):
        """Apply one approved change, under the guards of its homes.

        :raise UserError: what stands in its way now
        """
        self.ensure_one()
        getattr(self, f"_apply_{self.kind}")()
        self._write_protected({"applied_at": fields.Datetime.now()})

    def _apply_extension(self):
        """Give the reservation its later last day."""
        self.reservation_id._check_may_extend(self.date)
        self.reservation_id._write_protected({"date_end": self.date})
        self.env["property.deadline"]._follow(self.reservation_id)

    def _apply_unit(self):
        """Give the reservation the other home, at its price of today."""
        self.reservation_id._change_home(self.unit_id)

    def _apply_partner(self):
        """Give the reservation to the other customer, at the price of today."""
        self.reservation_id._change_customer(self.partner_id)
