from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.sales_rules.tools import door_kinds

DIRECTOR = "sales_rules.group_marketing_director"


class PropertyRelease(models.Model):
    """A batch of homes that the director puts on sale together (R2.4).

    Homes on a valid permit, with areas and prices. Closed, it takes those of them that
    nobody has reserved or bought off sale again.
    """

    _name = "property.release"
    _description = "Release"
    _inherit = ["property.homes.mixin", "sales.reason.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _check_company_auto = True

    _reason_actions = {"close": "action_close"}
    _protected_fields = frozenset({"released_on"})
    _frozen_fields = frozenset({"development_id", "name", "date", "unit_ids"})
    _state_moves = {"released": ("draft",), "closed": ("released",)}

    name = fields.Char(required=True, tracking=True)
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
    state = fields.Selection(
        [("draft", "Draft"), ("released", "Released"), ("closed", "Closed")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Only drafts of releases can be deleted; close these instead: %s", names
        )

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

    def _check_maker(self):
        # EXTENDS 'property.homes.mixin'
        self._check_director()

    @api.model
    def _get_no_homes_text(self, development):
        # EXTENDS 'property.homes.mixin'
        return self.env._(
            "%s has no home to add: its homes are on no valid permit, or"
            " on another release. Have a permit validated first, or take"
            " them out of the other draft.",
            development,
        )

    def _get_foreign_text(self, homes):
        # EXTENDS 'property.homes.mixin'
        return self.env._(
            "Release %(release)s is for homes of %(development)s; take out %(homes)s.",
            release=self.name,
            development=self.development_id.name,
            homes=homes,
        )

    def _find_free_units(self):
        # EXTENDS 'property.homes.mixin': permitted, and on no other release, be it on
        # sale or a draft
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
