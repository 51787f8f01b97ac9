from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date, formatLang
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.models.approval.sales_approval_document import STATES
from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DIRECTOR = "sales_rules.group_marketing_director"
GENERAL = "sales_rules.group_general_manager"


class PropertyPriceList(models.Model):
    """Prices of homes from a day on (R2.4).

    Marketing fills it, the marketing director submits it, the general manager alone
    approves it. From its day on it is active: the only writer of the prices of its
    homes. Each home keeps the line it has its price from, so a list may hold some of
    the homes; it is superseded when no home has its price from it any more.
    """

    _name = "property.price.list"
    _description = "Price List"
    _inherit = ["property.secret.mixin", "sales.approval.document"]
    _order = "date_from desc, id desc"

    _approval_subject = Subject(
        "property_price",
        _lt("Price list of homes"),
        unit="none",
        decider=GENERAL,
        fixed=True,
        setting="has_property_development",
    )
    _approval_submit_groups = DIRECTOR
    _approval_frozen_fields = frozenset(
        {"name", "development_id", "date_from", "line_ids"}
    )
    _protected_fields = frozenset({"company_id", "approved_at", "activated_on"})
    _immutable_fields = frozenset({"development_id"})
    _state_moves = {"active": ("approved",), "superseded": ("active",)}

    name = fields.Char(required=True, tracking=True)
    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id",
        store=True,
        precompute=True,
        default=None,
    )
    date_from = fields.Date(
        string="Valid from",
        required=True,
        default=lambda self: self.env.company._get_today(),
        tracking=True,
        help="The first day of these prices. A list that is approved later is active"
        " at once.",
    )
    line_ids = fields.One2many(
        "property.price.list.line", "list_id", string="Homes", copy=False
    )
    line_count = fields.Integer(string="Number of Homes", compute="_compute_line_count")
    approved_at = fields.Datetime(string="Approved at", readonly=True, copy=False)
    activated_on = fields.Date(string="Active since", readonly=True, copy=False)
    # the labels are this addon's to translate
    state = fields.Selection(
        selection_add=[*STATES, ("active", "Active"), ("superseded", "Superseded")],
        ondelete={"active": "cascade", "superseded": "cascade"},
    )
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)

    def _compute_line_count(self):
        counts = dict(
            self.env["property.price.list.line"]._read_group(
                [("list_id", "in", self.ids)], ["list_id"], ["__count"]
            )
        )
        for price_list in self:
            price_list.line_count = counts.get(price_list._origin, 0)

    def action_submit(self):
        """Ask the general manager for these prices.

        :raise AccessError: for others than the marketing director
        :raise UserError: naming lists without homes, homes without a price or an area,
            over their filed or below their floor price (R2.4)
        """
        self._check_director()
        self.check_access("write")
        self._check_state("draft")
        for price_list in self:
            price_list.line_ids._check_prices(price_list)
        return super().action_submit()

    def action_withdraw(self):
        # EXTENDS 'sales.approval.document': as who submits
        self._check_director()
        return super().action_withdraw()

    def action_draft(self):
        # EXTENDS 'sales.approval.document': as who submits
        self._check_director()
        return super().action_draft()

    def action_cancel(self):
        # EXTENDS 'sales.approval.document': as who submits
        self._check_director()
        return super().action_cancel()

    def action_new_version(self):
        """Make a draft for the same homes, with the prices they have now.

        A home that has its price from another list by now comes with that one; one
        without a price, with the price of this list.

        :return: the id of the draft
        :raise UserError: while this list is a draft itself
        """
        self.ensure_one()
        self._check_state(
            "submitted", "approved", "active", "superseded", "rejected", "cancelled"
        )
        version = self.create(
            {"name": self.name, "development_id": self.development_id.id}
        )
        # sudo: with the floor prices, which the caller need not see
        lines_sudo = self.sudo().line_ids
        lines_sudo.create(
            [
                (line.unit_id.price_line_id or line)._prepare_copy_vals(version)
                for line in lines_sudo
            ]
        )
        return version.id

    def action_open_new_version(self):
        """Make a new version, and open it."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.action_new_version(),
            "view_mode": "form",
        }

    def action_open_lines(self):
        """Open the lines, to search, sort and import them."""
        self.ensure_one()
        name = "property_sales.property_price_list_line_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {
            "domain": [("list_id", "=", self.id)],
            "context": {"default_list_id": self.id},
        }

    def action_fill(self):
        """Open the dialog that computes the prices of a draft by floor and side."""
        self.ensure_one()
        self._check_state("draft")
        name = "property_sales.property_price_list_fill_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(name)
        return action | {"context": {"default_list_id": self.id}}

    @api.model
    def _activate_due(self, developments):
        """Have the lists of these developments take effect whose day has come.

        To be called before anything is decided on a home, so that prices change at the
        company's midnight even where the job is late.
        """
        self._find_due(developments)._activate()

    @api.model
    def _find_due(self, developments=None):
        """Return the approved lists whose day has come in their company, in sudo."""
        lists_sudo = self.sudo()  # whoever decides on a home
        domain = self.env["res.company"]._get_domain_by_day(
            lambda company: fields.Domain("date_from", "<=", company._get_today())
        )
        domain &= fields.Domain("state", "=", "approved")
        if developments is not None:
            domain &= fields.Domain("development_id", "in", developments.ids)
        return lists_sudo.search(domain)

    @api.model
    def _cron_activate(self):
        """Have due lists take effect, development by development."""
        developments = self._find_due().development_id
        self.env["ir.cron"]._go_through(developments, self._activate_due, "Price lists")

    def _on_approved(self):
        # EXTENDS 'sales.approval.document': active on its day
        self._write_protected({"approved_at": fields.Datetime.now()})
        # with those that the job is late with: the last decision wins
        self._activate_due(self.development_id)
        # sudo: the job of the addon
        cron_sudo = self.env.ref("property_sales.ir_cron_price_list").sudo()
        coming = self.filtered(lambda price_list: price_list.state == "approved")
        for company, waiting in coming.grouped("company_id").items():
            for day in set(waiting.mapped("date_from")):
                cron_sudo._trigger(company._get_midnight(day))

    def _activate(self):
        """Write the prices of approved lists onto their homes, in sudo.

        In one statement under the guards of the homes, however many. Of several lists
        with one home the one wins that has effect since later.
        """
        if not self:
            return
        self.line_ids.unit_id._take_guard()
        self._move("active")
        for company, lists in self.grouped("company_id").items():
            lists._write_protected({"activated_on": company._get_today()})
        units = self.env["property.unit"]
        self.env.flush_all()
        self.env.execute_query(self._query_write_prices())
        units.invalidate_model([*units._price_fields, "write_date", "write_uid"])
        self._find_unused()._move("superseded")

    def _query_write_prices(self):
        """Return the SQL that gives the homes of these lists their prices."""
        ranked = self.sorted(
            lambda price_list: (
                price_list._get_effect(),
                price_list.approved_at,
                price_list.id,
            ),
            reverse=True,
        )
        return SQL(
            """
            UPDATE property_unit unit
               SET price_line_id = due.id,
                   list_price = due.price,
                   unit_price = due.unit_price,
                   pricing_basis = due.pricing_basis,
                   write_uid = %(uid)s,
                   write_date = %(now)s
              FROM (SELECT DISTINCT ON (line.unit_id)
                           line.id, line.unit_id, line.price,
                           line.unit_price, line.pricing_basis
                      FROM property_price_list_line line
                     WHERE line.list_id = ANY(%(lists)s)
                  ORDER BY line.unit_id,
                           array_position(%(lists)s, line.list_id)
                   ) due
             WHERE unit.id = due.unit_id
         RETURNING unit.id
            """,
            uid=self.env.uid,
            now=self.env.cr.now(),
            lists=ranked.ids,
        )

    def _get_effect(self):
        """Return since when one approved list has effect: its day or its approval."""
        self.ensure_one()
        return max(self.company_id._get_midnight(self.date_from), self.approved_at)

    def _find_unused(self):
        """Return the active lists beside these that no home has its price from."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT list.id
                  FROM property_price_list list
                 WHERE list.development_id IN %s
                   AND list.state = 'active'
                   AND NOT EXISTS (
                       SELECT 1
                         FROM property_price_list_line line
                         JOIN property_unit unit ON unit.price_line_id = line.id
                        WHERE line.list_id = list.id)
                """,
                self.development_id._ids,
            )
        )
        return self.browse(row[0] for row in rows)

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin': what the general manager decides on
        prices = self.line_ids.mapped("price")
        names = {
            "development": self.development_id.display_name,
            "date": format_date(self.env, self.date_from),
            "count": len(prices),
            "total": self._format_money(sum(prices)),
            "low": self._format_money(min(prices, default=0.0)),
            "high": self._format_money(max(prices, default=0.0)),
        }
        texts = [
            self.env._(
                "%(development)s, from %(date)s: %(count)s homes for %(total)s, each"
                " %(low)s to %(high)s.",
                **names,
            )
        ]
        priced = self.line_ids.filtered("unit_id.list_price")
        before = sum(priced.unit_id.mapped("list_price"))
        change = sum(priced.mapped("price")) - before
        if before:
            percent = formatLang(self.env, 100 * change / before, digits=2)
            texts.append(
                self.env._(
                    "%(count)s homes have a price now: together %(change)s"
                    " (%(percent)s %%).",
                    count=len(priced),
                    change=self._format_money(change),
                    percent=percent,
                )
            )
        return "\n".join(texts)

    def _format_money(self, amount):
        """Return an amount as the deciders read it."""
        currency = self.company_id.currency_id
        return formatLang(self.env, amount, currency_obj=currency)

    def _check_director(self):
        """Check that the caller is the marketing director.

        :raise AccessError: for everybody else, the superuser excepted
        """
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "%s: price lists are submitted, withdrawn and cancelled by the"
                    " marketing director, and decided by the general manager.",
                    self._get_state_names(),
                )
            )

    def _raise_frozen(self):
        # EXTENDS 'sales.approval.mixin': with the way out
        raise UserError(
            self.env._(
                "%s: prices come from approved lists and do not change in them. Make a"
                " new version, change it, and have it submitted to the general"
                " manager.",
                self._get_state_names(),
            )
        )
