from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PropertyUnit(models.Model):
    """Whether a home is on sale: released, and not blocked (R2.4, R2.7)."""

    _inherit = "property.unit"

    _protected_fields = frozenset(
        {"release_id", "is_blocked", "blocked_until", "block_ids"}
    )

    release_id = fields.Many2one(
        "property.release",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The release that last put this home on sale.",
    )
    block_ids = fields.One2many("property.block", "unit_id", string="Blocks")
    is_blocked = fields.Boolean(
        string="Blocked",
        compute="_compute_is_blocked",
        compute_sudo=True,
        search="_search_is_blocked",
    )
    blocked_until = fields.Date(
        compute="_compute_is_blocked",
        compute_sudo=True,
        help="The last blocked day.",
    )

    @api.depends("block_ids.state", "block_ids.date_end")
    def _compute_is_blocked(self):
        for unit in self:
            block = unit._get_running_block()
            unit.is_blocked = bool(block)
            unit.blocked_until = block.date_end

    def _search_is_blocked(self, operator, value):
        if operator != "in":
            return NotImplemented
        running = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_end", ">=", company._get_today())
        )
        blocked = Domain("block_ids", "any!", Domain("state", "=", "live") & running)
        return Domain.OR(blocked if wanted else ~blocked for wanted in value)

    def _get_running_block(self):
        """Return the block that keeps one home from sale today."""
        self.ensure_one()
        # sudo: of the home that is asked for
        blocks_sudo = self.sudo().block_ids
        return blocks_sudo.filtered(lambda block: block._is_running())

    def _is_released(self):
        """Return whether one home is on sale by a release that is not closed."""
        self.ensure_one()
        return self.sudo().release_id.state == "released"  # of the home asked for

    def _get_taken_reason(self, but=None):
        """Return who has one home and since when, or an empty text.

        :param but: see `_get_taken_reasons`
        """
        self.ensure_one()
        return self._get_taken_reasons(but).get(self.id, "")

    def _get_taken_reasons(self, but=None):
        """Return who has these homes and since when, of those that somebody has.

        A home that is taken is not blocked, and not taken off sale with its release.
        To be extended by the topics that reserve and sell.

        :param but: the record that does not count among those that take homes
        :return: dict of id of a home to the sentence
        """
        return {}

    def _get_cannot_release_reasons(self):
        """Return why one home cannot be put on sale now, all reasons at once.

        :rtype: list[str]
        """
        self.ensure_one()
        if self._is_released():
            return [
                self.env._(
                    "%(home)s is on sale already by %(release)s.",
                    home=self.display_name,
                    release=self.sudo().release_id.name,  # of the home asked for
                )
            ]
        # what the topics below ask; not yet this one, which asks for the release
        return super()._get_cannot_sell_reasons()  # pylint: disable=W8164

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'property_sales': on sale, and not blocked
        reasons = super()._get_cannot_sell_reasons()
        development_sudo = self.sudo().development_id  # of the home asked for
        if development_sudo.state != "selling":
            states = dict(
                development_sudo._fields["state"]._description_selection(self.env)
            )
            reasons.append(
                self.env._(
                    "%(development)s is not on sale but “%(state)s”; the marketing"
                    " director opens and closes it.",
                    development=development_sudo.display_name,
                    state=states[development_sudo.state],
                )
            )
        if not self._is_released():
            reasons.append(
                self.env._(
                    "%s is not released; the marketing director puts it on sale.",
                    self.display_name,
                )
            )
        if block := self._get_running_block():
            reasons.append(
                self.env._(
                    "%s The regional manager or the marketing director lifts the"
                    " block.",
                    block._get_block_reason(),
                )
            )
        return reasons

    def _check_can_block(self, counts):
        """Check that these homes can be blocked, and end what is over.

        :param dict counts: how often each id of a home is to be blocked
        :raise UserError: naming those that are taken, or blocked already
        """
        # sudo: as the job does, which may be late
        blocks_sudo = self.env["property.block"].sudo()
        blocks_sudo._search_over(Domain("unit_id", "in", self.ids))._expire()
        reasons = []
        taken = self._get_taken_reasons()
        for unit in self.sudo():  # what the homes stand on
            if unit.id in taken:
                reasons.append(taken[unit.id])
            elif block := unit._get_running_block():
                reasons.append(
                    self.env._("%s Lift that block first.", block._get_block_reason())
                )
            elif counts[unit.id] > 1:
                reasons.append(self.env._("%s is named twice.", unit.display_name))
        if reasons:
            raise UserError("\n".join(reasons[:10] + ["…"] * bool(reasons[10:])))
