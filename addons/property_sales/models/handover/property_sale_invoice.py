from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS


class PropertySaleInvoice(models.AbstractModel):
    """The one invoice in the life of a home, at its handover (R2.8).

    Of the whole final price, with its tax; an entry that dissolves contract liability
    and the tax to be transferred pays it, so that turnover appears once and all
    accounts of the contract end at zero. Amounts are in the company's currency.
    """

    _name = "property.sale.invoice"
    _description = "Invoice of a Home"

    @api.model
    def _book(self, contracts):
        """Post invoice and closing entry of each contract, and match them.

        :return: the invoices in the order of the contracts, in sudo
        """
        booked = self.env["property.claim"]._get_booked(contracts)
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo()
        invoices = moves_sudo.create(
            [self._prepare_invoice_vals(row, booked[row.id][0]) for row in contracts]
        )
        for contract, invoice in zip(contracts, invoices, strict=True):
            invoice.line_ids.write({"contract_id": contract.id})
            invoice.line_ids.filtered(
                lambda line: line.display_type == "payment_term"
            ).account_id = self.env["property.claim"]._get_account(invoice.company_id)
        closings = moves_sudo.create(
            [self._prepare_closing_vals(row, *booked[row.id]) for row in contracts]
        )
        gate.opened_for(invoices, CLAIMS)._post(soft=False)
        gate.opened_for(closings, CLAIMS)._post(soft=False)
        self._match(contracts, invoices | closings)
        return invoices

    @api.model
    def _match(self, contracts, moves):
        """Match what dissolves the accounts of contracts with what stands on them."""
        # sudo: as above
        items_sudo = self.env["account.move.line"].sudo()
        plan = []
        for company, own in contracts.grouped("company_id").items():
            accounts = company._get_property_account("contract_liability")
            accounts |= company._get_property_account("tax_to_transfer")
            found = items_sudo.search(
                [
                    ("contract_id", "in", own.ids),
                    ("account_id", "in", accounts.ids),
                    ("parent_state", "=", "posted"),
                ]
            )
            groups = found.grouped(lambda item: (item.contract_id, item.account_id))
            plan += groups.values()
            receivable = self.env["property.claim"]._get_account(company)
            moved = moves.line_ids.filtered(
                lambda item, account=receivable: item.account_id == account
            )
            plan += moved.grouped("contract_id").values()
        items_sudo._reconcile_plan(plan)

    @api.model
    def _prepare_invoice_vals(self, contract, amount):
        """Return the values of the invoice of one contract over its final price."""
        company = contract.company_id
        lang = contract.partner_id.lang or company.partner_id.lang
        text = self.with_context(lang=lang).env._(
            "%(home)s, contract %(number)s",
            home=contract.unit_id.display_name,
            number=contract.number,
        )
        line = {
            "name": text,
            "quantity": 1,
            "price_unit": amount,
            "account_id": company._get_property_account("revenue").id,
            "tax_ids": [Command.set(self._get_tax(company, contract.tax_percent).ids)],
        }
        today = company._get_today()
        return {
            "move_type": "out_invoice",
            "company_id": company.id,
            "journal_id": self._get_journal(company).id,
            "partner_id": contract.partner_id.id,
            "currency_id": company.currency_id.id,
            "invoice_date": today,
            "invoice_date_due": today,
            "invoice_payment_term_id": False,
            "invoice_origin": contract.number,
            "invoice_line_ids": [Command.create(line)],
        }

    @api.model
    def _prepare_closing_vals(self, contract, amount, tax):
        """Return the values of the entry that pays the invoice of one contract."""
        company, currency = contract.company_id, contract.currency_id
        shares = [
            ("contract_liability", currency.round(amount - tax)),
            ("tax_to_transfer", tax),
            ("receivable", -amount),
        ]
        base = {"contract_id": contract.id, "partner_id": contract.partner_id.id}
        base["name"] = contract.display_name
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": company._get_property_journal().id,
            "date": company._get_today(),
            "ref": contract.display_name,
            "line_ids": [
                Command.create(
                    base
                    | {
                        "account_id": company._get_property_account(name).id,
                        "balance": balance,
                    }
                )
                for name, balance in shares
                if not currency.is_zero(balance)
            ],
        }

    @api.model
    def _get_journal(self, company):
        """Return the sale journal of a company.

        :raise UserError: when it has none
        """
        journal = company._find_property_journal("sale")
        if not journal:
            raise UserError(
                self.env._("%s has no sale journal: make one first.", company.name)
            )
        return journal

    @api.model
    def _get_tax(self, company, percent):
        """Return the tax of homes at a rate, in the price; made where there is none.

        Its account is that of the output tax of homes.
        """
        root_sudo = company.sudo().root_id  # for users of a branch
        taxes_sudo = self.env["account.tax"].sudo().with_company(root_sudo)  # as above
        if not percent:
            return taxes_sudo
        account = company._get_property_account("output_vat")
        found = taxes_sudo.search(
            [
                ("company_id", "=", root_sudo.id),
                ("type_tax_use", "=", "sale"),
                ("amount_type", "=", "percent"),
                ("amount", "=", percent),
                ("price_include_override", "=", "tax_included"),
                ("invoice_repartition_line_ids.account_id", "=", account.id),
            ],
            limit=1,
        )
        return found or self._create_tax(root_sudo, percent, account)

    @api.model
    def _create_tax(self, company, percent, account):
        """Return a new tax of homes, see `_get_tax`.

        :param company: in sudo
        """
        parts = [
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account.id}),
        ]
        groups_sudo = self.env["account.tax.group"].sudo()  # as above
        country = company.account_fiscal_country_id
        group = groups_sudo.search(
            [("company_id", "=", company.id), ("country_id", "=", country.id)], limit=1
        )
        if not group:
            vals = {"name": self.env._("VAT"), "company_id": company.id}
            group = groups_sudo.create(vals | {"country_id": country.id})
        taxes_sudo = self.env["account.tax"].sudo().with_company(company)  # as above
        return taxes_sudo.create(
            {
                "name": self.env._("VAT of homes %s %%, included", f"{percent:g}"),
                "company_id": company.id,
                "country_id": country.id,
                "tax_group_id": group.id,
                "type_tax_use": "sale",
                "amount_type": "percent",
                "amount": percent,
                "price_include_override": "tax_included",
                "invoice_repartition_line_ids": parts,
                "refund_repartition_line_ids": parts,
            }
        )

    @api.model
    def _get_zero_domain(self, companies):
        """Return the domain of items that are to come to zero in the end."""
        accounts = set()
        for company in companies:
            accounts |= company._get_property_account_ids()
        return Domain("account_id", "in", list(accounts)) & Domain(
            "parent_state", "=", "posted"
        )

    @api.model
    def _get_zero_report(self, contracts):
        """Return where accounts of contracts are not zero, or have open items.

        :return: list of (contract, account, balance, number of open items)
        """
        # sudo: finance and management ask, whoever books
        items_sudo = self.env["account.move.line"].sudo()
        domain = Domain("contract_id", "in", contracts.ids)
        domain &= self._get_zero_domain(contracts.company_id)
        rows = items_sudo._read_group(
            domain, ["contract_id", "account_id"], ["balance:sum"]
        )
        still_open = items_sudo._read_group(
            domain & Domain("reconciled", "=", False),
            ["contract_id", "account_id"],
            ["__count"],
        )
        counts = {(contract, account): count for contract, account, count in still_open}
        return [
            (contract, account, balance, counts.get((contract, account), 0))
            for contract, account, balance in rows
            if not contract.currency_id.is_zero(balance)
            or counts.get((contract, account))
        ]
