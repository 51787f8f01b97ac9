from odoo import api, models
from odoo.tools.misc import formatLang


class SalesCredit(models.AbstractModel):
    _inherit = "sales.credit"

    @api.model
    def _prepare_panel(self, payer, figures, order_amount=None):
        """Return what the credit bar shows: texts and shares, nothing to add up.

        :param payer: commercial partner in the company of the document
        :param dict figures: see `_get_panel_figures`
        :param order_amount: the order at hand in company currency, or None
        :return: dict of plain values
        """
        payer_sudo = payer.sudo()  # the standing, whoever may see the customer
        tier, currency = payer_sudo.tier_id, payer.env.company.currency_id
        limited = bool(figures["group"] or (tier and not tier.unlimited))
        used = figures["receivable"] + figures["orders"] + (order_amount or 0.0)
        left = currency.round(figures["limit"] - used) if limited else 0.0
        segments = self._get_panel_segments(figures, order_amount, limited, left)
        whole = sum(max(amount, 0.0) for _key, _label, amount in segments)
        opening = self._get_panel_figures_to_open(bool(figures["group"]))
        over = limited and left < 0
        return {
            "tier": {"name": tier.name, "color": tier.color} if tier else False,
            "limit": self._get_panel_limit(tier, figures, currency),
            "terms": self._get_panel_terms(payer_sudo, figures, currency),
            "over": over and self._get_panel_excess(-left, currency),
            "limit_mark": self._get_panel_share(figures["limit"], whole) if over else 0,
            "segments": [
                {
                    "key": key,
                    "label": label,
                    "text": formatLang(self.env, amount, currency_obj=currency),
                    "share": self._get_panel_share(amount, whole),
                    "figure": opening.get(key, ""),
                }
                for key, label, amount in segments
            ],
            "overdue": self._get_panel_overdue(tier, figures, currency, opening),
            "stop": payer_sudo.credit_stop and (payer_sudo.credit_stop_reason or ""),
            "notes": self._get_panel_notes(payer),
        }

    @api.model
    def _get_panel_notes(self, payer):
        """Return what else is known of the customer, a line each.

        To be overridden: dicts of `key`, `icon`, `text` and `figure`, the key by which
        the partner opens the records behind it (`_get_figure_action`), or "".

        :param payer: commercial partner in the company of the document
        """
        return []

    @api.model
    def _get_panel_segments(self, figures, order_amount, limited, left):
        """Return the parts of the bar as tuples (key, label, amount)."""
        segments = [
            ("receivable", self.env._("Invoices"), figures["receivable"]),
            ("orders", self.env._("Open orders"), figures["orders"]),
        ]
        if order_amount is not None:
            segments.append(("order", self.env._("This order"), order_amount))
        if limited and left >= 0:
            segments.append(("free", self.env._("Free"), left))
        return segments

    @api.model
    def _get_panel_excess(self, excess, currency):
        """Return by how much the limit is exceeded, as a sentence."""
        text = formatLang(self.env, excess, currency_obj=currency)
        return self.env._("Over by %s", text)

    @api.model
    def _get_panel_share(self, amount, whole):
        """Return `amount` in percent of the bar."""
        return round(100 * max(amount, 0.0) / whole, 2) if whole > 0 else 0

    @api.model
    def _get_panel_limit(self, tier, figures, currency):
        """Return what the customer may owe, in words where it is no amount."""
        if not tier:
            return self.env._("No tier: credit is not checked")
        if tier.unlimited and not figures["group"]:
            return self.env._("Unlimited credit")
        if not figures["limit"]:
            return self.env._("No credit: orders are paid first")
        return self.env._(
            "Limit %s", formatLang(self.env, figures["limit"], currency_obj=currency)
        )

    @api.model
    def _get_panel_figures_to_open(self, in_group):
        """Return the figures of the partner that the parts open, where the user may.

        :param in_group: the figures are those of a credit group
        """
        whose = "group" if in_group else "credit"
        env = self.env(su=False)  # the panel may be composed in sudo
        opening = {}
        if env["account.move"].has_access("read"):
            opening["receivable"] = f"{whose}_invoices"
            opening["overdue"] = "credit_overdue"
        if env["sale.order"].has_access("read"):
            opening["orders"] = f"{whose}_orders"
        return opening

    @api.model
    def _get_panel_overdue(self, tier, figures, currency, opening):
        """Return what is overdue and since when, or False."""
        if figures["days"] <= 0:
            return False
        return {
            "text": self.env._(
                "%(amount)s overdue, the oldest by %(days)s days",
                amount=formatLang(self.env, figures["overdue"], currency_obj=currency),
                days=figures["days"],
            ),
            "is_grave": bool(tier) and figures["days"] > tier.grace_days,
            "figure": opening.get("overdue", ""),
        }
