from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain


class CollectionJournalDispatch(models.Model):
    """Receivables journal of a day as sent to one branch (F16, R4.23).

    The branch acknowledges that it got the journal: its leader or its main collector,
    with the time. A journal not acknowledged in time is flagged.
    """

    _name = "collection.journal.dispatch"
    _description = "Journal Sent to a Branch"
    _inherit = ["sales.protected.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, team_id, id"
    _rec_name = "team_id"

    _protected_fields = frozenset(
        {
            "company_id",
            "date",
            "journal_id",
            "team_id",
            "sent_at",
            "date_due",
            "acknowledged_by_id",
            "acknowledged_at",
            "opening",
            "sales",
            "receipts",
            "adjustments",
            "transferred",
            "closing",
        }
    )

    journal_id = fields.Many2one(
        "collection.journal",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(related="journal_id.company_id", store=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(related="journal_id.date", store=True)
    number = fields.Char(related="journal_id.number")
    team_id = fields.Many2one(
        "crm.team",
        string="Branch",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    opening = fields.Monetary(readonly=True, aggregator=None)
    sales = fields.Monetary(readonly=True)
    receipts = fields.Monetary(string="Money Received", readonly=True)
    adjustments = fields.Monetary(readonly=True)
    transferred = fields.Monetary(readonly=True)
    closing = fields.Monetary(readonly=True, aggregator=None)
    sent_at = fields.Datetime(string="Sent", readonly=True, copy=False)
    date_due = fields.Datetime(string="Acknowledge by", readonly=True, copy=False)
    acknowledged_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    acknowledged_at = fields.Datetime(string="Acknowledged", readonly=True, copy=False)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    can_acknowledge = fields.Boolean(compute="_compute_can_acknowledge")

    _one_per_team = models.UniqueIndex(
        "(journal_id, team_id)", "The journal is sent to this branch already."
    )

    @api.depends("date_due", "acknowledged_at")
    def _compute_is_overdue(self):
        now = fields.Datetime.now()
        for dispatch in self:
            dispatch.is_overdue = bool(
                not dispatch.acknowledged_at
                and dispatch.date_due
                and dispatch.date_due < now
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        overdue = Domain("acknowledged_at", "=", False) & Domain(
            "date_due", "<", fields.Datetime.now()
        )
        return Domain.OR([overdue if flag else ~overdue for flag in value])

    @api.depends_context("uid")
    @api.depends("acknowledged_at", "team_id")
    def _compute_can_acknowledge(self):
        for dispatch in self:
            dispatch.can_acknowledge = not dispatch._get_cannot_acknowledge_reason()

    def _get_recipients(self):
        """Return the users who get the branch's journal: leader and main collector.

        The marketing directors, where neither of them is still there.
        """
        # sudo: their names, not their rights
        team_sudo = self.team_id.sudo()
        heads = team_sudo.user_id | team_sudo.main_collector_id
        return heads._get_acting(team_sudo, self.company_id)

    def _get_cannot_acknowledge_reason(self):
        """Return why the user cannot acknowledge, or an empty text."""
        self.ensure_one()
        if self.acknowledged_at:
            return self.env._(
                "The journal %(number)s was acknowledged by %(user)s already.",
                number=self.number,
                user=self.acknowledged_by_id.name,
            )
        if self.env.user not in self._get_recipients():
            return self.env._(
                "The journal %(number)s for %(team)s is acknowledged by the leader or"
                " the main collector of the branch.",
                number=self.number,
                team=self.team_id.name,
            )
        return ""

    def action_acknowledge(self):
        """Confirm, as the branch, that the journal was received."""
        for dispatch in self:
            if reason := dispatch._get_cannot_acknowledge_reason():
                raise AccessError(reason)
        # sudo: the branch has no right to write, the method says what it may
        self_sudo = self.sudo()
        self_sudo._write_protected(
            {
                "acknowledged_by_id": self.env.uid,
                "acknowledged_at": fields.Datetime.now(),
            }
        )
        self_sudo.activity_feedback(["mail.mail_activity_data_todo"])

    def action_open_lines(self):
        """Show the rows of the branch."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "collection.journal.line",
            "view_mode": "list,pivot",
            "domain": [
                ("journal_id", "=", self.journal_id.id),
                ("team_id", "=", self.team_id.id),
            ],
        }

    def _get_lines(self):
        """Return the rows of the branch, for the printed form."""
        self.ensure_one()
        # sudo: all readers of the dispatch read what was sent with it
        return self.sudo().journal_id.line_ids.filtered(
            lambda line: line.team_id == self.team_id
        )

    @api.model
    def _make(self, journal):
        """Have the journal sent to every branch that has rows in it."""
        names = ("opening", "sales", "receipts", "adjustments", "transferred")
        names += ("closing",)
        rows = self.env["collection.journal.line"]._read_group(
            [("journal_id", "=", journal.id), ("team_id", "!=", False)],
            ["team_id"],
            [f"{name}:sum" for name in names],
        )
        self.with_context(mail_create_nolog=True)._create_protected(
            [
                {"journal_id": journal.id, "team_id": team.id}
                | dict(zip(names, sums, strict=True))
                for team, *sums in rows
            ]
        )
        cron = self.env.ref("receivables_collect.ir_cron_journal_send", False)
        if cron:
            # sudo: every user who prints wakes the cron
            cron.sudo()._trigger()

    def _send(self):
        """Send the journal to the branch, in its leader's language."""
        now = fields.Datetime.now()
        template = self.env.ref("receivables_collect.mail_template_journal")
        for dispatch in self:
            days = dispatch.company_id.collection_journal_acknowledge_days
            dispatch._write_protected(
                {"sent_at": now, "date_due": now + timedelta(days=days)}
            )
            recipients = dispatch._get_recipients()
            written = recipients.filtered("email")
            if written:
                template.send_mail(
                    dispatch.id,
                    email_values={"recipient_ids": written.partner_id.ids},
                )
            # the duty is the first one's, and of those whom no mail tells
            for user in recipients[:1] | (recipients - written):
                dispatch.activity_schedule(
                    "mail.mail_activity_data_todo",
                    dispatch.company_id._get_day(dispatch.date_due),
                    summary=user.with_context(lang=user.lang).env._(
                        "Acknowledge the receivables journal of %s", dispatch.date
                    ),
                    user_id=user.id,
                )

    @api.model
    def _cron_send(self):
        """Send the printed journals; each branch is a commit of its own.

        Those that cannot be sent keep no others from it.
        """
        waiting = self.search([("sent_at", "=", False)], order="id")

        def send(dispatch):
            dispatch = dispatch.try_lock_for_update()
            dispatch.filtered(lambda row: not row.sent_at)._send()

        self.env["ir.cron"]._go_through(waiting, send, "Journal could not be sent")
