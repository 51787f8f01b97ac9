from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

DIRECTOR = "sales_rules.group_marketing_director"
# a manager of those who sell homes has both
MANAGER = ("sales_rules.group_regional_manager", "property_sales.group_property_sales")


class PropertyBlock(models.Model):
    """A home that is kept from sale for a while, and why (R2.4).

    Live from its creation to the end of its last day, whether or not the job has ended
    it; the sales manager or the director may lift it before. Nothing of it changes:
    for another day, lift it and block the home again.
    """

    _name = "property.block"
    _description = "Block of a Home"
    _inherit = ["property.kept.mixin", "sales.state.mixin", "sales.reason.mixin"]
    _order = "date_end desc, id desc"
    _rec_name = "unit_id"

    _reason_actions = {"lift": "action_lift"}
    _protected_fields = frozenset({"company_id", "development_id", "end_reason"})
    _immutable_fields = frozenset({"unit_id", "reason", "date_end"})
    _state_moves = {"lifted": ("live",), "expired": ("live",)}

    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        index=True,
        ondelete="restrict",
    )
    development_id = fields.Many2one(
        related="unit_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    date_end = fields.Date(string="Until", required=True, help="The last blocked day.")
    reason = fields.Char(required=True)
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    state = fields.Selection(
        [("live", "Blocked"), ("lifted", "Lifted"), ("expired", "Over")],
        required=True,
        default="live",
        readonly=True,
        copy=False,
        index=True,
    )

    _one_live_per_unit = models.UniqueIndex(
        "(unit_id) WHERE state = 'live'", "The home is blocked already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Block homes; see the fields for what is required.

        :raise AccessError: for others than the sales manager and the director
        :raise UserError: naming homes that are taken or blocked already, and for days
            that are past
        """
        # the context may name homes as well
        filled = [self._add_missing_default_values(vals) for vals in vals_list]
        ids = [vals["unit_id"] for vals in filled if vals.get("unit_id")]
        units = self.env["property.unit"].browse(dict.fromkeys(ids)).exists()
        self._check_manager(units)
        units._take_guard()
        units._check_can_block(Counter(ids))
        self.flush_model(["state"])  # what has ended, before the index sees the new
        blocks = super().create(vals_list)
        blocks._check_days()
        self.env["property.deadline"]._follow(blocks)
        return blocks

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Blocks stay on record; lift them instead: %s", names)

    @door_kinds.takes(reason=door_kinds.text)
    def action_lift(self, reason):
        """Lift blocks: the homes are on sale again as they were before.

        :param str reason: why; kept on the block
        :raise AccessError: for others than the sales manager and the director
        """
        self._check_manager(self.unit_id)
        self.check_access("write")
        reason = self._check_reason(
            reason, self.env._("Say why the home is no longer blocked.")
        )
        self.unit_id._take_guard()
        self._move("lifted", end_reason=reason)
        self.env["property.deadline"]._follow(self)
        return True

    @api.model
    def _cron_expire(self):
        """Move blocks whose last day is past to expired."""
        self._search_over(Domain.TRUE)._expire()

    @api.model
    def _search_over(self, domain):
        """Return the live blocks whose last day is past, each on its company's day."""
        over = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", "<", company._get_today())
        )
        return self.search(Domain("state", "=", "live") & over & domain)

    def _expire(self):
        """End blocks that are over."""
        self.unit_id._take_guard()
        self._move("expired")
        self.env["property.deadline"]._follow(self)

    def _is_running(self):
        """Return whether this block keeps its home from sale today."""
        self.ensure_one()
        return self.state == "live" and self.date_end >= self.company_id._get_today()

    def _get_block_reason(self):
        """Return the sentence that names home, last day and reason."""
        self.ensure_one()
        return self.env._(
            "%(home)s is blocked until %(date)s (%(reason)s).",
            home=self.unit_id.display_name,
            date=format_date(self.env, self.date_end),
            reason=self.reason,
        )

    def _check_days(self):
        """Check that these end today or later, and that somebody said why."""
        for block in self:
            block._check_reason(
                block.reason, self.env._("Say why the home is blocked.")
            )
            if block.date_end < block.company_id._get_today():
                raise UserError(
                    self.env._(
                        "%(home)s: %(date)s is past; block it until today or later.",
                        home=block.unit_id.display_name,
                        date=format_date(self.env, block.date_end),
                    )
                )

    @api.model
    def _check_manager(self, units):
        """Check that the caller manages the sale of homes.

        :param units: the homes that are blocked, or not any more
        :raise AccessError: for others than their sales manager and the director, the
            superuser excepted
        """
        user = self.env.user
        if self.env.su or user.has_group(DIRECTOR):
            return
        if not all(map(user.has_group, MANAGER)):
            units.check_access("read")  # their names are told
            raise AccessError(
                self.env._(
                    "%s: homes are blocked, and blocks lifted, by the regional manager"
                    " of their sale or the marketing director.",
                    ", ".join(units[:5].mapped("display_name")),
                )
            )
