from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.property_sales.tools import phone

SELLER = "property_sales.group_property_sales"
# digits of a telephone number without its prefixes, at least
MIN_DIGITS = 5


class PropertyReception(models.Model):
    """A customer who came, called or wrote: the reception register (R2.6, R2.12).

    By which channel, what is looked for, which homes were shown, what comes next. A
    customer is protected for the salesperson from the last contact on for some days;
    then anybody may receive them. A telephone number that is known says the day and the
    salesperson, and nothing else.

    In files by step: the register and its entries, and what follows (`_care`).
    """

    _name = "property.reception"
    _description = "Reception"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "property.transfer.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"
    _rec_name = "name"
    _check_company_auto = True

    _protected_fields = frozenset(
        {"user_id", "date", "last_contact", "protected_until", "phone_key", "stage"}
        | {"is_current", "contact_ids", "reservation_ids"}
    )
    _immutable_fields = frozenset(
        {"company_id", "development_id", "partner_id", "name", "phone", "channel"}
    )

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    development_id = fields.Many2one(
        "property.development", index="btree_not_null", check_company=True
    )
    name = fields.Char(required=True, string="Customer's Name")
    phone = fields.Char(string="Telephone", required=True)
    phone_key = fields.Char(
        compute="_compute_phone_key", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    channel = fields.Selection(
        [
            ("walk_in", "Walk-in"),
            ("phone", "Telephone"),
            ("online", "Internet"),
            ("referral", "Recommendation"),
            ("outdoor", "Outdoor Advertising"),
            ("press", "Press"),
            ("event", "Sales Event"),
            ("agency", "Agency"),
            ("other", "Other"),
        ],
        required=True,
        help="How the customer heard of us.",
    )
    date = fields.Date(
        string="Received on",
        compute="_compute_date",
        store=True,
        precompute=True,
        required=True,
        copy=False,
    )
    needs = fields.Text(help="The customer's wishes: layout, floor, budget.")
    unit_ids = fields.Many2many(
        "property.unit", string="Homes Shown", check_company=True
    )
    last_contact = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        required=True,
        copy=False,
    )
    protected_until = fields.Date(
        compute="_compute_protected_until",
        store=True,
        precompute=True,
        index=True,
        help="The last day on which nobody else may receive the customer.",
    )
    date_next = fields.Date(string="Next Step on")
    contact_ids = fields.One2many(
        "property.reception.contact", "reception_id", string="Contacts", readonly=True
    )
    contact_count = fields.Integer(
        string="Number of Contacts", compute="_compute_contact_count"
    )
    reservation_ids = fields.One2many(
        "property.reservation", "reception_id", string="Reservations", readonly=True
    )
    stage = fields.Selection(
        [
            ("received", "Registered"),
            ("followed", "Followed"),
            ("reserved", "Reserved"),
        ],
        required=True,
        default="received",
        readonly=True,
        copy=False,
        index=True,
        help="How far the customer has come, for the funnel.",
    )
    is_current = fields.Boolean(
        default=True,
        readonly=True,
        copy=False,
        help="The customer was received by nobody else since.",
    )

    _one_current = models.UniqueIndex(
        "(company_id, phone_key) WHERE is_current IS TRUE",
        "This telephone number was registered a moment ago.",
    )
    _ordered = models.Index("(date DESC, id DESC)")
    _next = models.Index("(user_id, date_next) WHERE is_current IS TRUE")

    @api.depends("company_id")
    def _compute_date(self):
        for reception in self:
            today = reception.company_id._get_today()
            reception.date = reception.date or today
            reception.last_contact = reception.last_contact or today

    @api.depends("phone")
    def _compute_phone_key(self):
        for reception in self:
            reception.phone_key = phone.get_key(reception.phone)

    @api.depends("last_contact", "company_id")
    def _compute_protected_until(self):
        for reception in self:
            days = reception.company_id.property_protect_days
            reception.protected_until = reception.last_contact and (
                reception.last_contact + timedelta(days=days)
            )

    @api.depends("contact_ids")
    def _compute_contact_count(self):
        counts = dict(
            self.env["property.reception.contact"]._read_group(
                [("reception_id", "in", self.ids)], ["reception_id"], ["__count"]
            )
        )
        for reception in self:
            reception.contact_count = counts.get(reception._origin, 0)

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        if self.partner_id:
            self.name = self.partner_id.name
            self.phone = self.partner_id.phone

    @api.constrains("phone")
    def _check_phone(self):
        for reception in self:
            if len(reception.phone_key or "") < MIN_DIGITS:
                raise ValidationError(
                    self.env._(
                        "%s is no telephone number: enter all its digits.",
                        reception.phone,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Register customers; a new one becomes a private customer at once (R2.12).

        :raise AccessError: for users who sell no homes
        :raise UserError: for a known number, with the day and the salesperson
        """
        if not self.env.su and not self.env.user.has_group(SELLER):
            raise AccessError(
                self.env._("Customers of homes are received by property salespeople.")
            )
        receptions = super().create(
            [self._prepare_reception(vals) for vals in vals_list]
        )
        receptions._give_partner()
        return receptions

    def write(self, vals):
        # EXTENDS 'sales.protected.mixin': customers follow their salesperson
        res = super().write(vals)
        if "user_id" in vals:
            self._give_partner()
        return res

    @api.model
    def _prepare_reception(self, vals):
        """Return the values of a reception, with its customer."""
        vals = dict(vals)
        partner = self.env["res.partner"].browse(vals.get("partner_id"))
        company = self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )
        if partner:
            # the salesperson comes first: others may not read the customer
            self._check_free(self._find_known(company, partner=partner))
            partner.check_access("read")
            vals["name"] = vals.get("name") or partner.name
            vals["phone"] = vals.get("phone") or partner.phone
        if not vals.get("name") or not vals.get("phone"):
            raise UserError(
                self.env._("Enter the customer's name and telephone number.")
            )
        known_sudo = self._find_known(company, vals["phone"], partner)
        self._check_free(known_sudo)
        known_sudo._leave()
        partner = partner or known_sudo[:1].partner_id.sudo(self.env.su)
        if not partner:
            partner = self._create_partner(company, vals)
        return vals | {"partner_id": partner.id}

    @api.model
    def _find_known(self, company, number=None, partner=None):
        """Return the current receptions of a number or a customer, in sudo."""
        domain = Domain.FALSE
        if key := phone.get_key(number):
            domain |= Domain("phone_key", "=", key)
        if partner:
            domain |= Domain("partner_id", "=", partner.id)
        current = Domain("is_current", "=", True) & Domain(
            "company_id", "=", company.id
        )
        # sudo: whose the customer is, told as day and salesperson alone
        return self.sudo().search(current & domain)

    @api.model
    def _check_free(self, known_sudo, user=None):
        """Check that a salesperson may receive the customers of these receptions.

        :param user: the salesperson, the caller by default
        :raise UserError: with the day and the salesperson, while a customer is
            protected or has a home of theirs, or is one's own
        """
        user = user or self.env.user
        for known in known_sudo:
            if known.user_id == user or known._is_protected():
                raise UserError(known._get_known_text())

    def _is_protected(self):
        """Return whether nobody else may receive this customer today."""
        self.ensure_one()
        return (
            self.protected_until >= self.company_id._get_today()
            or self.reservation_ids._has_home()
        )

    def _get_known_text(self):
        """Return what anybody is told of this reception: when, and by whom."""
        self.ensure_one()
        return self.env._(
            "This number was registered on %(date)s by %(user)s.",
            date=format_date(self.env, self.date),
            user=self.user_id.name,
        )

    def _leave(self):
        """Let these receptions, in sudo, make way for a new one of their customers."""
        if self:
            self._write_protected({"is_current": False})
            self.flush_recordset(["is_current"])

    @api.model
    def _create_partner(self, company, vals):
        """Return a new customer, for `create`."""
        # sudo: salespeople of homes need not enter contacts
        partner_sudo = (
            self.env["res.partner"]
            .sudo()  # salespeople of homes enter no contacts otherwise
            .create(
                {
                    "name": vals["name"],
                    "phone": vals["phone"],
                    "user_id": self.env.user.id,
                    "company_id": company.id,
                }
            )
        )
        return partner_sudo.sudo(self.env.su)

    def _give_partner(self):
        """Make the customers private, and those of the salesperson (R2.12)."""
        for reception in self.sudo():  # sudo: seen by the salesperson from now on
            self.env["property.reservation"]._give_customer(
                reception.partner_id, reception.user_id
            )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Receptions stay on the register: %s. The leader of the team gives a"
            " customer to somebody else.",
            names,
        )
