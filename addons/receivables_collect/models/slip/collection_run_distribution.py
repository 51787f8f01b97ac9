from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Command
from odoo.tools.misc import formatLang

from odoo.addons.receivables_collect.tools import roles

_TYPE = "receivables_collect.mail_activity_type_slips"
# in the context while a run plans its activities: an object, which no client can send
_PLANNING = object()


class CollectionRun(models.Model):
    """Telling those concerned of an issued run: at once by activity, all by cron."""

    _inherit = "collection.run"

    _protected_fields = frozenset({"is_told", "recipient_ids"})

    recipient_ids = fields.Many2many(
        "res.users",
        "collection_run_recipient_rel",
        string="Distribution List",
        readonly=True,
        copy=False,
        help="Branch heads, the persons concerned and the director (R4.23, R1.8).",
    )

    is_told = fields.Boolean(
        readonly=True, copy=False, help="The distribution list was told."
    )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        # EXTENDS 'mail': users with an activity on the run need not follow it, and
        # subscribing costs three queries a person
        if self.env.context.get("collection_run_planning") is _PLANNING:
            return True
        return super().message_subscribe(partner_ids, subtype_ids)

    def _distribute(self):
        """Tell those concerned of an issued run.

        One activity per person and run, as one per slip would cost two queries each;
        other recipients and the message are left to the cron, so that issuing is fast.
        """
        self._plan_activities()
        data = self.env["ir.model.data"]
        cron_id = data._xmlid_to_res_id("receivables_collect.ir_cron_run_tell")
        self.env["ir.cron"].sudo().browse(cron_id)._trigger()  # sudo: for every issuer

    @api.model
    def _cron_tell(self):
        """Send issued runs to their distribution lists, one by one (R4.23, R1.8).

        Issuing triggers it.
        """
        runs = self.search([("state", "=", "done"), ("is_told", "=", False)])
        self.env["ir.cron"]._go_through(
            runs, lambda run: run._tell_recipients(), "Distribution of slips"
        )

    def _tell_recipients(self):
        """Post a summary on an issued run and notify its distribution list."""
        self.ensure_one()
        issuer = self.issued_by_id
        run = self.with_context(lang=issuer.lang)
        users = self._get_recipients()
        numbers = sorted(self.slip_ids.mapped("number"))
        if numbers:
            prefix, _slash, first = numbers[0].rpartition("/")
            run.message_post(
                author_id=issuer.partner_id.id,
                subject=run.env._("Collection slips: %s", run.name),
                body=run._get_issue_summary(f"{prefix}/", int(first), len(numbers)),
                partner_ids=users.partner_id.ids,
            )
        self._write_protected(
            {"is_told": True, "recipient_ids": [Command.set(users.ids)]}
        )

    def _read_slip_groups(self):
        """Return (responsible, salesperson, team, count) of the run's slips."""
        # sudo: all slips of the run
        slips_sudo = self.env["collection.slip"].sudo()
        return slips_sudo._read_group(
            [("run_id", "=", self.id)],
            ["responsible_id", "user_id", "team_id"],
            ["__count"],
        )

    def _get_recipients(self):
        """Return the users told of the run: its distribution list."""
        # sudo: to tell them only
        users = self.env["res.users"].sudo()
        for responsible, salesperson, team, _count in self._read_slip_groups():
            users |= responsible | salesperson | team.user_id | team.main_collector_id
        users |= self.company_id._get_role_users(roles.DIRECTOR)
        users |= self.company_id.sudo().collection_watcher_ids  # as above
        return users.filtered(lambda user: user.active and not user.share)

    def _get_issue_summary(self, prefix, first, count):
        """Return the message that goes to the distribution list."""
        mixin = self.env["sales.register.mixin"]
        # sudo: sums of all slips
        slips_sudo = self.env["collection.slip"].sudo()
        sums = slips_sudo._read_group(
            [("run_id", "=", self.id)], ["currency_id"], ["amount_due:sum"]
        )
        amounts = ", ".join(
            formatLang(self.env, amount, currency_obj=currency)
            for currency, amount in sums
        )
        link = Markup('<a href="/odoo/action-%s">%s</a>') % (
            "receivables_collect.collection_slip_action_worklist",
            self.env._("Open the worklist"),
        )
        text = self.env._(
            "%(count)s collection slips issued, %(first)s to %(last)s, asking for"
            " %(amounts)s.",
            count=count,
            first=mixin._format_number(prefix, first),
            last=mixin._format_number(prefix, first + count - 1),
            amounts=amounts,
        )
        return Markup("<p>%s %s</p>") % (text, link)

    def _plan_activities(self):
        """Plan one activity per person who acts on slips of this run."""
        counts = {}
        for responsible, _salesperson, _team, count in self._read_slip_groups():
            counts[responsible] = counts.get(responsible, 0) + count
        # sudo: languages, read at once with that of the current user, for the title
        self.env["res.users"].sudo().union(*counts, self.env.user).mapped("lang")
        today = self.company_id._get_today()
        wanted = {
            user.id: {
                "summary": self._get_activity_summary(user, count),
                "date_deadline": today,
            }
            for user, count in counts.items()
        }
        notices = self.env["sales.notice"]
        planning = notices.with_context(collection_run_planning=_PLANNING)
        planning._plan(self, _TYPE, {self.id: wanted})

    def _get_activity_summary(self, user, count):
        env = self.with_context(lang=user.lang).env
        return env._("%s collection slips to follow up", count)
