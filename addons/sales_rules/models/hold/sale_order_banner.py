from odoo import api, fields, models
from odoo.tools.misc import format_datetime, formatLang


class SaleOrder(models.Model):
    _inherit = "sale.order"

    hold_banner = fields.Json(compute="_compute_hold_banner", exportable=False)

    @api.depends_context("lang", "tz", "uid")
    @api.depends("credit_hold", "hold_ids.state", "credit_approved_total", "state")
    def _compute_hold_banner(self):
        for order in self:
            # sudo: what holds an order is for everybody who reads the order
            holds = order.sudo().open_hold_ids if order.ids else ()
            if not holds or order.state == "cancel":
                order.hold_banner = False
            elif order.state == "sale":
                order.hold_banner = order._get_increase_banner(
                    holds.filtered("increase_total")
                )
            elif order.credit_hold in ("held", "released"):
                order.hold_banner = order._get_quotation_banner(holds)
            else:
                order.hold_banner = False

    def _get_quotation_banner(self, holds):
        """Return the banner of a held or released quotation.

        :param holds: its open holds, in sudo
        """
        self.ensure_one()
        if self.credit_hold == "held":
            title = self.env._("Order %s is held.", self.name)
        else:
            title = self.env._(
                "Order %s is released and can be confirmed at these figures.", self.name
            )
        return self._prepare_banner(holds, title)

    def _get_increase_banner(self, holds):
        """Return the banner of a confirmed order somebody wants to raise, or False.

        :param holds: the open holds of the increase, in sudo
        """
        self.ensure_one()
        if not holds:
            return False
        total = formatLang(
            self.env, max(holds.mapped("increase_total")), currency_obj=self.currency_id
        )
        if any(hold.state == "held" for hold in holds):
            title = self.env._(
                "An increase of order %(order)s to %(total)s has been asked for.",
                order=self.name,
                total=total,
            )
        elif (
            self.currency_id.compare_amounts(
                self.credit_approved_total, self.amount_total
            )
            > 0
        ):
            title = self.env._(
                "Order %(order)s may be raised to %(total)s.",
                order=self.name,
                total=total,
            )
        else:
            return False
        return self._prepare_banner(holds, title)

    def _prepare_banner(self, holds, title):
        """Return what the banner shows: texts, links and buttons.

        :param holds: the holds it speaks of, in sudo
        """
        is_held = any(hold.state == "held" for hold in holds)
        return {
            "level": "held" if is_held else "released",
            "title": title,
            "lines": [hold._prepare_banner_line() for hold in holds.sorted("id")],
            "asked": self._get_banner_asked(holds) if is_held else [],
            "buttons": self._get_banner_buttons() if self.has_access("write") else [],
        }

    def _get_banner_asked(self, holds):
        """Return who is asked since when, and what was refused, each once.

        :param holds: the holds the banner speaks of, in sudo
        """
        pending = self.sudo()._get_pending_approvals()  # sudo: as the holds
        entries = {}
        for approval in pending:
            label = holds._get_subject_label(approval.subject)
            entries.setdefault(self._get_asked_entry(approval), []).append(label)
        subjects = set(pending.mapped("subject"))
        for hold in holds.filtered(lambda hold: hold.state == "held"):
            subject = hold._subjects.get(hold.reason)
            if subject and subject not in subjects:
                label = hold._get_subject_label(subject)
                entries.setdefault(self._get_refused_entry(subject), []).append(label)
        return [
            {"who": who, "what": ", ".join(labels), "text": text}
            for (who, text), labels in entries.items()
        ]

    def _get_asked_entry(self, approval):
        """Return the names of who is asked and since when, as a tuple."""
        names = approval.candidate_ids.mapped("name")
        who = ", ".join(names[:3])
        if not names:
            return (
                self.env._("No authority covers it"),
                self.env._("The administrator of rules has been told."),
            )
        if len(names) > 3:
            who = self.env._(
                "%(names)s and %(count)s more", names=who, count=len(names) - 3
            )
        when = format_datetime(self.env, approval.asked_at, dt_format="short")
        return who, self.env._("asked since %s", when)

    def _get_refused_entry(self, subject):
        """Return who refused and why, or that nobody is asked, as a tuple."""
        # sudo: decisions on an order are for everybody who reads the order
        decided = self.sudo().approval_ids.filtered(lambda a: a.subject == subject)
        last = decided.sorted("id")[-1:]
        if last.state != "rejected":
            return self.env._("Nobody is asked"), ""
        who = self.env._("Refused by %s", last.decided_by_id.name)
        return who, last.reason or ""

    def _get_banner_buttons(self):
        """Return the buttons as label and method; the methods check again."""
        buttons = []
        if self._get_holds_to_ask():
            buttons.append(
                {"method": "action_submit", "label": self.env._("Ask again")}
            )
        if self.state in ("draft", "sent"):
            buttons += [
                {"method": "action_reexamine", "label": self.env._("Examine again")},
                {
                    "method": "action_withdraw",
                    "label": self.env._("Withdraw"),
                    "confirm": self.env._(
                        "The order becomes a plain quotation again and nobody is asked"
                        " any more. What was released is lost."
                    ),
                },
            ]
        return buttons
