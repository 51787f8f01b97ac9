from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang


class SalesCreditPanel(models.AbstractModel):
    """The content of the credit bar: the figures, and a line per source of the limit.

    A figure opens the records behind it by `action_open_figure`, given its key.
    """

    _name = "sales.credit.panel"
    _description = "Credit Bar"

    # The lines under the credit bar: key to icon, model and figure that opens.
    _panel_terms = {
        "group": ("fa-users", "sales.credit.group", "credit_group"),
        "temporary": (
            "fa-hourglass-half",
            "sales.credit.temporary",
            "credit_temporary",
        ),
        "guaranteed": ("fa-shield", "sales.credit.guarantee", "credit_guarantee"),
        "review": ("fa-calendar-check-o", None, ""),
    }

    @api.model
    def _get_panel_figures(self, payer, figure, today):
        """Return the content of the credit bar for `CreditFigures`.

        :param payer: commercial partner in the company of the document
        """
        # sudo: the standing, for all who see the customer
        tier = payer.sudo().credit_tier_id
        group = figure.group
        return {
            "receivable": figure.shared.receivable,
            "orders": figure.shared.orders,
            "overdue": figure.overdue,
            "days": figure.get_overdue_days(today),
            "base_limit": figure.get_base_limit(tier),
            "limit": figure.get_limit(tier),
            "temporary": figure.temporary,
            "temporary_until": figure.temporary_until,
            "guaranteed": figure.guaranteed,
            "guaranteed_until": figure.guaranteed_until,
            "group": self.env["sales.credit.group"].browse(group.id if group else []),
            "own": figure.exposure,
        }

    @api.model
    def _prepare_panel(self, payer, figures, order_amount=None):
        """Return the content of the credit bar: texts and shares, all added up.

        :param payer: commercial partner in the company of the document
        :param dict figures: see `_get_panel_figures`
        :param order_amount: the order at hand in company currency, or None
        :return: dict of plain values
        """
        payer_sudo = payer.sudo()  # the standing, for all who may see the customer
        tier, currency = payer_sudo.credit_tier_id, payer.env.company.currency_id
        limited = bool(figures["group"] or (tier and not tier.unlimited))
        used = figures["receivable"] + figures["orders"] + (order_amount or 0.0)
        left = currency.round(figures["limit"] - used) if limited else 0.0
        segments = self._get_panel_segments(figures, order_amount, limited, left)
        whole = sum(max(amount, 0.0) for _key, _label, amount in segments)
        opens = self._get_panel_opens(bool(figures["group"]))
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
                    "figure": opens.get(key, ""),
                }
                for key, label, amount in segments
            ],
            "overdue": self._get_panel_overdue(tier, figures, currency, opens),
            "stop": payer_sudo.is_credit_stopped
            and (payer_sudo.credit_stopped_reason or ""),
            "stop_figure": opens.get("stop", ""),
            "notes": self._get_panel_notes(payer),
        }

    @api.model
    def _get_panel_notes(self, payer):
        """Return further notes on the customer, a line each.

        To be overridden: dicts of `key`, `icon`, `text` and `figure`, the key by which
        `action_open_figure` opens the records behind it, or "".

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
        """Return the customer's limit, in words where it is no amount."""
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
    def _get_panel_opens(self, in_group):
        """Return the figure that a part of the bar opens, if the user may open it.

        :param in_group: the figures are those of a credit group
        """
        whose = "group" if in_group else "credit"
        env = self.env(su=False)  # the panel may be composed in sudo
        opens = {}
        if env["account.move"].has_access("read"):
            opens["receivable"] = f"{whose}_invoices"
            opens["overdue"] = "credit_overdue"
        if env["res.partner"].has_access("read"):
            opens["stop"] = "customer"  # where it is lifted
        if env["sale.order"].has_access("read"):
            opens["orders"] = f"{whose}_orders"
        return opens

    @api.model
    def _get_panel_overdue(self, tier, figures, currency, opens):
        """Return the overdue amount with its age, or False."""
        if figures["days"] <= 0:
            return False
        amount = formatLang(self.env, figures["overdue"], currency_obj=currency)
        days = figures["days"]
        return {
            "text": (
                self.env._("%s overdue, the oldest by 1 day", amount)
                if days == 1
                else self.env._(
                    "%(amount)s overdue, the oldest by %(days)s days",
                    amount=amount,
                    days=days,
                )
            ),
            "is_grave": bool(tier) and figures["days"] > tier.grace_days,
            "figure": opens.get("overdue", ""),
        }

    @api.model
    def _get_panel_terms(self, payer, figures, currency):
        """Return the lines under the bar: what the limit is made of and until when.

        :param payer: commercial partner, in sudo
        """
        env = self.env(su=False)  # the panel may be composed in sudo
        terms = []
        for key, text, is_due in self._get_panel_texts(payer, figures, currency):
            icon, model, figure = self._panel_terms[key]
            may_open = model and env[model].has_access("read")
            terms.append(
                {
                    "key": key,
                    "icon": icon,
                    "text": text,
                    "is_due": is_due,
                    "figure": figure if may_open else "",
                }
            )
        return terms

    @api.model
    def _get_panel_texts(self, payer, figures, currency):
        """Return tuples (key, sentence, whether it asks for something)."""

        def money(amount):
            return formatLang(self.env, amount, currency_obj=currency)

        texts = []
        if figures["group"]:
            text = self.env._(
                "Shares %(limit)s with %(group)s, has used %(own)s of it",
                limit=money(figures["base_limit"]),
                group=figures["group"].sudo().name,  # sudo: the name of the group
                own=money(figures["own"]),
            )
            texts.append(("group", text, False))
        for key, sentence in (
            ("temporary", self.env._("Temporary limit %s")),
            ("guaranteed", self.env._("Guaranteed %s")),
        ):
            if figures[key]:
                text = sentence % money(figures[key])
                until = figures[f"{key}_until"]
                texts.append((key, self._get_until_text(text, until), False))
        review = payer.credit_review_date
        if review:
            text = self.env._(
                "Limit to be reviewed by %s", format_date(self.env, review)
            )
            is_due = review <= payer.env.company._get_today()
            texts.append(("review", text, is_due))
        return texts

    @api.model
    def _get_until_text(self, text, until):
        """Return `text` with the last day of what it says."""
        if not until:
            return text
        return self.env._(
            "%(what)s until %(date)s", what=text, date=format_date(self.env, until)
        )
