from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.property_sales.tools.full_name import find_full_names
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyUnit(models.Model):
    """A home, or a shop, parking space or storage room, that is sold once (R2.4, R2.7).

    Areas are written by area lists and prices by price lists; where it stands in its
    sale is computed from what it is reserved and sold by. Every transaction that
    decides on a home takes its guard first, so that a second one at the same moment is
    retried and sees what the first one did.
    """

    _name = "property.unit"
    _description = "Home"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "building_id, floor, name, id"
    _rec_names_search = ["name", "building_id.name"]

    _protected_fields = frozenset(
        {"permit_id", "guard", "development_id", "company_id"}
    )
    _immutable_fields = frozenset({"building_id"})
    # as its permit describes it
    _described_fields = frozenset({"name", "floor", "usage", "layout", "orientation"})

    name = fields.Char(required=True, help="The number on the door.")
    building_id = fields.Many2one(
        "property.building", required=True, index=True, ondelete="restrict"
    )
    development_id = fields.Many2one(
        related="building_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="building_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    floor = fields.Integer(required=True, default=1)
    usage = fields.Selection(
        [
            ("home", "Residence"),
            ("shop", "Shop"),
            ("parking", "Parking Space"),
            ("storage", "Storage Room"),
        ],
        required=True,
        default="home",
    )
    layout = fields.Char(help="The type of the plan, as “3 rooms”.")
    orientation = fields.Char()
    permit_id = fields.Many2one(
        "property.permit",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The permit that was last validated for this home.",
    )
    is_fixed = fields.Boolean(
        compute="_compute_is_fixed",
        help="Its description is on a permit and does not change any more.",
    )
    guard = fields.Integer(
        default=0, readonly=True, copy=False, exportable=False, prefetch=False
    )
    active = fields.Boolean(default=True)

    _one_per_name = models.UniqueIndex(
        "(building_id, name)", "The building has a home of this number already."
    )

    @api.depends("permit_id.state")
    def _compute_is_fixed(self):
        for unit in self:
            unit.is_fixed = bool(unit._get_fixed_reason())

    @api.depends("name", "building_id.display_name")
    def _compute_display_name(self):
        for unit in self:
            names = unit.building_id.display_name, unit.name
            unit.display_name = " ".join(filter(None, names))

    @api.model
    def _search_display_name(self, operator, value):
        # EXTENDS 'base': a whole name, as imports give it, is one of one building
        if operator in ("=", "in"):
            return find_full_names(value, "building_id.display_name")
        return super()._search_display_name(operator, value)

    def copy_data(self, default=None):
        # EXTENDS 'base': the name is one of the building's
        vals_list = super().copy_data(default)
        if "name" not in (default or {}):
            for unit, vals in zip(self, vals_list, strict=True):
                vals["name"] = self.env._("%s (copy)", unit.name)
        return vals_list

    @ondelete_always
    def _unlink_except_permitted(self):
        kept = self.filtered("permit_id")
        if kept:
            raise UserError(
                self.env._(
                    "Homes that a permit was validated for stay on record: %s.",
                    ", ".join(kept[:10].mapped("display_name")),
                )
            )

    def _take_guard(self):
        """Take the guards of these homes, before anything is decided on them.

        In the order of their ids. A transaction that began before another one decided
        on one of them fails here, is retried and sees the decision.
        """
        if not self:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE property_unit
                   SET guard = guard + 1
                 WHERE id IN (SELECT id
                                FROM property_unit
                               WHERE id IN %s
                               ORDER BY id
                                 FOR NO KEY UPDATE)
             RETURNING id
                """,
                self._ids,
            )
        )
        self.invalidate_recordset(["guard"])

    def _get_fixed_reason(self):
        """Return why the description of one home is fixed, or an empty text.

        Then it cannot be archived either. To be extended by the topics that put it on
        their paper.
        """
        self.ensure_one()
        permit_sudo = self.sudo().permit_id  # sudo: of the home that is asked for
        if not permit_sudo or permit_sudo.state == "revoked":
            return ""
        return self.env._(
            "%(home)s stands in permit %(permit)s as it is. To correct it, revoke the"
            " permit and validate another one.",
            home=self.display_name,
            permit=permit_sudo.number,
        )

    def _get_fixed_touched(self, vals):
        """Return which of `vals` change what is fixed together with the permit."""
        touched = self._described_fields & vals.keys()
        if "active" in vals and not vals["active"]:
            touched |= {"active"}
        return touched

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': fixed from the permit on
        touched = super()._get_protected_touched(vals)
        fixed = self._get_fixed_touched(vals)
        if fixed and any(unit._get_fixed_reason() for unit in self):
            touched |= fixed
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': says what fixes it
        if names <= self._described_fields | {"active"}:
            reasons = list(filter(None, (unit._get_fixed_reason() for unit in self)))
            if reasons:
                raise UserError("\n".join(reasons[:5]))
        return super()._raise_protected(names)

    def _get_cannot_sell_reasons(self):
        """Return why one home cannot be sold today, all reasons at once.

        The reasons in the order in which they are removed. To be extended by the
        topics that have others.

        :rtype: list[str]
        """
        self.ensure_one()
        permit_sudo = self.sudo().permit_id  # sudo: of the home that is asked for
        if not permit_sudo:
            return [
                self.env._(
                    "%s is on no permit; no fee of any kind is taken before it."
                    " Investment development puts it on one.",
                    self.display_name,
                )
            ]
        reason = permit_sudo._get_cannot_sell_reason()
        return [reason] if reason else []

    def _refuse_sale(self, reasons):
        """Refuse to sell one home for all these reasons, empty ones left out.

        :raise UserError: naming the home, for any reason
        """
        self.ensure_one()
        reasons = list(filter(None, reasons))
        if reasons:
            raise UserError(
                self.env._(
                    "%(home)s cannot be reserved:\n%(reasons)s",
                    home=self.display_name,
                    reasons="\n".join(reasons),
                )
            )
