import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles

from .collection_slip import LIVING

_logger = logging.getLogger(__name__)

_LETTER = "receivables_collect.mail_activity_type_letter"


class CollectionSlip(models.Model):
    """The dunning level of a slip, and its letter (R1.8)."""

    _inherit = "collection.slip"

    _protected_fields = frozenset(
        {
            "level_id",
            "responsible_id",
            "letter_level_id",
            "letter_date",
            "letter_problem",
            "letter_problem_date",
        }
    )

    level_id = fields.Many2one(
        "collection.level",
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    letter_level_id = fields.Many2one(
        "collection.level",
        string="Last Letter",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The level whose letter was sent last.",
    )
    letter_date = fields.Date(string="Last Letter on", readonly=True, copy=False)
    letter_problem = fields.Char(readonly=True, copy=False)
    letter_problem_date = fields.Date(
        readonly=True, copy=False, help="The day on which the letter could not be sent."
    )
    responsible_id = fields.Many2one(
        "res.users",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The person who acts next, according to the level.",
    )
    is_letter_due = fields.Boolean(
        string="Letter Due", compute="_compute_is_letter_due"
    )

    @api.depends("level_id", "letter_level_id", "state", "amount_residual")
    def _compute_is_letter_due(self):
        for slip in self:
            slip.is_letter_due = (
                slip.state in LIVING
                and bool(slip.level_id.mail_template_id)
                and slip.letter_level_id != slip.level_id
                and slip.amount_residual > 0
            )

    def action_letter_sent(self):
        """Record that the letter of the present level went by post or by hand.

        :raise AccessError: when the caller is not finance
        :raise UserError: when no letter is due
        """
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Letters are sent by finance. Ask finance."),
        )
        self.check_access("write")
        for slip in self:
            if not slip.is_letter_due:
                raise UserError(
                    self.env._("No letter is due for %s.", slip.display_name)
                )
        self._note_letter(self.env._("Sent by post or by hand"))
        return True

    @api.model
    def _cron_escalate(self):
        """Raise slips to the level that their days overdue ask for (R1.8).

        Set-based. A level is left once its letter was sent and its interval is over;
        no level is jumped past whose letter was not sent, unless it may be jumped to.
        Where a letter could not be sent, its day counts: somebody was told to go
        another way. The users responsible from now on are told, each once.
        """
        self._replace_responsible()
        self.flush_model()
        self.env["collection.level"].flush_model()
        self.env["crm.team"].flush_model(["user_id"])
        self.env["res.users"].flush_model(["active"])
        for company in self.env["res.company"].search(Domain.TRUE):
            today = company._get_today()
            rows = self.env.execute_query(self._query_escalate(company, today))
            slips = self.browse(slip_id for (slip_id,) in rows)
            slips.invalidate_recordset()
            slips._tell_escalated()

    @api.model
    def _replace_responsible(self):
        """Have somebody act on open slips whose responsible user left, and tell them.

        The leader of the branch, else the director.
        """
        domain = [
            ("state", "in", ("draft", *LIVING)),
            ("responsible_id.active", "=", False),
        ]
        left = self.search(domain).filtered("responsible_id")
        for (team, user, company), slips in left.grouped(
            lambda slip: (slip.team_id, slip.responsible_id, slip.company_id)
        ).items():
            acting = user._get_acting(team or user._get_last_team(), company)[:1]
            slips._write_protected({"responsible_id": acting.id})
        left._tell_responsible(
            lambda env, count: env._(
                "%s slips of a colleague who left are yours", count
            )
        )

    def _tell_escalated(self):
        """Tell the persons who have to act on these slips now."""
        self._tell_responsible(
            lambda env, count: env._("%s slips have reached your level", count)
        )

    def _tell_responsible(self, get_summary):
        """Plan one activity per person responsible for these slips.

        :param get_summary: takes an environment and a number of slips
        """
        for user, slips in self.grouped("responsible_id").items():
            if not user.active:
                continue
            first = slips.sorted("urgency", reverse=True)[0]
            env = first.with_context(lang=user.lang).env
            first.activity_schedule(
                "receivables_collect.mail_activity_type_slips",
                first.company_id._get_today(),
                user_id=user.id,
                summary=get_summary(env, len(slips)),
            )

    @api.model
    def _query_escalate(self, company, today):
        """Return the SQL that raises the slips of one company."""
        overdue = self.env["collection.overdue"]
        return SQL(
            """
            UPDATE collection_slip slip
               SET level_id = target.level_id,
                   responsible_id = target.responsible_id,
                   letter_problem = NULL,
                   letter_problem_date = NULL,
                   letter_level_id = COALESCE(target.silent_id, slip.letter_level_id),
                   letter_date = CASE WHEN target.silent_id IS NULL
                                      THEN slip.letter_date ELSE %(today)s::date END
              FROM (
                SELECT candidate.id, level.id AS level_id,
                       CASE WHEN level.mail_template_id IS NULL
                            THEN level.id END AS silent_id,
                       %(responsible)s AS responsible_id
                  FROM collection_slip candidate
                  LEFT JOIN collection_level present
                         ON present.id = candidate.level_id
                  LEFT JOIN crm_team team ON team.id = candidate.team_id
                  JOIN LATERAL (%(level)s) level ON TRUE
                 WHERE candidate.company_id = %(company)s
                   AND candidate.state IN ('issued', 'sent', 'signed')
                   AND candidate.amount_residual > 0
                   AND (present.id IS NULL
                        OR level.can_skip IS TRUE
                        OR (candidate.letter_level_id = candidate.level_id
                            AND candidate.letter_date + present.interval_days
                                <= %(today)s)
                        OR candidate.letter_problem_date + present.interval_days
                           <= %(today)s)
              ) target
             WHERE target.id = slip.id
            RETURNING slip.id
            """,
            responsible=overdue._query_responsible(company, SQL("candidate.user_id")),
            today=today,
            company=company.id,
            level=self._query_next_level(today),
        )

    @api.model
    def _query_next_level(self, today):
        """Return the SQL of the level above the present one that is reached."""
        return SQL(
            """
            SELECT level.*
              FROM collection_level level
             WHERE level.company_id = candidate.company_id
               AND level.active IS TRUE
               AND level.days_overdue <= %(today)s - candidate.date_oldest
               AND level.days_overdue > COALESCE(present.days_overdue, -1)
               AND (level.can_skip IS TRUE
                    OR NOT EXISTS (
                        SELECT 1
                          FROM collection_level middle
                         WHERE middle.company_id = level.company_id
                           AND middle.active IS TRUE
                           AND middle.days_overdue < level.days_overdue
                           AND middle.days_overdue
                               > COALESCE(present.days_overdue, -1)))
             ORDER BY level.days_overdue DESC
             LIMIT 1
            """,
            today=today,
        )

    @api.model
    def _cron_send_letters(self, batch=20):
        """Queue the letters that are due, slip by slip, a commit after each batch.

        Killed in between, the next run goes on where this one ended: the letter and
        the note that it was sent are one transaction. A letter that cannot be sent
        leaves its reason on the slip and waits for finance.
        """
        cron = self.env["ir.cron"]
        remaining = self.search_count(self._get_letter_domain())
        if not remaining or not cron._commit_progress(remaining=remaining):
            return
        while slips := self._claim_letters(batch):
            for slip in slips:
                slip._try_letter()
            if not cron._commit_progress(len(slips)):
                return

    @api.model
    def _get_letter_domain(self):
        """Return the domain of slips whose letter is to be sent."""
        return (
            Domain("state", "in", LIVING)
            & Domain("amount_residual", ">", 0)
            & Domain("level_id.mail_template_id", "!=", False)
            & Domain("letter_problem", "=", False)
            & Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s IS DISTINCT FROM %s",
                    model._field_to_sql(alias, "letter_level_id", query),
                    model._field_to_sql(alias, "level_id", query),
                )
            )
        )

    @api.model
    def _claim_letters(self, limit):
        """Return the slips whose letters no other process is sending now."""
        slips = self.search(self._get_letter_domain(), limit=limit, order="id")
        return slips.try_lock_for_update()

    def _try_letter(self):
        """Send one letter, or note on the slip why it cannot be sent."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._send_letter()
        except UserError as error:
            self._note_letter_problem(str(error))
        except Exception:  # cron: the other letters go on
            _logger.exception("Letter of slip %s", self.id)
            self._note_letter_problem(self.env._("An error that the log names."))

    def _note_letter_problem(self, problem):
        """Note why the letter cannot be sent, and tell who brings it another way.

        Finance sends it by post or hands it over, the responsible user calls or visits.
        """
        self.ensure_one()
        today = self.company_id._get_today()
        self._write_protected({"letter_problem": problem, "letter_problem_date": today})
        users = self.company_id._get_role_users(roles.FINANCE)
        users |= self.responsible_id._get_acting(self.team_id, self.company_id)
        vals = {
            "summary": self.env._(
                "No letter by e-mail: send it by post, call or visit"
            ),
            "note": problem,
            "date_deadline": today,
        }
        wanted = {self.id: dict.fromkeys(users.ids, vals)}
        self.env["sales.notice"]._plan(self, _LETTER, wanted)

    def _send_letter(self):
        """Queue the letter of the slip's level, in the customer's language.

        :raise UserError: when the customer has no address to write to
        """
        self.ensure_one()
        receiver = self.partner_id._get_collection_receiver(self.company_id)
        if not receiver:
            raise UserError(
                self.env._(
                    "%s has no e-mail address, nor has any of the contacts.",
                    self.partner_id.display_name,
                )
            )
        self.level_id.mail_template_id.send_mail(
            self.id,
            force_send=False,
            email_values={"email_to": False, "recipient_ids": [receiver.id]},
        )
        self._note_letter(self.env._("Sent by e-mail"))

    def _note_letter(self, note):
        """Record that the letter of the present level was sent."""
        for slip in self:
            slip._write_protected(
                {
                    "letter_level_id": slip.level_id.id,
                    "letter_date": slip.company_id._get_today(),
                    "letter_problem": False,
                    "letter_problem_date": False,
                }
            )
        self.env["sales.notice"]._end(self, _LETTER)
        # sudo: a letter is noted by the system
        self.sudo().env["collection.contact"].create(
            [
                {
                    "slip_id": slip.id,
                    "kind": "letter",
                    "result": "sent",
                    "note": f"{slip.level_id.name}: {note}",
                }
                for slip in self
            ]
        )
