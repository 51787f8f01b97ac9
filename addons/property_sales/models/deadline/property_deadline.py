from collections import namedtuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools.inherited import add_up

DIRECTOR = "sales_rules.group_marketing_director"
NOTICE = "property_sales.mail_activity_type_deadline"
# days ahead of a kind whose documents remind by themselves: told of when it is late, or
# never
LATE_ONLY = -1
NEVER = -1_000_000
# states in which something is still to be done
OPEN = ("open", "late")

# A kind of deadline: its documents, and those whom it concerns.
#   model   the model of its documents
#   role    who has to keep it where no user is named or the user has left: the external
#           id of a group
#   ahead   days before the last one from which it stands among their activities
#   late    who is told as well when it is past: a group, or several
#   done    domain of the documents of which it was done, not void, once nothing asks
#           for it; None where only a method can tell
Kind = namedtuple("Kind", "model role ahead late done", defaults=(DIRECTOR, None))
# One deadline that is to stand: the company, the last day, and the user responsible.
Expected = namedtuple("Expected", "company date_due user")
# A period shorter than days, after which a job acts by itself.
#   model    the model of its documents
#   setting  how long it is: a field of the company
#   moment   the field of its last moment
#   job      the method of the model that the job calls
Clock = namedtuple("Clock", "model setting moment job")


