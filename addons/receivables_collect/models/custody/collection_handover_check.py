from odoo import models
from odoo.exceptions import AccessError

from .collection_handover import OUTWARD

# kind: where things must be to be handed over
SOURCES = {
    "to_branch": "finance",
    "to_collector": "branch",
    "to_branch_back": "collector",
    "to_finance_back": "branch",
}
VOUCHER_STATES = {
    "to_branch": ("blank", "returned"),
    "to_collector": ("branch",),
    "to_branch_back": ("collector", "void", "missing"),
    "to_finance_back": ("branch", "void", "missing"),
}
SLIP_STATES = {"to_branch": ("issued",), "to_collector": ("sent",)}


class CollectionHandover(models.Model):
    """Checks of a hand-over: things, giver and receiver, all reasons at once."""

    _inherit = "collection.handover"

    def _check_role(self):
        """Check that the user hands over for this side.

        :raise AccessError: for others
        """
        self.ensure_one()
        self.check_access("read")
        reason = self._get_role_reason()
        if reason:
            raise AccessError(reason)

    def _get_role_reason(self):
        """Return why the user may not hand over for this side, or an empty text."""
        self.ensure_one()
        user = self.env.user
        team = self.sudo().team_id  # its heads
        if self.kind == "to_branch":
            if not user.has_group("sales_rules.group_finance"):
                return self.env._("Finance hands slips and vouchers to the branches.")
        elif self.kind == "to_branch_back" and self.absent_id:
            return self._get_stead_reason()
        elif self.kind == "to_branch_back":
            if self.sudo().giver_id != user:  # its maker
                return self.env._(
                    "Slips and vouchers are handed back by the user who holds them."
                )
        elif not team or not team._is_head(user):
            return self.env._(
                "The main collector or the leader of branch %s hands over for it.",
                team.name or "",
            )
        return ""

    def _get_stead_reason(self):
        """Return why the user may not empty another's bag, or an empty text."""
        user = self.env.user
        leader = self.sudo().team_id.user_id  # of the branch
        is_finance = user.has_group("sales_rules.group_finance")
        if self.absent_id != user and (user == leader or is_finance):
            return ""
        return self.env._(
            "The bag of a salesperson who is ill or has left is taken back by the"
            " leader of the branch or by finance."
        )

    def _get_bag_holder(self):
        """Return the owner of the bag handed back: the absent user, else the giver."""
        self.ensure_one()
        return self.absent_id or self.giver_id

    def _get_absent_reasons(self):
        """Return what is missing to act on behalf of another, as a list of texts."""
        if not self.absent_id:
            return []
        if self.kind != "to_branch_back":
            return [
                self.env._(
                    "Only a salesperson's bag is taken back on their behalf: empty “On"
                    " Behalf of”."
                )
            ]
        if not (self.absent_reason or "").strip():
            return [
                self.env._(
                    "Say why %s does not hand it back: the reason stays on record.",
                    self.absent_id.name,
                )
            ]
        return []

    def _get_cannot_issue_reasons(self):
        """Return all reasons why this hand-over cannot be issued; empty if it can."""
        self.ensure_one()
        handover = self.sudo()  # all of its lines, seen or not
        reasons = [
            *handover._get_receiver_reasons(self.env.user),
            *handover._get_absent_reasons(),
            *handover._get_slip_reasons(),
            *handover._get_voucher_reasons(),
        ]
        if not handover.line_ids:
            reasons.append(self.env._("There is nothing to hand over yet."))
        return [reason for reason in reasons if reason]

    def _get_receiver_reasons(self, giver):
        """Return why the receiver cannot sign, as a list of texts."""
        receiver, team = self.receiver_id, self.team_id
        if not receiver:
            return [self.env._("Say who receives it: this person signs.")]
        names = {"receiver": receiver.name, "team": team.name}
        if receiver == giver:
            return [self.env._("%(receiver)s cannot hand over to themselves.", **names)]
        if receiver == self.absent_id:
            return [
                self.env._(
                    "%(receiver)s is absent and cannot sign: name another head of"
                    " branch %(team)s.",
                    **names,
                )
            ]
        if self._is_receiver_allowed():
            return [self._get_blocked_reason()]
        if self.kind == "to_collector":
            return [
                self.env._("%(receiver)s is no member of branch %(team)s.", **names)
            ]
        if self.kind == "to_finance_back":
            return [
                self.env._("%(receiver)s is not of the finance department.", **names)
            ]
        return [
            self.env._(
                "%(receiver)s is neither main collector nor leader of branch %(team)s.",
                **names,
            )
        ]

    def _get_blocked_reason(self):
        """Return why the receiver gets no vouchers now, or an empty text."""
        self.ensure_one()
        if self.kind not in OUTWARD or not self.sudo().line_ids.voucher_id:  # facts
            return ""
        receiver = self.receiver_id.with_company(self.company_id)
        return receiver._get_cannot_receive_reason()

    def _is_receiver_allowed(self):
        """Return whether the receiver may sign for this kind."""
        return self.receiver_id in self._get_receivers()

    def _get_slip_reasons(self):
        slips = self.line_ids.slip_id
        states = SLIP_STATES.get(self.kind)
        wrong = slips.filtered(
            lambda slip: (
                not self._is_here(slip) or (states and slip.state not in states)
            )
        )
        reasons = []
        if wrong:
            reasons.append(self._get_not_here_reason(wrong))
        if self.kind in OUTWARD and len(self.line_ids.voucher_id) < len(slips):
            reasons.append(
                self.env._(
                    "No slip goes without its vouchers: %(slips)s slips need at least"
                    " as many vouchers, and there are %(vouchers)s.",
                    slips=len(slips),
                    vouchers=len(self.line_ids.voucher_id),
                )
            )
        return reasons

    def _get_voucher_reasons(self):
        vouchers = self.line_ids.voucher_id
        states = VOUCHER_STATES[self.kind]
        wrong = vouchers.filtered(
            lambda voucher: not self._is_here(voucher) or voucher.state not in states
        )
        reasons = [self._get_not_here_reason(wrong)] if wrong else []
        if self.kind in OUTWARD:
            archived = vouchers.book_id.filtered(lambda book: not book.active)
            reasons += [
                self.env._("Book %s is archived and gives no number.", book.name)
                for book in archived
            ]
        return reasons

    def _is_here(self, record):
        """Return whether a slip or voucher lies where this hand-over begins."""
        if record.custody != SOURCES[self.kind] or record.open_handover_id:
            return False
        if record.company_id != self.company_id:
            return False
        if self.kind == "to_branch_back":
            return record.holder_id == self._get_bag_holder() and (
                record.custody_team_id == self.team_id
            )
        return self.kind == "to_branch" or record.custody_team_id == self.team_id

    def _get_not_here_reason(self, records):
        """Return the text that names what cannot be handed over, and where it is."""
        places = dict(records._fields["custody"]._description_selection(self.env))
        states = dict(records._fields["state"]._description_selection(self.env))
        items = []
        for record in records[:10]:
            where = record.holder_id.name or places[record.custody]
            if record.open_handover_id:
                where = record.open_handover_id.number
            items.append(f"{record.display_name} ({states[record.state]}, {where})")
        return self.env._(
            "These are not here to be handed over, or wait for a signature elsewhere:"
            " %s.",
            ", ".join(items),
        )
