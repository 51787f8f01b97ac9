from odoo import api, fields, models
from odoo.tools.misc import format_datetime, formatLang


class SalesHold(models.Model):
    """How a hold reads: its sentence, its line in the banner, how it ends."""

    _inherit = "sales.hold"

    # The model that a user must read for a figure of the sentence to open, by the
    # figure's key in `action_open_figure`.
    _figure_models = {
        "tier": "sales.tier",
        "receivable": "account.move",
        "orders": "sale.order",
        "overdue": "sales.hold.item",
        "partner": "res.partner",
        "hold": "sales.hold",
        "group": "sales.credit.group",
        "temporary": "sales.credit.temporary",
        "guaranteed": "sales.credit.guarantee",
    }
    # Around a figure in a sentence whose figures become links.
    _figure_mark = "\x1e"
    _figure_separator = "\x1f"

    message = fields.Char(compute="_compute_message")

    @api.depends_context("lang")
    @api.depends("reason", "amount", "limit", "exposure", "days", "discount", "note")
    def _compute_message(self):
        for hold in self:
            hold.message = hold._get_message(lambda text, figure=None: text)

    @api.depends_context("lang")
    @api.depends("order_id", "reason")
    def _compute_display_name(self):
        reasons = dict(self._get_reasons())
        for hold in self:
            # sudo: the name of the order
            order = hold.sudo().order_id.name
            hold.display_name = f"{order}: {reasons.get(hold.reason, '')}"

    def _get_message(self, show):
        """Return the hold's sentence.

        A reason of another addon has its sentence in `_get_message_<reason>(show)`.

        :param show: called with each figure's text and, where records stand behind
            it, their key in `_figure_models`; returns what the sentence shows
        """
        self.ensure_one()
        writer = getattr(self, f"_get_message_{self.reason}", None)
        return writer(show) if writer else self.note or ""

    def _get_message_parts(self):
        """Return the sentence cut into texts and figures that open their records.

        :return: list of dicts with `text` and, for a link, the `figure` that opens
        """
        self.ensure_one()
        mark, separator = self._figure_mark, self._figure_separator
        opening = self._get_open_figures()

        def show(text, figure=None):
            text = str(text).replace(mark, "").replace(separator, "")
            return f"{mark}{text}{separator}{figure}{mark}" if figure else text

        parts = []
        for piece in self._get_message(show).split(mark):
            text, _separator, figure = piece.partition(separator)
            if text:
                link = {"figure": figure} if figure in opening else {}
                parts.append({"text": text, **link})
        return parts

    @api.model
    def _get_open_figures(self):
        """Return the figures that open for the user."""
        env = self.env(su=False)  # the sentence may be composed in sudo
        return {
            figure
            for figure, model in self._figure_models.items()
            if env[model].has_access("read")
        }

    def _format(self, amount):
        return formatLang(self.env, amount, currency_obj=self.currency_id)

    def _get_limit_text(self, show):
        """Return the limit, with what it is made of where something raises it."""
        limit = show(self._format(self.limit), "tier")
        if self.credit_group_id:
            # sudo: the name of the group
            group = self.sudo().credit_group_id.name
            limit = self.env._(
                "%(limit)s of group %(group)s",
                limit=show(self._format(self.limit), "group"),
                group=group,
            )
        parts = [
            (self.env._("temporary %s"), self.temporary_limit, "temporary"),
            (self.env._("guaranteed %s"), self.guaranteed_limit, "guaranteed"),
        ]
        added = [
            text % show(self._format(amount), figure)
            for text, amount, figure in parts
            if amount
        ]
        if not added:
            return limit
        base = self.env._("tier %s")
        if self.credit_group_id:
            base = self.env._("group %s")
        texts = [base % self._format(self.base_limit), *added]
        return f"{limit} ({' + '.join(texts)})"

    def _get_message_credit_limit(self, show):
        return self.env._(
            "Credit limit %(limit)s · used %(used)s (invoices %(receivable)s + orders"
            " %(orders)s) · this order %(amount)s · over by %(over)s",
            limit=self._get_limit_text(show),
            used=show(self._format(self.receivable + self.orders_amount)),
            receivable=show(self._format(self.receivable), "receivable"),
            orders=show(self._format(self.orders_amount), "orders"),
            amount=show(self._format(self.amount)),
            over=show(self._format(self.over), "hold"),
        )

    def _get_message_payment_first(self, show):
        return self.env._(
            "No credit: %(over)s have to be paid before this order of %(amount)s is"
            " confirmed",
            over=show(self._format(self.over), "hold"),
            amount=show(self._format(self.amount)),
        )

    def _get_message_overdue(self, show):
        values = {
            "amount": show(self._format(self.overdue_amount), "overdue"),
            "days": show(self.days, "overdue"),
            "grace": show(self.days_limit, "tier"),
        }
        if self.days == 1:
            return self.env._(
                "Overdue %(amount)s, the oldest by %(days)s day (%(grace)s are"
                " allowed)",
                **values,
            )
        return self.env._(
            "Overdue %(amount)s, the oldest by %(days)s days (%(grace)s are allowed)",
            **values,
        )

    def _get_message_manual_stop(self, show):
        return self.env._(
            "The customer is stopped: %s", show(self.note or "", "partner")
        )

    def _get_message_customer_pending(self, show):
        return self.env._(
            "%s has not been approved as a customer yet",
            show(self.partner_id.display_name or "", "partner"),
        )

    def _get_message_contract_review(self, show):
        return self.env._(
            "Contract of %(amount)s is reviewed (from %(limit)s)",
            amount=show(self._format(self.amount)),
            limit=show(self._format(self.limit)),
        )

    def _get_message_discount(self, show):
        return self.env._(
            "Discount of %(discount)s %% (%(limit)s %% allowed)",
            discount=show(formatLang(self.env, self.discount, digits=2), "hold"),
            limit=show(formatLang(self.env, self.discount_limit, digits=2), "tier"),
        )

    def _get_message_payment_term(self, show):
        return self.env._(
            "Payment term of %(days)s days, %(over)s more than the %(limit)s of the"
            " tier",
            days=self.days + self.days_limit,
            over=show(self.days, "hold"),
            limit=show(self.days_limit, "tier"),
        )

    def _prepare_banner_line(self):
        """Return one line of the banner: reason, sentence with links, what became."""
        self.ensure_one()
        return {
            "id": self.id,
            "state": self.state,
            "reason": dict(self._get_reasons())[self.reason],
            "parts": self._get_message_parts(),
            "outcome": self._get_outcome(),
        }

    def _get_banner_asked(self):
        """Return who is asked since when, and what was refused, each once.

        Called on the holds that the banner of one order speaks of, in sudo.
        """
        pending = self.order_id._get_pending_approvals()
        entries = {}
        for approval in pending:
            label = self._get_subject_label(approval.subject)
            entries.setdefault(self._get_asked_entry(approval), []).append(label)
        subjects = set(pending.mapped("subject"))
        for hold in self.filtered(lambda hold: hold.state == "held"):
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
        approvals = self.order_id.approval_ids
        decided = approvals.filtered(lambda row: row.subject == subject)
        last = decided.sorted("id")[-1:]
        if last.state != "rejected":
            return self.env._("Nobody is asked"), ""
        who = self.env._("Refused by %s", last.decided_by_id.name)
        return who, last.reason or ""

    def _get_subject_label(self, subject):
        """Return the subject of the decision, as the inbox names it."""
        return dict(self.env["sales.authority"]._get_subjects()).get(subject, "")

    def _get_outcome(self):
        """Return who released the hold and how far, or how it ends."""
        self.ensure_one()
        if self.state == "released":
            return self._get_release_text()
        if self.reason == "manual_stop":
            return self.env._("Ends when finance or the manager lifts the stop.")
        if self.reason == "customer_pending":
            return self.env._(
                "Ends when the regional manager or the director approves the customer."
            )
        if self.reason == "payment_first":
            return self.env._("Confirmed by itself once it is paid.")
        return ""

    def _get_release_text(self):
        """Return who released the hold, when and up to what."""
        approval = self.approval_id
        values = {
            "user": approval.decided_by_id.name or "",
            "date": format_datetime(self.env, approval.decided_at, dt_format="short"),
        }
        if self.reason in ("credit_limit", "contract_review"):
            return self.env._(
                "Released by %(user)s on %(date)s, up to %(amount)s.",
                amount=self._format(self.amount),
                **values,
            )
        return self.env._("Released by %(user)s on %(date)s.", **values)