class PropertyDeadline(models.Model):
    """A day by which something is to be done about homes, and by whom (R2.7).

    It stands among the activities of whoever has to keep it some days ahead, and of the
    marketing director too once it is past; the last day itself is in time. Nobody
    enters deadlines: they follow from documents, and move with them.

    A topic adds a kind of its own with `selection_add`, `_kinds`, and a method
    `_expect_<kind>`, which finds what is to be done now. The domain `done`, or a method
    `_get_done_<kind>`, tells what was done from what has become void.
    `_follow` is called where a document changes; the job finds what nobody called it
    for.
    """

    _name = "property.deadline"
    _description = "Deadline"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_due, id"
    _rec_name = "kind"

    _protected_fields = frozenset(
        {"kind", "res_model", "res_id", "company_id", "user_id", "date_due"}
        | {"date_done"}
    )
    _state_moves = {
        "open": ("late",),
        "late": ("open",),
        "done": OPEN,
        "void": OPEN,
    }
    # kind: `Kind`; adds up over the classes of the model
    _kinds = {}
    # period: `Clock`, of those that a topic keeps by itself; adds up as well
    _clocks = {}

    kind = fields.Selection([], required=True, readonly=True, index=True)
    res_model = fields.Char(string="Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        string="Document ID", model_field="res_model", required=True, readonly=True
    )
    document = fields.Char(compute="_compute_document", compute_sudo=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", string="Responsible", readonly=True, index="btree_not_null"
    )
    date_due = fields.Date(
        string="Last Day", required=True, readonly=True, help="This day is in time."
    )
    date_done = fields.Date(string="Done on", readonly=True)
    state = fields.Selection(
        [
            ("open", "Open"),
            ("late", "Late"),
            ("done", "Done"),
            ("void", "Void"),
        ],
        required=True,
        default="open",
        readonly=True,
        index=True,
    )

    _one_open = models.UniqueIndex(
        "(kind, res_id) WHERE state IN ('open', 'late')",
        "A document has one open deadline of a kind.",
    )
    _due = models.Index("(date_due) WHERE state IN ('open', 'late')")

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        self.document = False
        for model, rows in self.grouped("res_model").items():
            if model in self.env:
                documents = self.env[model].browse(rows.mapped("res_id")).exists()
                names = self._get_document_names(documents)
                for row in rows:
                    row.document = names.get(row.res_id, False)

    @api.depends("kind", "document")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{kinds.get(row.kind, '')}: {row.document or ''}"

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Deadlines stay on record, whatever became of them.")

    def action_open_document(self):
        """Open what the deadline is of."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    @api.model
    def _get_kinds(self):
        """Return the kinds of deadlines that all topics name."""
        return add_up(type(self), "_kinds")

    @api.model
    def _get_document_names(self, documents):
        """Return the names of documents of one model, by id.

        To be extended where a name does not say of which home it is.
        """
        return {document.id: document.display_name for document in documents}

    @api.model
    def _find(self, model, records, domain):
        """Return the documents of a model that match.

        :param records: those in question; None for all
        """
        if records is not None:
            domain = Domain(domain) & Domain("id", "in", records.ids)
        return self.env[model].search(domain)

    @api.model
    def _follow(self, records):
        """Have the deadlines of these documents be what they ask for now.

        To be called where a document changes, by those who change it.
        """
        for kind, told in self._get_kinds().items():
            if records and told.model == records._name:
                self._sync(kind, records)

    @api.model
    def _sync(self, kind, records=None):
        """Have the deadlines of a kind be what documents ask for now.

        :param str kind: the kind
        :param records: the documents in question; None for all
        """
        rows_sudo = self.sudo()  # of everybody, whoever changes a document
        expected = getattr(rows_sudo, f"_expect_{kind}")(records)
        domain = [("kind", "=", kind), ("state", "in", OPEN)]
        if records is not None:
            domain.append(("res_id", "in", records.ids))
        standing = {row.res_id: row for row in rows_sudo.search(domain)}
        over = rows_sudo.union(
            *(row for res_id, row in standing.items() if res_id not in expected)
        )
        rows_sudo._end_rows(kind, over)
        told = rows_sudo
        missing = []
        for res_id, wanted in expected.items():
            row = standing.get(res_id)
            if not row:
                missing.append(rows_sudo._prepare_row(kind, res_id, wanted))
            elif (row.date_due, row.user_id) != (wanted.date_due, wanted.user):
                row._write_protected(
                    {"date_due": wanted.date_due, "user_id": wanted.user.id}
                )
                told |= row
        # nobody is told that a row was made, but of what it says
        quiet = rows_sudo.with_context(
            mail_create_nolog=True, mail_create_nosubscribe=True
        )
        told |= quiet._create_protected(missing)
        told._watch()

    @api.model
    def _prepare_row(self, kind, res_id, wanted):
        """Return the values of a new deadline."""
        return {
            "kind": kind,
            "res_model": self._get_kinds()[kind].model,
            "res_id": res_id,
            "company_id": wanted.company.id,
            "user_id": wanted.user.id,
            "date_due": wanted.date_due,
            "state": "open",
        }

    @api.model
    def _end_rows(self, kind, rows):
        """End deadlines that nothing asks for any more: done, or void."""
        if not rows:
            return
        done_ids = self._get_done(kind, rows.mapped("res_id"))
        done = rows.filtered(lambda row: row.res_id in done_ids)
        for company, own in done.grouped("company_id").items():
            own._move("done", date_done=company._get_today())
        (rows - done)._move("void")
        self.env["sales.notice"]._end(rows, NOTICE)

    @api.model
    def _get_done(self, kind, ids):
        """Return those documents of a kind of which it was done.

        :param list ids: of documents that nothing asks anything of any more
        :rtype: set
        """
        told = self._get_kinds()[kind]
        if told.done is None:
            return getattr(self, f"_get_done_{kind}")(ids)
        documents = self.env[told.model].browse(ids).exists()
        return set(documents.filtered_domain(told.done).ids)

    def _watch(self):
        """Note which of these open deadlines are past, and tell whom they concern."""
        wanted = {}
        for company, rows in self.grouped("company_id").items():
            today = company._get_today()
            past = rows.filtered(lambda row, today=today: row.date_due < today)
            past.filtered(lambda row: row.state == "open")._move("late")
            (rows - past).filtered(lambda row: row.state == "late")._move("open")
            users_by_role = {}
            for row in rows:
                kind = row._get_kinds()[row.kind]
                if (row.date_due - today).days <= kind.ahead:
                    wanted[row.id] = {
                        user.id: row._prepare_notice_vals(user)
                        for user in row._get_users(kind, users_by_role)
                    }
        self.env["sales.notice"]._sync(self, NOTICE, wanted)

    def _get_users(self, kind, users_by_role):
        """Return the users who are told of a deadline now.

        :param kind: its `Kind`
        :param dict users_by_role: those that were asked for already
        """
        self.ensure_one()
        roles = [] if self.user_id.active else [kind.role]
        if self.state == "late":
            roles += [kind.late] if isinstance(kind.late, str) else kind.late
        users = self.user_id.filtered("active")
        for role in roles:
            if role not in users_by_role:
                users_by_role[role] = self.company_id._get_role_users(role)
            users |= users_by_role[role]
        return users

    def _prepare_notice_vals(self, user):
        """Return the activity about a deadline, in the language of its user."""
        self.ensure_one()
        row = self.with_context(lang=user.lang or self.env.lang)
        names = {
            "deadline": row.display_name,
            "date": format_date(row.env, self.date_due),
        }
        if self.state == "late":
            summary = row.env._("%(deadline)s: late since %(date)s", **names)
        else:
            summary = row.env._("%(deadline)s: until %(date)s", **names)
        return {"summary": summary, "date_deadline": self.date_due}

    @api.model
    def _cron_watch(self):
        """Find deadlines that are missing, moved, near or past, kind by kind."""

        def watch(kind):
            self._sync(kind)
            self.search([("kind", "=", kind), ("state", "in", OPEN)])._watch()

        kinds = list(self._get_kinds())
        self.env["ir.cron"]._go_through(kinds, watch, "Deadlines of homes")
