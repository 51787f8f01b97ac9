from odoo import api, models
from odoo.tools import format_date
from odoo.tools.misc import formatLang


class SalesCredit(models.AbstractModel):
    _inherit = "sales.credit"

    # What the lines under the credit bar open: key to icon, model and figure.
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
        """Return what the credit bar shows of `CreditFigures`.

        :param payer: commercial partner in the company of the document
        """
        tier = payer.sudo().tier_id  # sudo: the standing, whoever sees the customer
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
            texts.append(("review", text, review <= self._get_today()))
        return texts

    @api.model
    def _get_until_text(self, text, until):
        """Return `text` with the last day of what it says."""
        if not until:
            return text
        return self.env._(
            "%(what)s until %(date)s", what=text, date=format_date(self.env, until)
        )
