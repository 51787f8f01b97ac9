from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.property_sales.tools.days import find_days
from odoo.addons.sales_rules.tools import door_kinds


class PropertyReception(models.Model):
    """The steps after a reception: contacts, and when the next one is due (R2.6)."""

    _inherit = "property.reception"

    _reason_actions = {"follow": "action_follow"}

    protected_days = fields.Integer(
        string="Days Protected",
        compute="_compute_protected_days",
        search="_search_protected_days",
        help="Until the last protected day: 0 on that day, less than 0 after it.",
    )
    next_days = fields.Integer(
        string="Days to the Next Step",
        compute="_compute_next_days",
        search="_search_next_days",
        help="0 on its day, less than 0 after it.",
    )

    @api.depends("protected_until", "company_id")
    def _compute_protected_days(self):
        for reception in self:
            last = reception.protected_until
            today = reception.company_id._get_today()
            reception.protected_days = (last - today).days if last else 0

    def _search_protected_days(self, operator, value):
        return find_days(
            self.env,
            operator,
            value,
            lambda _company, compare, day: Domain("protected_until", compare, day),
        )

    @api.depends("date_next", "company_id")
    def _compute_next_days(self):
        for reception in self:
            step = reception.date_next
            today = reception.company_id._get_today()
            reception.next_days = (step - today).days if step else 0

    def _search_next_days(self, operator, value):
        return find_days(
            self.env,
            operator,
            value,
            lambda _company, compare, day: Domain("date_next", compare, day),
        )

    @door_kinds.takes(note=door_kinds.text, date_next=door_kinds.day)
    def action_follow(self, note, date_next=None):
        """Note a contact; the protection of the customer begins anew.

        :param str note: what was said
        :param date_next: the day of the next step
        :raise UserError: without a note, or when somebody else has the customer by now
        """
        self.check_access("write")
        if not (note or "").strip():
            raise UserError(self.env._("Note what was said."))
        for reception in self:
            reception._check_current()
            today = reception.company_id._get_today()
            contact = {
                "reception_id": reception.id,
                "date": today,
                "user_id": self.env.uid,
                "note": note.strip(),
            }
            # sudo: made by this method only
            self.env["property.reception.contact"].sudo()._create_protected([contact])
            vals = {"last_contact": today, "date_next": date_next}
            if reception.stage == "received":
                vals["stage"] = "followed"
            reception._write_protected(vals)
        return True

    @api.model
    def _get_open_domain(self):
        # EXTENDS 'property.transfer.mixin'
        return Domain("is_current", "=", True)

    @api.model
    def _get_kept_domain(self):
        # EXTENDS 'property.transfer.mixin': who is free is received by anybody
        protected = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("protected_until", ">=", company._get_today())
        )
        return super()._get_kept_domain() & protected

    def _get_kept_names(self):
        # EXTENDS 'property.transfer.mixin': they bear the names of customers
        return []

    def _check_may_transfer(self):
        # EXTENDS 'property.transfer.mixin'
        self._check_current()
        return super()._check_may_transfer()

    def _check_current(self):
        """Check that nobody else has received these customers since.

        :raise UserError: naming the first one whose protection ended
        """
        gone = self.filtered(lambda reception: not reception.is_current)
        if gone:
            raise UserError(
                self.env._(
                    "%s was received by somebody else after the protection ended.",
                    gone[0].name,
                )
            )
