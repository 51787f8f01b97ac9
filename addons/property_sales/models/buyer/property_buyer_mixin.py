from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.property_sales.tools import identity
from odoo.addons.sales_rules.tools import gate

from ..base.property_secret_mixin import DECIDERS


class PropertyBuyerMixin(models.AbstractModel):
    """A buyer of a home, or an agent or guardian of one (R2.7).

    Buyers own the home jointly, without shares, or in shares of exactly 100 %. A minor
    has a guardian, and whoever acts for another brings the paper that says so.

    A model names the document in `_line_parent`, which has `buyer_ids`, `ownership` and
    the salesperson as `user_id`; it has `company_id`, `of_buyer_id` and `acting_ids` of
    its own. `property.buyer.check` judges all of a document together.

    Identity numbers are personal secrets (R2.12): finance, the marketing director and
    management read them; others, the salesperson who types them too, see the mask.
    """

    _name = "property.buyer.mixin"
    _description = "Buyer, Agent or Guardian"
    _inherit = ["sales.line.mixin"]

    _protected_fields = frozenset({"company_id", "acting_ids"})

    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner",
        string="Name",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    phone = fields.Char(related="partner_id.phone")
    role = fields.Selection(
        [("buyer", "Buyer"), ("agent", "Agent"), ("guardian", "Guardian")],
        required=True,
        default="buyer",
    )
    share = fields.Float(
        string="Share (%)",
        digits=(5, 2),
        copy=False,
        aggregator=None,
        help="Of the home, where buyers own it in shares: 100 % in all.",
    )
    id_kind = fields.Selection(
        [
            ("resident", "Resident Identity Card"),
            ("passport", "Passport"),
            ("hk_macao", "Hong Kong or Macao Permit"),
            ("taiwan", "Taiwan Permit"),
            ("company", "Unified Social Credit Code"),
        ],
        string="Kind of Identity Paper",
        required=True,
        compute="_compute_id_kind",
        store=True,
        readonly=False,
        precompute=True,
    )
    id_number = fields.Char(
        string="Full Identity Number",
        copy=False,
        help="For finance, the marketing director and management.",
    )
    id_number_masked = fields.Char(
        string="Identity Number",
        compute="_compute_id_number_masked",
        inverse="_inverse_id_number_masked",
        compute_sudo=True,
        help="Shown with stars once it is saved. To correct it, type all of it again.",
    )
    birthdate = fields.Date(
        string="Date of Birth",
        copy=False,
        help="Of a person without a resident identity card, whose number has the date.",
    )
    is_minor = fields.Boolean(
        string="Minor",
        compute="_compute_is_minor",
        compute_sudo=True,
        help="Under 18 years today: a guardian signs.",
    )
    paper = fields.Binary(
        attachment=True,
        copy=False,
        help="Power of attorney of an agent, or proof of guardianship.",
    )
    paper_name = fields.Char(string="File Name of the Paper", copy=False)

    _share_range = models.Constraint(
        "CHECK(share BETWEEN 0 AND 100)", "A share is from 0 to 100 percent."
    )
    _share_of_buyers = models.Constraint(
        "CHECK(role = 'buyer' OR COALESCE(share, 0) = 0)",
        "Agents and guardians have no share of the home: empty it.",
    )

    @api.depends("partner_id")
    def _compute_id_kind(self):
        for buyer in self:
            is_company = buyer.partner_id.is_company
            if is_company:
                buyer.id_kind = "company"
            elif buyer.id_kind in (False, "company"):
                buyer.id_kind = "resident"
            else:
                buyer.id_kind = buyer.id_kind

    @api.depends("id_number")
    def _compute_id_number_masked(self):
        for buyer in self:
            buyer.id_number_masked = identity.mask(buyer.id_number) or False

    def _inverse_id_number_masked(self):
        for buyer in self:
            typed = buyer.id_number_masked
            # the mask as it was shown says nothing
            if not identity.is_masked(typed):
                buyer.id_number = typed
        # nobody reads on what was typed
        self.invalidate_recordset(["id_number_masked"], flush=False)

    @api.depends("id_kind", "id_number", "birthdate", "company_id")
    def _compute_is_minor(self):
        for buyer in self:
            company = buyer.company_id or self.env.company
            buyer.is_minor = buyer._is_minor_on(company._get_today())

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        # those of another person
        self.id_number_masked = False
        self.birthdate = False

    @api.onchange("id_kind")
    def _onchange_id_kind(self):
        if self.id_kind in ("resident", "company"):
            self.birthdate = False

    @api.onchange("role")
    def _onchange_role(self):
        if self.role == "buyer":
            self.of_buyer_id = False
        else:
            self.share = 0

    # with the masked one, so that both are judged after its inverse
    @api.constrains("id_kind", "id_number", "id_number_masked", "company_id")
    def _check_id_number(self):
        for buyer in self.filtered("id_number"):
            today = buyer.company_id._get_today()
            try:
                identity.check(buyer.id_kind, buyer.id_number, today)
            except ValueError as error:
                raise ValidationError(buyer._get_number_text(str(error))) from None

    @api.constrains("partner_id", "id_kind")
    def _check_id_kind(self):
        for buyer in self:
            names = {"person": buyer.partner_id.display_name}
            if buyer.partner_id.is_company and buyer.id_kind != "company":
                raise ValidationError(
                    self.env._(
                        "%(person)s is a company: enter its unified social credit"
                        " code.",
                        **names,
                    )
                )
            if not buyer.partner_id.is_company and buyer.id_kind == "company":
                raise ValidationError(
                    self.env._(
                        "%(person)s is a person and has no social credit code: choose"
                        " the identity paper.",
                        **names,
                    )
                )

    @api.constrains("id_kind", "birthdate", "company_id")
    def _check_birthdate(self):
        for buyer in self.filtered("birthdate"):
            names = {"person": buyer.partner_id.display_name}
            if buyer.id_kind in ("resident", "company"):
                raise ValidationError(
                    self.env._(
                        "%(person)s: the date of birth is entered for passports and"
                        " permits only; empty it.",
                        **names,
                    )
                )
            if buyer.birthdate > buyer.company_id._get_today():
                raise ValidationError(
                    self.env._(
                        "%(person)s: the date of birth is in the future; correct it.",
                        **names,
                    )
                )

    @api.constrains("role", "of_buyer_id", "partner_id")
    def _check_acting(self):
        for buyer in self | self.acting_ids:
            reason = buyer._get_acting_reason()
            if reason:
                raise ValidationError(reason)

    @api.constrains("share", "role")
    def _check_share(self):
        self.env["property.buyer.check"]._check_rows(self)

    @api.model_create_multi
    def create(self, vals_list):
        permit = gate.get(self)
        if not (permit and permit.admits_create(self)):
            self._check_given_parents(vals_list)
        vals_list = [self._normalise_vals(vals) for vals in vals_list]
        buyers = super().create(vals_list)
        buyers._give_partners()
        return buyers

    def write(self, vals):
        res = super().write(self._normalise_vals(vals))
        if "partner_id" in vals or "role" in vals:
            self._give_partners()
        return res

    def unlink(self):
        # agents and guardians go with their buyer, and their papers with them
        return super(PropertyBuyerMixin, self | self.acting_ids).unlink()

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': the full number is written by many and read by few, in
        # searches, groups and exports as well
        allowed = super()._has_field_access(field, operation)
        if operation != "read" or field != self._fields["id_number"] or self.env.su:
            return allowed
        return allowed and self.env.user.has_groups(",".join(sorted(DECIDERS)))

    @api.model
    def _normalise_vals(self, vals):
        """Return values to write with the identity number as it is kept."""
        if not isinstance(vals.get("id_number"), str):
            return vals
        return vals | {"id_number": identity.normalise(vals["id_number"]) or False}

    def _get_document(self):
        """Return the document that these rows are of."""
        return self[self._line_parent]

    def _prepare_copy_vals(self):
        """Return what one row says, for a row of another document; in sudo.

        For whom an agent or guardian acts is named with the rows there.
        """
        self.ensure_one()
        names = ("sequence", "role", "share", "id_kind", "id_number", "birthdate")
        vals = {name: self[name] for name in (*names, "paper", "paper_name")}
        return vals | {"partner_id": self.partner_id.id}

    def _give_partners(self, before=None):
        """Show these people to few, as customers of the sale's salesperson (R2.12).

        Those that another salesperson has stay there, and contacts follow their entity.
        Companies that act for a buyer serve others as well.

        :param before: the salesperson who led the sale until now
        """
        reservations = self.env["property.reservation"]
        houses = self.env["sales.private"]
        for row_sudo in self.sudo():  # sudo: whoever adds a line, of whatever person
            partner, user = row_sudo.partner_id, row_sudo._get_document().user_id
            had_by = partner.user_id
            if (
                partner.commercial_partner_id != partner
                or (had_by and had_by not in (user, before))
                or (row_sudo.role != "buyer" and partner.is_company)
                or houses._is_of_house(partner)
            ):
                continue
            reservations._give_customer(partner, user)

    def _get_birth_date(self):
        """Return the date of birth, or False where it is not known; in sudo."""
        self.ensure_one()
        if self.id_kind != "resident":
            return self.birthdate
        try:
            return identity.birth_date(self.id_number or "")
        except ValueError:
            return False

    def _is_minor_on(self, day):
        """Return whether this person is a minor on a day; in sudo."""
        born = self._get_birth_date()
        return bool(born) and identity.is_under_age(born, day)

    def _get_acting_reason(self):
        """Return why this person cannot act for the one that is named; in sudo."""
        self.ensure_one()
        of_buyer = self.of_buyer_id
        names = {"person": self.partner_id.display_name}
        if self.role == "buyer":
            if not of_buyer:
                return ""
            return self.env._(
                "%(person)s is a buyer and acts for nobody: empty it, or add a line as"
                " agent or guardian.",
                **names,
            )
        if not of_buyer:
            return self.env._(
                "%(person)s signs for one of the buyers: choose for whom.", **names
            )
        if of_buyer._get_document() != self._get_document() or (
            of_buyer.role != "buyer"
        ):
            return self.env._(
                "%(person)s can act for a buyer of the same contract only.", **names
            )
        if of_buyer.partner_id == self.partner_id:
            return self.env._(
                "%(person)s cannot be agent or guardian of the same person.", **names
            )
        return ""

    def _get_number_text(self, key):
        """Return what is wrong with an identity number, and what to do; in sudo.

        :param str key: of `identity.check`
        """
        self.ensure_one()
        names = {"person": self.partner_id.display_name}
        if key == "birth":
            return self.env._(
                "%(person)s: the date of birth in the identity number cannot be;"
                " compare it with the card.",
                **names,
            )
        if key == "check":
            return self.env._(
                "%(person)s: a digit of the identity number is wrong, as its last"
                " character does not agree; compare it with the card.",
                **names,
            )
        forms = {
            "resident": self.env._("18 digits, of which the last may be an X"),
            "passport": self.env._("5 to 15 letters and digits"),
            "hk_macao": self.env._("H or M and 8 digits, or 10"),
            "taiwan": self.env._("8 digits, or 10 and a letter"),
            "company": self.env._("18 digits and capital letters"),
        }
        return self.env._(
            "%(person)s: the identity number is not one of this kind, which has"
            " %(form)s; correct it, or choose the kind of the paper.",
            form=forms[self.id_kind],
            **names,
        )
