from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL


class CollectionContact(models.Model):
    """A call, visit, letter or message about a slip, and its result (R4.23).

    A promise to pay is kept, partly kept or broken by the payments in the ledger until
    the promised day, never by hand: see `_compute_promise_state`. A noted contact
    stays; another promise is another contact.
    """

    _name = "collection.contact"
    _description = "Collection Contact"
    _inherit = ["sales.protected.mixin"]
    _order = "date desc, id desc"
    _rec_name = "slip_id"

    _protected_fields = frozenset(
        {"company_id", "partner_id", "promise_state", "promise_paid", "promise_alerted"}
    )
    # evidence: changed by nobody once noted
    _fixed_fields = frozenset(
        {"slip_id", "kind", "date", "user_id", "result", "promise_date"}
        | {"promise_amount"}
    )

    slip_id = fields.Many2one(
        "collection.slip", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="slip_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="slip_id.partner_id", store=True, index=True)
    currency_id = fields.Many2one(related="slip_id.currency_id")
    kind = fields.Selection(
        [
            ("call", "Call"),
            ("visit", "Visit"),
            ("letter", "Letter"),
            ("message", "Message"),
        ],
        required=True,
        default="call",
    )
    date = fields.Date(
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        precompute=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Noted by",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    result = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "Not Reached"),
            ("promised", "Promised to Pay"),
            ("disputed", "Disputes the Claim"),
            ("refused", "Refuses to Pay"),
            ("sent", "Sent"),
        ],
        required=True,
        default="reached",
    )
    note = fields.Text()
    promise_date = fields.Date(string="Promised Date", index="btree_not_null")
    promise_amount = fields.Monetary(
        string="Promised",
        compute="_compute_promise_amount",
        store=True,
        precompute=True,
        readonly=False,
        help="The amount that the slip asks for, unless another one was promised.",
    )
    promise_state = fields.Selection(
        [
            ("open", "Awaited"),
            ("kept", "Kept"),
            ("partly", "Partly Kept"),
            ("broken", "Broken"),
            ("replaced", "Replaced"),
        ],
        string="Promise",
        compute="_compute_promise_state",
        store=True,
        index="btree_not_null",
        help="Decided by the payments on the slip from the day of the contact to the"
        " promised day, days of grace included.",
    )
    promise_paid = fields.Monetary(
        string="Amount Paid", compute="_compute_promise_state", store=True
    )
    promise_alerted = fields.Boolean(readonly=True)
    next_action = fields.Char()
    next_action_date = fields.Date(string="Next Action on")

    _promise_positive = models.Constraint(
        "CHECK(promise_date IS NULL OR promise_amount > 0)",
        "A promise to pay needs an amount above zero.",
    )

    @api.depends("slip_id", "promise_date")
    def _compute_promise_amount(self):
        for contact in self:
            if not contact.promise_date:
                contact.promise_amount = 0.0
            elif not contact.promise_amount:
                contact.promise_amount = contact.slip_id.amount_residual

    @api.depends("slip_id")
    def _compute_date(self):
        for contact in self:
            contact.date = contact.date or contact.slip_id.company_id._get_today()

    @api.depends(
        "promise_date",
        "promise_amount",
        "slip_id.amount_residual",
        "slip_id.contact_ids.promise_date",
    )
    def _compute_promise_state(self):
        paid = self._get_promise_paid()
        collected = self._get_promise_collected()
        for contact in self:
            contact.promise_paid = paid.get(contact._origin.id, 0.0)
            contact.promise_state = contact._get_promise_state(
                contact.promise_paid, contact._origin.id in collected
            )

    @api.constrains("promise_date", "date")
    def _check_promise_date(self):
        for contact in self:
            if contact.promise_date and contact.promise_date < contact.date:
                raise ValidationError(
                    self.env._(
                        "%s: a promise lies on the day of the contact or after it.",
                        contact.slip_id.display_name,
                    )
                )

    @api.constrains("date")
    def _check_date(self):
        for contact in self:
            if contact.date > contact.slip_id.company_id._get_today():
                raise ValidationError(
                    self.env._(
                        "%s: a contact is noted once it was made, not for a day to"
                        " come.",
                        contact.slip_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Note contacts, plan the next step and replace earlier promises."""
        contacts = super().create(vals_list)
        contacts.slip_id._check_living()
        contacts._check_own_name()
        contacts._plan_next_action()
        return contacts

    def write(self, vals):
        """Refuse changes of a noted contact."""
        fixed = self._fixed_fields & vals.keys()
        changed = [name for name in fixed if any(self._differs(name, vals[name]))]
        if changed:
            raise UserError(
                self.env._(
                    "A noted contact stays as it is. Note another contact instead."
                )
            )
        res = super().write(vals)
        if "next_action_date" in vals or "next_action" in vals:
            self._plan_next_action()
        return res

    def _differs(self, name, value):
        """Yield for each contact whether `value` is another than it has."""
        field = self._fields[name]
        for contact in self:
            present = field.convert_to_cache(contact[name], contact)
            yield present != field.convert_to_cache(value, contact)

    def _check_own_name(self):
        """Check that nobody notes a contact in somebody else's name."""
        if not self.env.su and self.user_id - self.env.user:
            raise UserError(
                self.env._("Users note the contacts they had, in their own name.")
            )

    def _plan_next_action(self):
        """Plan the next step that was agreed, on the slip."""
        for contact in self.filtered("next_action_date"):
            # sudo: salespeople plan on slips that finance keeps
            contact.sudo().slip_id.activity_schedule(
                "mail.mail_activity_data_todo",
                contact.next_action_date,
                summary=contact.next_action or contact._get_kind_label(),
                user_id=contact.user_id.id,
            )

    def _get_kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

    def _get_promise_state(self, paid, is_collected=False):
        """Return the state of a promise by the ledger.

        :param float paid: the amount paid on the slip in the time promised
        :param bool is_collected: money taken in that time is on its way into the ledger
        """
        self.ensure_one()
        if not self.promise_date:
            return False
        company_sudo = self.slip_id.company_id.sudo()  # thresholds
        wanted = (
            self.promise_amount * company_sudo.collection_promise_kept_percent / 100
        )
        if self.currency_id.compare_amounts(paid, wanted) >= 0:
            return "kept"
        if self._is_replaced():
            return "replaced"
        today = self.slip_id.company_id._get_today()
        if is_collected or today <= self._get_promise_deadline():
            return "open"
        return "partly" if self.currency_id.compare_amounts(paid, 0) > 0 else "broken"

    def _get_promise_deadline(self):
        """Return the last day on which a payment keeps the promise."""
        self.ensure_one()
        company_sudo = self.slip_id.company_id.sudo()  # days of grace
        return self.promise_date + timedelta(
            days=company_sudo.collection_promise_grace_days
        )

    def _is_replaced(self):
        """Return whether another promise was made while this one was open."""
        self.ensure_one()
        deadline = self._get_promise_deadline()
        return any(
            other.promise_date
            and other.date <= deadline
            and (other.date, other.id) > (self.date, self._origin.id)
            for other in self.slip_id.contact_ids - self
        )

    def _get_promise_paid(self):
        """Return the amount paid on the slip in the time promised, by contact id.

        By money, on the day it came: no credit note and no write-off is a payment.
        """
        promises = self.filtered(lambda contact: contact.promise_date and contact.id)
        ids = tuple(promises._origin.ids)
        if not ids:
            return {}
        self.env["sales.ledger"]._flush()
        self.env["collection.slip.line"].flush_model(["slip_id", "move_line_id"])
        promises.flush_recordset(["promise_date", "date", "slip_id"])
        rows = self.env.execute_query(self._query_promise_paid(ids))
        return {contact_id: float(amount) for contact_id, amount in rows}

    def _get_promise_collected(self):
        """Return dict of contact id to money taken in the time promised that is not in
        the ledger yet: a hook.
        """
        return {}

    @api.model
    def _query_promise_paid(self, ids):
        items = SQL(
            """
            item.id IN (SELECT line.move_line_id
                          FROM collection_contact contact
                          JOIN collection_slip_line line
                            ON line.slip_id = contact.slip_id
                         WHERE contact.id IN %s AND line.is_credit IS NOT TRUE)
            """,
            ids,
        )
        return SQL(
            """
            SELECT contact.id, SUM(money.amount_currency)
              FROM collection_contact contact
              JOIN collection_slip slip ON slip.id = contact.slip_id
              JOIN res_company company ON company.id = slip.company_id
              JOIN collection_slip_line line
                ON line.slip_id = contact.slip_id AND line.is_credit IS NOT TRUE
              JOIN (%(money)s) money ON money.item_id = line.move_line_id
             WHERE contact.id IN %(ids)s
               AND money.day >= contact.date
               AND money.day <= contact.promise_date
                                + COALESCE(company.collection_promise_grace_days, 0)
             GROUP BY contact.id
            """,
            ids=ids,
            money=self.env["sales.ledger"]._query_money(items),
        )

    @api.model
    def _cron_promises(self):
        """Decide on promises whose day has passed and alert those concerned."""
        past = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("promise_date", "<", company._get_today())
        )
        due = self.search(Domain("promise_state", "=", "open") & past)
        due.modified(["promise_date"])
        due.flush_recordset(["promise_state"])
        broken = self.search(
            [("promise_state", "=", "broken"), ("promise_alerted", "=", False)]
        )
        broken._alert_broken()

    def _alert_broken(self):
        """Tell the responsible user and the regional manager of broken promises."""
        for contact in self:
            slip = contact.slip_id
            concerned = slip.responsible_id | slip.team_id.user_id
            for user in concerned._get_acting(slip.team_id, slip.company_id):
                env = contact.with_context(lang=user.lang).env
                slip.activity_schedule(
                    "receivables_collect.mail_activity_type_broken_promise",
                    slip.company_id._get_today(),
                    user_id=user.id,
                    summary=env._(
                        "Promise broken: %(customer)s, %(slip)s",
                        customer=slip.partner_id.name,
                        slip=slip.display_name,
                    ),
                )
        self._write_protected({"promise_alerted": True})
