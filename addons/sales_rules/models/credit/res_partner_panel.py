from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from odoo.addons.sales_rules.tools import door_kinds, roles

REVIEW = "sales_rules.mail_activity_type_credit_review"


class ResPartner(models.Model):
    """The credit as the screens show it, see `res_partner.py`.

    The panel, what its figures open, the buttons of the stop, and the notices that a
    limit is to be reviewed.
    """

    _inherit = "res.partner"

    credit_panel = fields.Json(
        string="Credit",
        compute="_compute_credit_panel",
        exportable=False,
        groups=roles.CREDIT,
    )
    tier_color = fields.Integer(related="credit_tier_id.color", groups=roles.CREDIT)
    can_open_tier = fields.Boolean(
        compute="_compute_credit_rights", groups=roles.CREDIT
    )
    can_stop_credit = fields.Boolean(
        compute="_compute_credit_rights", groups=roles.CREDIT
    )
    can_review_credit = fields.Boolean(
        compute="_compute_credit_rights", groups=roles.CREDIT
    )

    @api.depends_context("lang", "uid")
    @api.depends(
        "credit_exposure",
        "credit_tier_id",
        "credit_stopped_reason",
        "is_credit_stopped",
        "credit_review_date",
    )
    def _compute_credit_panel(self):
        panel = self.env["sales.credit.panel"]
        for partner in self:
            payer = partner.commercial_partner_id
            ranked = payer.customer_rank and not payer.is_private
            known = ranked or payer.tier_id or payer.is_credit_stopped
            if not known and not partner.credit_exposure:
                partner.credit_panel = False
                continue
            figures = partner._get_credit_panel_figures()
            shown = panel._prepare_panel(payer, figures)
            if payer == partner:
                shown["stop_figure"] = ""  # it is open already
            partner.credit_panel = shown

    @api.depends_context("company", "uid")
    def _compute_credit_rights(self):
        user = self.env.user
        is_admin = user.has_group("sales_rules.group_rules_admin")
        may_stop = user.has_groups(self._credit_stop_groups)
        may_review = user.has_groups(self._credit_review_groups)
        for partner in self:
            # as stored: the tier being entered does not count
            opened = partner._origin.commercial_partner_id.tier_id
            is_entity = partner.is_commercial_entity
            partner.can_open_tier = is_admin and not opened and is_entity
            partner.can_stop_credit = may_stop and is_entity
            partner.can_review_credit = may_review and is_entity

    def _get_credit_panel_figures(self):
        """Return the content of this customer's credit bar.

        See `sales.credit.panel._get_panel_figures`.
        """
        self.ensure_one()
        in_group = bool(self.credit_group_id)
        receivable, orders = self.credit_receivable, self.credit_orders
        return {
            "receivable": self.credit_group_receivable if in_group else receivable,
            "orders": self.credit_group_orders if in_group else orders,
            "overdue": self.credit_overdue,
            "days": self.credit_overdue_days,
            "base_limit": self.credit_base_limit,
            "limit": self.credit_limit_amount,
            "temporary": self.credit_temporary,
            "temporary_until": self.credit_temporary_until,
            "guaranteed": self.credit_guaranteed,
            "guaranteed_until": self.credit_guaranteed_until,
            "group": self.credit_group_id,
            "own": receivable + orders,
        }

    @door_kinds.takes(key=door_kinds.text)
    def action_open_figure(self, key=None):
        """Open the records behind a figure of these customers.

        :param str key: of `_get_figures`; buttons give it by their `args`, and core
        warns of a button whose method requires arguments
        :raise UserError: for an unknown figure
        """
        figures = self._get_figures()
        if key not in figures:
            raise UserError(self.env._("There is no figure “%s” to open.", key))
        title, builder, *arguments = figures[key]
        action = getattr(self, builder)(*arguments)
        return dict(action, name=title) if title else action

    @api.model
    def _get_figures(self):
        """Return {key: (title, method that returns the action, its arguments)}.

        Without a title the action has its own.
        """
        due, orders = self.env._("Invoices Due"), self.env._("Open Orders")
        overdue, group = self.env._("Overdue Invoices"), self.env._("Group")
        customer = self.env._("Customer")
        return {
            "credit_invoices": (due, "_get_invoices_action"),
            "credit_overdue": (overdue, "_get_overdue_action"),
            "credit_orders": (orders, "_get_orders_action"),
            "group_invoices": (due, "_get_group_figure_action", "invoices"),
            "group_orders": (orders, "_get_group_figure_action", "orders"),
            "credit_group": (group, "_get_form_action", "credit_group_id"),
            "customer": (customer, "_get_form_action", "commercial_partner_id"),
            "credit_temporary": (None, "_get_increases_action", "temporary"),
            "credit_guarantee": (None, "_get_increases_action", "guarantee"),
        }

    def _get_invoices_action(self, is_overdue=False):
        """Return the action that lists the open invoices of these customers.

        Without accounting rights only the list is shown.
        """
        company = self.env.company
        open_ids = self.env["sales.credit"]._get_open_move_ids(
            self.commercial_partner_id, company, is_overdue
        )
        action_list = self.env.ref("sales_rules.account_move_view_list_credit")
        views = [(action_list.id, "list")]
        if self.env.user.has_groups(
            "account.group_account_invoice,account.group_account_readonly"
        ):
            views.append((False, "form"))
        return {
            "type": "ir.actions.act_window",
            "res_model": "account.move",
            "views": views,
            "domain": [
                ("id", "in", open_ids),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ],
            "context": {"create": False},
        }

    def _get_overdue_action(self):
        """Return the action that lists the invoices that are overdue."""
        return self._get_invoices_action(is_overdue=True)

    def _get_orders_action(self):
        """Return the action that lists the open orders of these customers."""
        orders = self.env["sales.credit"]._get_open_orders(
            self.commercial_partner_id, self.env.company
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "views": [
                (self.env.ref("sales_rules.sale_order_view_list_open").id, "list"),
                (False, "form"),
            ],
            "domain": [("id", "in", list(orders))],
            "context": {"create": False},
        }

    def _get_group_figure_action(self, key):
        """Return the action of a figure for all who share the customer's limit."""
        return self.credit_group_id.action_open_figure(key)

    def _get_form_action(self, name):
        """Return the action that opens the record in field `name`: the group that
        shares the limit, or the customer who owes, with the buttons of the credit.
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self[name]._name,
            "res_id": self[name].id,
            "views": [(False, "form")],
        }

    def _get_increases_action(self, kind):
        """Return the temporary limits, or the guarantees, of the customer."""
        self.ensure_one()
        payer = self.commercial_partner_id
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"sales_rules.sales_credit_{kind}_action"
        )
        action["domain"] = [("partner_id", "=", payer.id)]
        action["context"] = {"default_partner_id": payer.id}
        return action

    def action_view_tier_history(self):
        """Open the changes of the customer's tier."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sales_rules.sales_tier_history_action"
        )
        action["domain"] = [("partner_id", "=", self.commercial_partner_id.id)]
        return action

    def action_lift_stop(self):
        """Let the customer's orders be confirmed again.

        :raise AccessError: when the user may not lift a stop
        """
        self._refuse_stop()
        self.check_access("read")
        for partner in self.commercial_partner_id:
            # sudo: finance and managers need not write customers
            partner.sudo().write({"credit_stop": False, "credit_stop_reason": False})
            partner.sudo().message_post(  # as above
                body=self.env._("The stop in %s was lifted.", self.env.company.name)
            )
        return True

    def _stop_credit(self, reason):
        """Stop these customers in the current company.

        :param str reason: why; salespeople read it on the order
        :raise AccessError: when the user may not stop a customer
        """
        self._refuse_stop()
        self.check_access("read")
        vals = {"credit_stop": True, "credit_stop_reason": reason}
        for partner in self.commercial_partner_id:
            # sudo: finance and managers need not write customers
            partner.sudo().write(vals)
            partner.sudo().message_post(  # as above
                body=self.env._(
                    "Stopped in %(company)s: %(reason)s",
                    company=self.env.company.name,
                    reason=reason,
                )
            )

    @api.model
    def _give_review_notice(self, limit=500):
        """Tell the users responsible which limits are to be reviewed, once per date.

        :return: how many customers were told of
        """
        told = 0
        ids = self.env["sales.tier"]._get_configured_companies()
        for company in self.env["res.company"].browse(sorted(ids)):
            ahead = relativedelta(days=company.credit_notice_days)
            until = company._get_today() + ahead
            partners = self.with_company(company).search(
                [
                    ("credit_review_date", "<=", until),
                    ("is_commercial_entity", "=", True),
                ]
            )
            due = partners.filtered(
                lambda p: p.credit_review_noticed != p.credit_review_date
            )[:limit]
            due._give_notice_of_review()
            told += len(due)
        return told

    def _give_notice_of_review(self):
        """Give one activity per customer and note the date it is about."""
        wanted = {}
        for partner in self:
            user = partner.credit_review_user_id or partner.user_id
            wanted[partner.id] = {user.id: partner._prepare_review_vals(user)}
        # per text: the limit of another company is another review
        self.env["sales.notice"]._plan(self, REVIEW, wanted, per_text=True)
        for date, partners in self.grouped("credit_review_date").items():
            partners.credit_review_noticed = date

    @api.model
    def _refuse_noticed(self, _date):
        """Refuse to enter the review that notice was given of.

        :raise AccessError: when the caller is a user
        """
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The review that notice was given of is noted by the daily job and"
                    " cannot be entered."
                )
            )

    def _prepare_review_vals(self, user):
        """Return the activity that gives notice, in the language of who reads it."""
        self.ensure_one()
        env = self.with_context(lang=user.lang or self.env.lang).env
        return {
            "date_deadline": self.credit_review_date,
            "summary": env._(
                "Review the credit limit in %(company)s by %(date)s",
                company=self.env.company.name,
                date=format_date(env, self.credit_review_date),
            ),
        }
