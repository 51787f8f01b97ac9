from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Domain

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

DIRECTOR = "sales_rules.group_marketing_director"


class PropertyRelease(models.Model):
    """A batch of homes that the director puts on sale together (R2.4).

    Homes on a valid permit, with areas and prices. Closed, it takes those of them that
    nobody has reserved or bought off sale again.
    """

    _name = "property.release"
    _description = "Release"
    _inherit = ["sales.state.mixin", "sales.reason.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    _reason_actions = {"close": "action_close"}
    _protected_fields = frozenset({"company_id", "released_on", "end_reason"})
    _frozen_fields = frozenset({"development_id", "name", "date", "unit_ids"})
    _state_moves = {"released": ("draft",), "closed": ("released",)}

    name = fields.Char(required=True, tracking=True)
    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id", store=True, index=True
    )
    date = fields.Date(
        string="Planned for",
        required=True,
        tracking=True,
        default=lambda self: self.env.company._get_today(),
    )
    released_on = fields.Date(readonly=True, copy=False)
    unit_ids = fields.Many2many(
        "property.unit",
        string="Homes",
        copy=False,
        check_company=True,
        domain="[('development_id', '=', development_id)]",
    )
    unit_count = fields.Integer(string="Number of Homes", compute="_compute_unit_count")
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("released", "Released"), ("closed", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    @api.depends("unit_ids")
    def _compute_unit_count(self):
        for release in self:
            release.unit_count = len(release.unit_ids)

    @api.constrains("unit_ids", "development_id")
    def _check_units(self):
        for release in self:
            foreign = release.unit_ids.filtered(
                lambda unit, own=release.development_id: unit.development_id != own
            )
            if foreign:
                raise ValidationError(
                    self.env._(
                        "Release %(release)s is for homes of %(development)s; take out"
                        " %(homes)s.",
                        release=release.name,
                        development=release.development_id.name,
                        homes=", ".join(foreign[:5].mapped("display_name")),
                    )
                )

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda release: release.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Only drafts of releases can be deleted; close these instead: %s",
                    kept._get_state_names(),
                )
            )

    def action_add_homes(self):
        """Add to drafts all permitted homes of their development that are on no other
        release, be it on sale or a draft.

        :raise AccessError: for others than the marketing director
        :raise UserError: for releases that are no drafts, or when there is no such home
        """
        self._check_director()
        self.check_access("write")
        self._check_state("draft")
        for development, releases in self.grouped("development_id").items():
            units = releases._find_free_units()
            if not units:
                raise UserError(
                    self.env._(
                        "%s has no home to add: its homes are on no valid permit, or"
                        " on another release. Have a permit validated first, or take"
                        " them out of the other draft.",
                        development.display_name,
                    )
                )
            releases.write({"unit_ids": [Command.link(unit.id) for unit in units]})
        return True

    def action_release(self):
        """Put the homes on sale.

        :raise AccessError: for others than the marketing director
        :raise UserError: naming homes that are released already, or that lack permit,
            areas or price
        """
        self._check_director()
        self.check_access("write")
        for release in self:
            release._release()
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_close(self, reason):
        """Take the homes off sale that nobody has reserved or bought.

        :param str reason: why; kept on the release
        :raise AccessError: for others than the marketing director
        """
        self._check_director()
        self.check_access("write")
        reason = self._check_reason(
            reason, self.env._("Say why the homes are taken off sale.")
        )
        self.unit_ids._take_guard()
        self._move("closed", end_reason=reason)
        # sudo: what the homes stand on, and written by releases only
        units_sudo = self.unit_ids.sudo()
        taken = units_sudo._get_taken_reasons()
        unsold = units_sudo.filtered(
            lambda unit: unit.release_id in self and unit.id not in taken
        )
        unsold._write_protected({"release_id": False})
        return True

    def _find_free_units(self):
        """Return the homes of one development that these releases may put on sale."""
        development = Domain("development_id", "=", self.development_id.id)
        others = self.search(
            development
            & Domain("state", "in", ("draft", "released"))
            & Domain("id", "not in", self.ids)
        )
        running = self.env["property.permit"]._get_running_domain()
        return self.env["property.unit"].search(
            development
            & Domain("permit_id", "any", running)
            & Domain("id", "not in", others.unit_ids.ids)
        )

    def _release(self):
        """Put one release on sale, under the guards of its homes."""
        self.ensure_one()
        self._check_state("draft")
        if not self.unit_ids:
            raise UserError(
                self.env._("Release %s names no home; add its homes first.", self.name)
            )
        if self.development_id.state == "closed":
            raise UserError(
                self.env._(
                    "%s is closed; nothing of it is put on sale.",
                    self.development_id.display_name,
                )
            )
        self.unit_ids._take_guard()
        units_sudo = self.unit_ids.sudo()  # what the homes stand on
        reasons = [
            reason
            for unit in units_sudo
            for reason in unit._get_cannot_release_reasons()
        ]
        if reasons:
            shown = list(dict.fromkeys(reasons))
            raise UserError(
                self.env._(
                    "%(release)s cannot be put on sale:\n%(reasons)s",
                    release=self.display_name,
                    reasons="\n".join(shown[:10] + ["…"] * bool(shown[10:])),
                )
            )
        today = self.company_id._get_today()
        self._move("released", released_on=today)
        units_sudo._write_protected({"release_id": self.id})

    def _check_director(self):
        """Check that the caller is the marketing director.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "%s: homes are put on sale, and taken off, by the marketing"
                    " director.",
                    self._get_state_names(),
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': fixed once it is released
        touched = super()._get_protected_touched(vals)
        if any(release.state != "draft" for release in self):
            touched |= self._frozen_fields & vals.keys()
        return touched
