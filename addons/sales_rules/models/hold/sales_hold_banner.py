from odoo import api, models
from odoo.tools.misc import formatLang


class SalesHoldBanner(models.AbstractModel):
    """The words about held orders (R1.7): the banner of one, with who is asked and what
    may be done, and the outcome of a batch.
    """

    _name = "sales.hold.banner"
    _description = "Banner of a Held Order"

    @api.model
    def _get_quotation_banner(self, order, holds):
        """Return the banner of a held or released quotation.

        :param holds: its open holds, in sudo
        """
        if order.credit_hold == "held":
            title = self.env._("Order %s is held.", order.name)
        else:
            title = self.env._(
                "Order %s is released and can be confirmed at these figures.",
                order.name,
            )
        return self._prepare_banner(order, holds, title)

    @api.model
    def _get_increase_banner(self, order, holds):
        """Return the banner of a confirmed order somebody wants to raise, or False.

        :param holds: the open holds of the increase, in sudo
        """
        if not holds:
            return False
        asked = max(holds.mapped("increase_total"))
        values = {
            "order": order.name,
            "total": formatLang(self.env, asked, currency_obj=order.currency_id),
        }
        is_raise = order.currency_id.compare_amounts(asked, order.amount_total) > 0
        if any(hold.state == "held" for hold in holds):
            title = (
                self.env._(
                    "An increase of order %(order)s to %(total)s has been asked for.",
                    **values,
                )
                if is_raise
                else self.env._(
                    "A change of confirmed order %s has been asked for.", order.name
                )
            )
        elif is_raise:
            title = self.env._("Order %(order)s may be raised to %(total)s.", **values)
        elif holds.filtered(lambda hold: hold.reason in ("discount", "payment_term")):
            title = self.env._(
                "Order %s may be changed as far as approved.", order.name
            )
        else:
            return False
        return self._prepare_banner(order, holds, title)

    @api.model
    def _prepare_banner(self, order, holds, title):
        """Return the content of the banner: texts, links and buttons.

        :param holds: the holds it speaks of, in sudo
        """
        is_held = any(hold.state == "held" for hold in holds)
        may_write = order.has_access("write")
        return {
            "level": "held" if is_held else "released",
            "title": title,
            "lines": [hold._prepare_banner_line() for hold in holds.sorted("id")],
            "asked": holds._get_banner_asked() if is_held else [],
            "buttons": self._get_banner_buttons(order) if may_write else [],
        }

    @api.model
    def _get_banner_buttons(self, order):
        """Return the buttons as label and method; the methods check again."""
        buttons = []
        if order._get_holds_to_ask():
            buttons.append(
                {"method": "action_submit", "label": self.env._("Ask again")}
            )
        if order.state in ("draft", "sent"):
            buttons += [
                {"method": "action_reexamine", "label": self.env._("Examine again")},
                {
                    "method": "action_withdraw",
                    "label": self.env._("Withdraw"),
                    "confirm": self.env._(
                        "The order becomes a plain quotation again and nobody is asked"
                        " any more. Releases already given are lost."
                    ),
                },
            ]
        return buttons

    @api.model
    def _get_batch_sentences(self, orders, asked):
        """Return the outcome of a batch: confirmed, held and why, left alone."""
        confirmed = asked.filtered(lambda order: order.state == "sale")
        held = asked - confirmed
        sentences = []
        if confirmed:
            sentences.append(self.env._("Confirmed: %s.", confirmed._get_batch_names()))
        reasons = dict(self.env["sales.hold"]._get_reasons())
        for reason, same in held.grouped("hold_reason").items():
            sentences.append(
                self.env._(
                    "Held (%(reason)s): %(orders)s.",
                    reason=reasons.get(reason, ""),
                    orders=same._get_batch_names(),
                )
            )
        if held._get_pending_approvals():
            sentences.append(
                self.env._("The users who may release them have been asked.")
            )
        others = orders - asked
        if others:
            names = others._get_batch_names()
            sentences.append(self.env._("No quotations, left alone: %s.", names))
        return sentences
