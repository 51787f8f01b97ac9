from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.credit_figures import CreditFamilies


class SalesHoldPayer(models.AbstractModel):
    """Judges partners who come to another commercial entity (R1.7).

    Their confirmed orders and open entries are owed by another payer then, as if the
    payer of each had been changed: refused where the limit of the new one does not
    cover them. Held quotations are examined again, approvals given for the old payer
    are void. Nothing is refused for partners without open orders and entries.
    """

    _name = "sales.hold.payer"
    _description = "Judgement of a New Payer"

    @api.model
    def _judge(self, partners, opened):
        """Refuse that `partners` come to payers whose limits do not cover what they
        bring.

        :param partners: those whose commercial entity is another now
        :param dict opened: `_get_open` of them and others, before they were moved
        :raise UserError: naming payers, reasons, figures and the way out
        """
        self._judge_open(
            {
                company: (
                    orders.filtered(lambda o: o.partner_invoice_id in partners),
                    owing.filtered(lambda p: p in partners),
                )
                for company, (orders, owing) in opened.items()
            }
        )

    @api.model
    def _judge_merged(self, opened, target):
        """Judge what customers brought that were merged with `target`.

        :param dict opened: `_get_open` of them, before they were merged
        :raise UserError: as `_judge`
        """
        target = target.sudo()  # the figures are the customer's, whoever merges it
        self._judge_open(
            {
                company: (orders, target if owing else target.browse())
                for company, (orders, owing) in opened.items()
            }
        )

    @api.model
    def _get_open(self, partners):
        """Return what `partners` themselves have open, where companies have tiers.

        :return: {company: (confirmed orders not yet invoiced, partners who owe)}
        """
        partners = partners.sudo()  # the figures are the customer's, whoever moves it
        judge = self.with_env(partners.env)
        return {
            company: (
                judge._get_open_orders(partners, company),
                judge._get_owing(partners, company),
            )
            for company in judge._get_companies(partners)
        }

    @api.model
    def _get_companies(self, partners):
        """Return the companies with tiers where partners ordered or have entries."""
        if not partners:
            return self.env["res.company"]
        self.env["sale.order"].flush_model(["partner_invoice_id", "state"])
        self.env["account.move.line"].flush_model(["partner_id", "parent_state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT company_id FROM sale_order
                 WHERE partner_invoice_id = ANY(%(ids)s) AND state = 'sale'
                 UNION
                SELECT company_id FROM account_move_line
                 WHERE partner_id = ANY(%(ids)s) AND parent_state = 'posted'
                   AND account_id IN %(accounts)s
                """,
                ids=partners.ids,
                accounts=self.env["sales.credit"]._get_credit_account_ids(),
            )
        )
        known = self.env["sales.tier"]._get_configured_companies()
        return self.env["res.company"].browse(
            sorted({company_id for (company_id,) in rows} & known)
        )

    @api.model
    def _get_open_orders(self, partners, company):
        """Return the confirmed orders that just these partners have to be invoiced."""
        payers = partners.commercial_partner_id
        amounts = self.env["sales.credit"]._get_open_orders(payers, company)
        return self.env["sale.order"].search(
            [
                ("id", "in", list(amounts)),
                ("partner_invoice_id", "in", partners.ids),
                ("company_id", "=", company.id),
            ]
        )

    @api.model
    def _get_owing(self, partners, company):
        """Return those of just these partners on whom more is open than credited."""
        alone = CreditFamilies({id_: id_ for id_ in partners.ids}, [])
        credit = self.env["sales.credit"]
        credit._flush_ledger()
        rows = self.env.execute_query(credit._query_receivable(alone, company))
        currency = company.currency_id
        return partners.browse(
            row[0] for row in rows if currency.compare_amounts(row[1], 0.0) > 0
        )

    @api.model
    def _judge_open(self, opened):
        """Judge what came to other payers.

        :param dict opened: see `_get_open`
        :raise UserError: as `_judge`
        """
        for company, (orders, owing) in opened.items():
            judge = self.with_env(owing.env)
            judge._judge_in(company, orders, owing.with_company(company))

    @api.model
    def _judge_in(self, company, orders, owing):
        """Judge orders and partners who owe, in one company, with their payers now."""
        check = self.env["sales.hold.check"]
        partners = orders.partner_invoice_id.with_company(company) | owing
        payers = partners.commercial_partner_id
        figures = check._get_guarded_figures(payers, company)
        orders.filtered("credit_approved_total")._forget_approved()
        for order in orders:
            amount = order._get_company_amount(order.amount_total)
            figure = figures[order._get_payer().id]
            base = check._get_base_finding(order, figure, -amount, amount)
            if findings := check._get_findings(order, base):
                text = check._get_findings_text(findings)
                self._refuse(order.partner_invoice_id, text)
        for partner in owing:
            payer = partner.commercial_partner_id
            figure = figures[payer.id]
            if figure.is_exceeded(payer.credit_tier_id, company.currency_id):
                self._refuse(partner, self._get_limit_text(figure, payer, company))

    @api.model
    def _get_limit_text(self, figure, payer, company):
        """Return what a payer would owe beside its limit, as a sentence."""
        money = company.currency_id.format
        return self.env._(
            "• %(customer)s would owe %(exposure)s, orders included, and its limit is"
            " %(limit)s.",
            customer=payer.display_name,
            exposure=money(figure.shared.exposure),
            limit=money(figure.get_limit(payer.credit_tier_id)),
        )

    @api.model
    def _refuse(self, partner, reasons):
        """Refuse that a partner comes to another payer, with the way out.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "%(partner)s has open orders or invoices, which %(customer)s would owe"
                " now:\n%(reasons)s\n"
                "First have the limit of %(customer)s raised for them (tier change or"
                " temporary limit), have the invoices paid, or cancel the orders and"
                " confirm them again for the new customer.",
                partner=partner.name or partner.display_name,
                customer=partner.commercial_partner_id.display_name,
                reasons=reasons,
            )
        )
