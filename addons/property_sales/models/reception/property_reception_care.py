from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.property_sales.tools.days import find_days
from odoo.addons.sales_rules.tools import door_kinds

SELLER = "property_sales.group_property_sales"
MANAGER = "sales_rules.group_regional_manager"
DIRECTOR = "sales_rules.group_marketing_director"


class PropertyReception(models.Model):
    """The steps after a reception: contacts, next steps, another salesperson (R2.6)."""

    _inherit = "property.reception"

    _reason_actions = {"follow": "action_follow", "transfer": "action_transfer"}

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

    @door_kinds.takes(user_id=door_kinds.one("res.users"), reason=door_kinds.text)
    def action_transfer(self, user_id, reason):
        """Give customers to another salesperson.

        :param user_id: the salesperson, or their id
        :param str reason: why; noted on the reception
        :raise AccessError: for others than the leader of the team, and the director
        """
        self._check_manager()
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the customer goes to somebody else."))
        if not user_id or not user_id.has_group(SELLER) or not user_id.active:
            raise UserError(self.env._("Choose a property salesperson."))
        if self.company_id - user_id.sudo().company_ids:  # sudo: of a colleague
            raise UserError(
                self.env._("%s does not work in this company.", user_id.name)
            )
        # sudo: the leader reads the receptions of the team
        for reception in self.sudo():
            reception._check_current()
            reception._write_protected({"user_id": user_id.id})
            reception.reservation_ids._give_to(user_id)
            reception.message_post(body=reason.strip())
        return True

    def _check_manager(self):
        """Check that the caller leads the team of these receptions, or all teams."""
        self.check_access("read")
        if self.env.su or self.env.user.has_group(DIRECTOR):
            return
        receptions_sudo = self.sudo()  # sudo: leaders of teams
        leaders_sudo = [row.user_id.sale_team_id.user_id for row in receptions_sudo]
        if not self.env.user.has_group(MANAGER) or any(
            leader != self.env.user for leader in leaders_sudo
        ):
            raise AccessError(
                self.env._(
                    "%s: customers are moved by the leader of the team.",
                    ", ".join(self[:5].mapped("display_name")),
                )
            )

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
