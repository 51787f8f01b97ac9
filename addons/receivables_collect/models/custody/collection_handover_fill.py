from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .collection_handover import OUTWARD
from .collection_handover_check import SLIP_STATES, SOURCES, VOUCHER_STATES


class CollectionHandover(models.Model):
    """Filling a hand-over with what there is, and counting its content (R4.24)."""

    _inherit = "collection.handover"

    fill_book_id = fields.Many2one(
        "collection.book",
        string="Take Vouchers from",
        domain="[('company_id', '=', company_id), ('is_registered', '=', True)]",
        help="Empty: the lowest numbers of all books.",
    )
    fill_count = fields.Integer(
        string="Vouchers to Add",
        aggregator=None,
        help="Zero: as many as there are slips without one.",
    )
    slip_count = fields.Integer(string="Slips", compute="_compute_line_counts")
    voucher_count = fields.Integer(string="Vouchers", compute="_compute_line_counts")
    can_hand_on = fields.Boolean(compute="_compute_can_hand_on")

    @api.depends("line_ids.slip_id", "line_ids.voucher_id")
    def _compute_line_counts(self):
        self.slip_count = 0
        self.voucher_count = 0
        rows = self.env["collection.handover.line"]._read_group(
            [("handover_id", "in", self.ids)],
            ["handover_id"],
            ["slip_id:count", "voucher_id:count"],
        )
        for handover, slips, vouchers in rows:
            handover.slip_count = slips
            handover.voucher_count = vouchers

    def action_fill(self):
        """Propose what can be handed over: all slips, and their vouchers.

        Outward, the slips of the branch (of the salesperson under F19) and the lowest
        numbers; back, everything that is there.
        """
        self._check_draft()
        self.check_access("write")
        before = self.line_ids
        for handover in self:
            slips = handover._get_fillable_slips() - handover.line_ids.slip_id
            here = handover.line_ids.voucher_id
            count = None
            if handover.kind in OUTWARD:
                total = len(slips) + len(handover.line_ids.slip_id)
                count = handover.fill_count or max(total - len(here), 0)
            vouchers = handover._get_fillable_vouchers(here, count)
            handover._add_lines(slips, vouchers)
        return self._get_filled_notification(self.line_ids - before)

    def _get_filled_notification(self, added):
        """Return the action that says what filling did, and reloads the form."""
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if added else "warning",
                "message": (
                    self.env._(
                        "Filled in: slips %(slips)s, vouchers %(vouchers)s.",
                        slips=len(added.slip_id),
                        vouchers=len(added.voucher_id),
                    )
                    if added
                    else "\n".join(handover._get_empty_reason() for handover in self)
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    def _get_empty_reason(self):
        """Return why filling found nothing, and what helps."""
        if self.kind == "to_collector" and not self.receiver_id:
            return self.env._("Say first who receives it: their slips are filled in.")
        if self.kind == "to_collector":
            return self.env._(
                "No further slip of %(receiver)s lies at branch %(team)s. To hand over"
                " vouchers alone, enter how many to add.",
                receiver=self.receiver_id.name,
                team=self.team_id.name,
            )
        if self.kind == "to_branch":
            return self.env._(
                "No further issued slip of branch %s lies at finance. To hand over"
                " vouchers alone, enter how many to add.",
                self.team_id.name,
            )
        return self.env._("There is nothing more to hand back.")

    def _add_lines(self, slips, vouchers):
        """Add slips and vouchers to this draft."""
        vals_list = [{"handover_id": self.id, "slip_id": slip.id} for slip in slips]
        vals_list += [
            {"handover_id": self.id, "voucher_id": voucher.id} for voucher in vouchers
        ]
        self.env["collection.handover.line"].create(vals_list)

    def _get_fillable_domain(self):
        """Return the domain of the things that lie where this hand-over begins."""
        domain = [
            ("company_id", "=", self.company_id.id),
            ("custody", "=", SOURCES[self.kind]),
            ("open_handover_id", "=", False),
        ]
        if self.kind != "to_branch":
            domain.append(("custody_team_id", "=", self.team_id.id))
        if self.kind == "to_branch_back":
            domain.append(("holder_id", "=", self._get_bag_holder().id))
        return domain

    def _get_fillable_slips(self):
        """Return the slips that can be handed over and belong to this one."""
        domain = self._get_fillable_domain()
        if self.kind == "to_branch":
            domain.append(("team_id", "=", self.team_id.id))
        if self.kind == "to_collector":
            domain.append(("user_id", "=", self.receiver_id.id))
        if self.kind in SLIP_STATES:
            domain.append(("state", "in", SLIP_STATES[self.kind]))
        slips = self.env["collection.slip"]
        if self.kind not in OUTWARD:
            domain += slips._get_bag_domain()
        return slips.search(domain, order="id")

    def _get_fillable_vouchers(self, known, count=None):
        """Return up to `count` vouchers that can be handed over, lowest numbers first.

        :param known: vouchers on this hand-over already
        :param count: how many; None for all
        """
        if count == 0:
            return known.browse()
        domain = [
            *self._get_fillable_domain(),
            ("state", "in", VOUCHER_STATES[self.kind]),
            ("id", "not in", known.ids),
        ]
        if self.kind in OUTWARD:
            domain.append(("book_id.active", "=", True))
            if self.fill_book_id:
                domain.append(("book_id", "=", self.fill_book_id.id))
        return known.search(domain, limit=count, order="number")

    @api.depends_context("uid")
    @api.depends("state", "kind", "team_id", "line_ids.slip_id.custody")
    def _compute_can_hand_on(self):
        for handover in self:
            team = handover.sudo().team_id  # its heads
            handover.can_hand_on = (
                (handover.kind, handover.state) == ("to_branch", "signed")
                and team._is_head(self.env.user)
                and bool(handover._get_slips_to_hand_on())
            )

    def _get_slips_to_hand_on(self):
        """Return the slips of a signed F18 that the branch still has."""
        return self.line_ids.slip_id.filtered(
            lambda slip: (
                (slip.custody, slip.state) == ("branch", "sent")
                and slip.custody_team_id == self.team_id
                and not slip.open_handover_id
            )
        )

    def action_hand_on(self):
        """Prepare the F19 of each salesperson for what the branch has signed for.

        Drafts that were prepared before are opened again, not made twice.

        :raise UserError: when nothing is left to hand on
        """
        self.ensure_one()
        slips = self._get_slips_to_hand_on()
        drafts = self.search(
            [
                ("kind", "=", "to_collector"),
                ("state", "=", "draft"),
                ("line_ids.slip_id", "in", slips.ids),
            ]
        )
        rest = slips - drafts.line_ids.slip_id
        if rest or not drafts:
            drafts |= self._prepare_for_slips(rest)[0]
        return drafts._get_opening_action()

    def _get_opening_action(self):
        """Return the action that opens these hand-overs, the form of a single one."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_handover_action"
        )
        action["context"] = {}
        action["domain"] = [("id", "in", self.ids)]
        if len(self) == 1:
            action.update(views=[(False, "form")], view_mode="form", res_id=self.id)
        return action

    @api.model
    def _prepare_for_slips(self, slips):
        """Return drafts that hand over `slips`, one per branch or per salesperson, and
        the slips left: those without branch or salesperson.

        :raise AccessError: for users who hand over neither for finance nor a branch
        :raise UserError: when none of the slips can be handed over
        """
        is_finance = self.env.user.has_group("sales_rules.group_finance")
        kind = "to_branch" if is_finance else "to_collector"
        slips = slips.filtered(
            lambda slip: (
                slip.state in SLIP_STATES[kind]
                and slip.custody == SOURCES[kind]
                and not slip.open_handover_id
            )
        )
        if not slips:
            raise UserError(
                self.env._(
                    "None of these slips can be handed over by you: they are not"
                    " issued, not here, or on a hand-over already."
                )
            )
        by_target = slips.grouped(lambda slip: slip._get_handover_target(kind))
        orphans = by_target.pop(None, slips.browse())
        if not by_target:
            raise UserError(orphans._get_orphan_text())
        handovers = self.browse()
        taken = self.env["collection.voucher"]
        for (team, person), group in by_target.items():
            handover = self._prepare_one(kind, team, person, group)
            vouchers = handover._get_fillable_vouchers(taken, len(group))
            handover._add_lines(group.browse(), vouchers)
            taken |= vouchers
            handovers |= handover
        return handovers, orphans

    @api.model
    def _prepare_one(self, kind, team, person, slips):
        """Return a draft with `slips`."""
        vals = {
            "kind": kind,
            "team_id": team.id,
            "company_id": slips.company_id.id,
            "line_ids": [Command.create({"slip_id": slip.id}) for slip in slips],
        }
        if person:
            vals["receiver_id"] = person.id
        handover = self.create(vals)
        if handover._get_role_reason():
            raise AccessError(handover._get_role_reason())
        return handover
