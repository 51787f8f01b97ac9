from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.sales_rules.tools import door_kinds

from ..base import property_secret_mixin

DIRECTOR = "sales_rules.group_marketing_director"


class PropertyDevelopment(models.Model):
    """A development: homes that one developer builds and sells together (R2.4).

    It is planned, approved with its marketing plan, sold, and closed. It opens when
    plan, permit, areas and prices stand.
    """

    _name = "property.development"
    _description = "Development"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "name, id"
    _check_company_auto = True
    _rec_names_search = ["name", "code"]

    # no prices: those who keep the record take it along as well
    _export_groups = property_secret_mixin.WITH_INVESTMENT
    _reason_actions = {"close": "action_close"}
    _protected_fields = frozenset({"end_reason"})
    _immutable_fields = frozenset({"company_id"})
    _free_states = frozenset({"planning"})
    # as its plan, its papers and their tax stand on it
    _frozen_fields = frozenset({"name", "code", "tax_method"})
    _state_moves = {
        "approved": ("planning",),
        "selling": ("approved",),
        "closed": ("selling",),
    }

    name = fields.Char(required=True, tracking=True)
    code = fields.Char(
        required=True, tracking=True, help="Short, as it stands in numbers."
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    address = fields.Char(tracking=True)
    tax_method = fields.Selection(
        [("general", "General"), ("simple", "Simple")],
        required=True,
        default="general",
        tracking=True,
        help="How value added tax is computed: old projects may use the simple method.",
    )
    building_ids = fields.One2many(
        "property.building", "development_id", string="Buildings"
    )
    permit_ids = fields.One2many("property.permit", "development_id", string="Permits")
    unit_ids = fields.One2many("property.unit", "development_id", string="Homes")
    unit_count = fields.Integer(string="Number of Homes", compute="_compute_unit_count")
    permit_count = fields.Integer(
        string="Number of Permits", compute="_compute_permit_count"
    )
    state = fields.Selection(
        [
            ("planning", "Planning"),
            ("approved", "Approved"),
            ("selling", "On Sale"),
            ("closed", "Closed"),
        ],
        required=True,
        default="planning",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )
    missing_text = fields.Text(
        string="Missing",
        compute="_compute_missing_text",
        help="All that is missing before it can be sold.",
    )
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    active = fields.Boolean(default=True)

    _one_per_code = models.UniqueIndex(
        "(company_id, code)", "The company has a development with this code already."
    )

    @api.constrains("active")
    def _check_archived(self):
        for development in self:
            if not development.active and development.state in ("approved", "selling"):
                raise ValidationError(
                    self.env._(
                        "%s is on sale, or about to be; close it before you archive.",
                        development.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        developments = super().create(vals_list)
        self.env.registry.clear_cache()  # `res.company._get_property_developers`
        return developments

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()  # as above
        return res

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Only developments in planning, without buildings and permits, can"
            " be deleted; archive these instead: %s",
            names,
        )

    def _is_deletable(self):
        # EXTENDS 'property.kept.mixin': and nothing stands on it
        found = self.with_context(active_test=False).sudo()  # whoever reads it
        empty = not found.building_ids and not found.permit_ids
        return empty and super()._is_deletable()

    def copy_data(self, default=None):
        # EXTENDS 'base': the code is one of the company's
        vals_list = super().copy_data(default)
        for name in {"name", "code"} - (default or {}).keys():
            for development, vals in zip(self, vals_list, strict=True):
                vals[name] = self.env._("%s (copy)", development[name])
        return vals_list

    def _compute_unit_count(self):
        counts = dict(
            self.env["property.unit"]._read_group(
                [("development_id", "in", self.ids)], ["development_id"], ["__count"]
            )
        )
        for development in self:
            development.unit_count = counts.get(development._origin, 0)

    @api.depends("permit_ids")
    def _compute_permit_count(self):
        for development in self:
            development.permit_count = len(development.permit_ids)

    @api.depends_context("lang")
    @api.depends("state")
    def _compute_missing_text(self):
        for development in self:
            planned = development._origin and development.state in (
                "planning",
                "approved",
            )
            reasons = development._get_cannot_open_reasons() if planned else []
            development.missing_text = "\n".join(reasons)

    def action_open(self):
        """Begin to sell (R2.4).

        :raise AccessError: for others than the marketing director
        :raise UserError: naming all that is missing: plan, permit, areas, prices
        """
        self._check_director()
        self.check_access("read")
        for development in self:
            reasons = development._get_cannot_open_reasons()
            if reasons:
                raise UserError(
                    self.env._(
                        "%(development)s cannot be opened:\n%(reasons)s",
                        development=development.display_name,
                        reasons="\n".join(reasons),
                    )
                )
        self.sudo()._move("selling")  # of a record that investment development keeps
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_close(self, reason):
        """End the sale: no home is reserved any more.

        :param str reason: why; kept on the development
        :raise AccessError: for others than the marketing director
        """
        self._check_director()
        self.check_access("read")
        reason = self._check_reason(reason, self.env._("Say why the sale ends."))
        # sudo: of a record that investment development keeps
        self.sudo()._move("closed", end_reason=reason)
        return True

    def _get_cannot_open_reasons(self):
        """Return all that is missing before one development is sold.

        To be extended by the topics whose document it needs.

        :rtype: list[str]
        """
        self.ensure_one()
        # sudo: of the development that the caller reads
        permits = self.sudo().permit_ids.filtered(lambda permit: permit._is_running())
        reasons = [permit._get_cannot_sell_reason() for permit in permits]
        if not permits:
            # sudo: the last permit says why
            last = self.sudo().permit_ids.filtered(lambda line: line.state != "draft")
            reasons = [permit._get_cannot_sell_reason() for permit in last[:1]] or [
                self.env._("No permit is valid for %s.", self.display_name)
            ]
        return [] if "" in reasons else reasons

    def _check_director(self):
        """Check that the caller is the marketing director.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "%s is opened and closed by the marketing director.",
                    self._get_state_names(),
                )
            )

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': says what fixes it
        if set(names) <= self._frozen_fields:
            raise UserError(
                self.env._(
                    "Name, code and tax method are fixed once the plan of a development"
                    " is approved, as its papers carry them: %s",
                    self._get_state_names(),
                )
            )
        return super()._raise_protected(names)
