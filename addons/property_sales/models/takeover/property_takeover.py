from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

FINANCE = "sales_rules.group_finance"
DIRECTOR = "sales_rules.group_marketing_director"
NOTICE = "sales_rules.mail_activity_type_document"


class PropertyTakeover(models.Model):
    """Contracts that already run, taken over as of one day (R2.7, R2.8).

    Finance imports them as they were signed, filed, claimed and paid at the end of the
    cut-over day, the marketing director confirms them, and finance applies them: all of
    them, or none. From then on they are contracts like others, with the numbers that
    they have, and one opening entry each; the accounts agree with what was imported.
    The money that came before is in no day of the sales ledger F33.
    """

    _name = "property.takeover"
    _description = "Take-over of Running Contracts"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"
    _rec_name = "date"
    _check_company_auto = True

    _reason_actions = {"reopen": "action_reopen"}
    _protected_fields = frozenset(
        {"reasons_text", "checked_at", "confirmed_by_id", "confirmed_at"}
        | {"applied_by_id", "applied_at", "total_ids", "entered_by_ids"}
    )
    _free_states = frozenset({"draft"})
    _frozen_fields = frozenset({"company_id", "date", "opening_account_id", "line_ids"})
    _state_moves = {
        "draft": ("confirmed",),
        "confirmed": ("draft",),
        "applied": ("confirmed",),
    }

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        string="Cut-over Day",
        required=True,
        tracking=True,
        help="Claims and payments to the end of this day are taken over; the opening"
        " entries are dated on it.",
    )
    opening_account_id = fields.Many2one(
        "account.account",
        compute="_compute_opening_account_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        check_company=True,
        domain="[('account_type', '!=', 'asset_receivable')]",
        ondelete="restrict",
        tracking=True,
        help="The money paid so far is booked against it, as the bank's opening balance"
        " is.",
    )
    line_ids = fields.One2many(
        "property.takeover.line", "takeover_id", string="Contracts"
    )
    total_ids = fields.One2many(
        "property.takeover.total", "takeover_id", string="Accounts"
    )
    line_count = fields.Integer(
        string="Number of Contracts", compute="_compute_figures"
    )
    wrong_count = fields.Integer(
        string="With Reasons",
        compute="_compute_figures",
        help="Contracts that the last check found something against.",
    )
    amount_claimed = fields.Monetary(string="Claimed", compute="_compute_figures")
    amount_paid = fields.Monetary(string="Paid", compute="_compute_figures")
    entered_by_ids = fields.Many2many(
        "res.users",
        string="Entered by",
        readonly=True,
        copy=False,
        context={"active_test": False},
        help="None of them confirms it.",
    )
    reasons_text = fields.Text(
        string="Reasons", readonly=True, copy=False, help="Of the whole take-over."
    )
    checked_at = fields.Datetime(string="Checked at", readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users",
        string="Confirmed by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    confirmed_at = fields.Datetime(string="Confirmed at", readonly=True, copy=False)
    applied_by_id = fields.Many2one(
        "res.users",
        string="Taken over by",
        readonly=True,
        copy=False,
        ondelete="restrict",
    )
    applied_at = fields.Datetime(string="Taken over at", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("applied", "Taken Over")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_per_day = models.UniqueIndex(
        "(company_id, date)",
        "The company has a take-over of this day already: open that one.",
    )

    @api.depends("company_id")
    def _compute_opening_account_id(self):
        # that of undistributed profits, as core's opening balances take it
        accounts = self.env["account.account"]
        for takeover in self.filtered("company_id"):
            takeover.opening_account_id = accounts.search(
                [
                    *accounts._check_company_domain(takeover.company_id),
                    ("account_type", "=", "equity_unaffected"),
                ],
                limit=1,
            )

    @api.depends("line_ids.reasons_text", "line_ids.amount_claimed")
    def _compute_figures(self):
        lines = self.env["property.takeover.line"]
        rows = lines._read_group(
            [("takeover_id", "in", self.ids)],
            ["takeover_id"],
            ["__count", "amount_claimed:sum", "amount_paid:sum"],
        )
        found = {takeover.id: figures for takeover, *figures in rows}
        wrong = lines._read_group(
            [("takeover_id", "in", self.ids), ("reasons_text", "!=", False)],
            ["takeover_id"],
            ["__count"],
        )
        wrong = {takeover.id: count for takeover, count in wrong}
        for takeover in self:
            key = takeover._origin.id
            count, claimed, paid = found.get(key, (0, 0.0, 0.0))
            takeover.line_count = count
            takeover.amount_claimed = claimed
            takeover.amount_paid = paid
            takeover.wrong_count = wrong.get(key, 0)

    @api.depends("date", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for takeover in self:
            if not takeover.date:
                takeover.display_name = self.env._("New Take-over")
                continue
            day = format_date(self.env, takeover.date)
            takeover.display_name = self.env._("Take-over of %s", day)

    @api.model_create_multi
    def create(self, vals_list):
        takeovers = super().create(vals_list)
        takeovers._note_entry()
        return takeovers

    def write(self, vals):
        res = super().write(vals)
        if self._frozen_fields & vals.keys():
            self._note_entry()
        return res

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Only drafts of take-overs are deleted: %s", names)

    def action_import(self):
        """Open the import of a spreadsheet into this draft."""
        self.ensure_one()
        self._check_finance()
        self._check_state("draft")
        return {
            "type": "ir.actions.client",
            "tag": "import",
            "name": self.env._("Import Contracts: %s", self.display_name),
            "params": {
                "model": "property.takeover.line",
                "context": {"default_takeover_id": self.id},
            },
        }

    def action_open_lines(self):
        """Open the contracts of one take-over."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contracts of %s", self.display_name),
            "res_model": "property.takeover.line",
            "views": [(False, "list"), (False, "form")],
            "domain": [("takeover_id", "=", self.id)],
            "context": {
                "default_takeover_id": self.id,
                "search_default_wrong": bool(self.wrong_count),
            },
        }

    def action_check(self):
        """Note on each contract all that keeps it from being taken over.

        Where there is nothing, the marketing director has it among the activities.

        :return: the number of contracts with reasons
        :raise AccessError: for others than finance and the director
        """
        self.ensure_one()
        self._check_roles(FINANCE, DIRECTOR)
        self._check_state("draft", "confirmed")
        wrong = self.env["property.takeover.check"]._note(self)
        self._sync_notices(not wrong and not self.reasons_text)
        return len(wrong)

    def action_confirm(self):
        """Confirm that these contracts are taken over as they are listed.

        :raise AccessError: for others than the director, and who entered any of it
        :raise UserError: naming what is wrong
        """
        self.ensure_one()
        self._check_roles(DIRECTOR)
        self._check_state("draft")
        if not self.env.su and self.env.user in self.entered_by_ids:
            raise AccessError(
                self.env._(
                    "%(takeover)s: %(user)s entered some of it; another marketing"
                    " director confirms it.",
                    takeover=self.display_name,
                    user=self.env.user.name,
                )
            )
        self.env["property.takeover.check"]._refuse_wrong(self)
        # sudo: the director writes none
        self.sudo()._move(
            "confirmed",
            confirmed_by_id=self.env.uid,
            confirmed_at=fields.Datetime.now(),
        )
        self._sync_notices()
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_reopen(self, reason):
        """Make a confirmed take-over a draft again, to correct it.

        :param str reason: what is to be corrected; stays in the chatter
        :raise AccessError: for others than finance and the director
        """
        self.ensure_one()
        self._check_roles(FINANCE, DIRECTOR)
        reason = self._check_reason(reason)
        # sudo: the director writes none
        takeover_sudo = self.sudo()
        takeover_sudo._move("draft", confirmed_by_id=False, confirmed_at=False)
        takeover_sudo.message_post(body=self.env._("Made a draft again: %s", reason))
        self._sync_notices(False)
        return True

    def action_apply(self):
        """Take the contracts over: all of them with their opening entries, or none.

        :raise AccessError: for others than finance
        :raise UserError: before the director has confirmed it, a second time, or
            naming what is wrong
        """
        self.ensure_one()
        self._check_finance()
        # twice at once: the second is retried, and finds it applied
        self.line_ids.unit_id._take_guard()
        self.invalidate_recordset(["state"])
        self._check_state("confirmed")
        self.env["property.takeover.check"]._refuse_wrong(self)
        self.env["property.takeover.contracts"]._make(self.line_ids)
        self.env["property.takeover.books"]._book(self)
        self._move(
            "applied", applied_by_id=self.env.uid, applied_at=fields.Datetime.now()
        )
        self.message_post(
            body=self.env._(
                "%(count)s contracts were taken over.", count=len(self.line_ids)
            )
        )
        self._sync_notices()
        return True

    def action_compare(self):
        """Compare what was taken over with the ledger, account by account.

        :return: list of dicts of `account`, its code and name; `expected`, `booked` and
            `difference`, debit positive
        :raise AccessError: for others than finance, director and management
        """
        self.ensure_one()
        self.check_access("read")
        return [
            {
                "account": total.account_id.display_name,
                "expected": total.amount,
                "booked": total.amount_booked,
                "difference": total.difference,
            }
            for total in self.total_ids
        ]

    def _sync_notices(self, is_right=True):
        """Have one take-over stand among the activities of whoever is next.

        :param bool is_right: whether the last check found nothing
        """
        roles = {"draft": DIRECTOR, "confirmed": FINANCE}
        users = self.env["res.users"]
        if is_right and self.state in roles:
            users = self.company_id._get_role_users(roles[self.state])
        if self.state == "draft":
            users -= self.sudo().entered_by_ids  # they confirm nothing
        wanted = {}
        for user in users:
            row = self.with_context(lang=user.lang)
            texts = {
                "draft": row.env._("Confirm: %s", row.display_name),
                "confirmed": row.env._("Apply: %s", row.display_name),
            }
            wanted[user.id] = {"summary": texts[self.state]}
        self.env["sales.notice"]._sync(self, NOTICE, {self.id: wanted})

    def _note_entry(self):
        """Note that the caller entered something of these take-overs."""
        for takeover_sudo in self.sudo():  # written by methods only
            if self.env.user not in takeover_sudo.entered_by_ids:
                takeover_sudo._write_protected(
                    {"entered_by_ids": [Command.link(self.env.uid)]}
                )

    def _check_finance(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        self._check_roles(FINANCE)

    def _check_roles(self, *roles):
        """Check that the caller has one of these roles.

        :raise AccessError: for everybody else, the superuser excepted
        """
        self.check_access("read")
        if self.env.su or self.env.user.has_groups(",".join(roles)):
            return
        if DIRECTOR not in roles:
            raise AccessError(
                self.env._(
                    "%s: running contracts are taken over by finance.",
                    self.display_name,
                )
            )
        if FINANCE not in roles:
            raise AccessError(
                self.env._(
                    "%s: the marketing director confirms what is taken over.",
                    self.display_name,
                )
            )
        raise AccessError(
            self.env._(
                "%s: this is for finance and the marketing director.",
                self.display_name,
            )
        )

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': says what fixes it
        if self and set(names) <= self._frozen_fields:
            self._raise_fixed()
        return super()._raise_protected(names)

    def _raise_fixed(self):
        """Refuse a change of what is confirmed, or applied.

        :raise UserError: always, with the way out
        """
        takeover = self.filtered(lambda row: row.state != "draft")[:1]
        if takeover.state == "applied":
            raise UserError(
                self.env._(
                    "%s is applied and stays as it was: its contracts change as all"
                    " others do.",
                    takeover.display_name,
                )
            )
        raise UserError(
            self.env._(
                "%s is confirmed: make it a draft again to correct it.",
                takeover.display_name,
            )
        )
