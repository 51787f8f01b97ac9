from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools.months import format_month
from odoo.addons.sales_rules.tools import gate

from ..money.account_move import CLAIMS

ENDED = ("handed_over", "rescinded")


class PropertyVatBooks(models.AbstractModel):
    """The entries of prepaid tax: paid by contract, deducted when it ends (R2.8).

    At the handover, or a rescission, what was prepaid on a contract becomes part of the
    tax that the company has to pay; what is paid on it afterwards, or goes back, does
    so at once. So the account is zero for each contract that ended. Amounts are in the
    company's currency.
    """

    _name = "property.vat.books"
    _description = "Entries of Prepaid VAT"

    @api.model
    def _pay(self, sheet, date, journal, reference):
        """Book the payment of one worksheet, with those that it carries.

        :param journal: the bank that it is paid from
        :return: the entry, in sudo
        :raise UserError: all that speaks against it
        """
        sheet._check_state("filed")
        company = sheet.company_id
        # paid twice at once: the second is retried, and finds it paid
        self.env["property.ledger.head"].sudo()._take(company)
        sheet.invalidate_recordset(["move_id", "paid_on"])
        date, reference = date or company._get_today(), (reference or "").strip()
        reasons = self._get_cannot_pay_reasons(sheet, date, journal, reference)
        if reasons:
            raise UserError(
                self.env._(
                    "The tax of %(sheet)s cannot be booked as paid:\n%(reasons)s",
                    sheet=sheet.display_name,
                    reasons="\n".join(reasons),
                )
            )
        sheets_sudo = self._get_unbooked(sheet) | sheet.sudo()  # written by methods
        lines = sheets_sudo.line_ids.filtered(
            lambda line: not line.currency_id.is_zero(line.tax)
        )
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo().with_company(company)
        move = moves_sudo.create(
            self._prepare_move_vals(sheet, lines, date, journal, reference)
        )
        gate.opened_for(move, CLAIMS)._post(soft=False)
        items = move.line_ids.sorted("id")[: len(lines)]
        for line, item in zip(lines, items, strict=True):
            line._write_protected({"move_line_id": item.id})
        for row in sheets_sudo:
            row._write_protected({"move_id": move.id})
        sheet_sudo = sheet.sudo()  # as above
        sheet_sudo._write_protected({"paid_on": date, "reference": reference})
        contracts = items.contract_id
        self._transfer(contracts.filtered(lambda row: row.state in ENDED))
        self._close_reservations(lines.reservation_id)
        return move

    @api.model
    def _get_cannot_pay_reasons(self, sheet, date, journal, reference):
        """Return all that speaks against the payment of one worksheet.

        :rtype: list[str]
        """
        company, reasons = sheet.company_id, []
        if sheet.paid_on:
            reasons.append(self.env._("It is booked as paid already."))
        elif sheet.currency_id.is_zero(sheet.tax_due):
            reasons.append(self.env._("Nothing of it is to be paid."))
        if not reference:
            reasons.append(self.env._("Enter the number of the tax payment."))
        if journal.type != "bank" or journal.company_id != company:
            reasons.append(
                self.env._("Choose a bank account of %s.", company.display_name)
            )
        today = company._get_today()
        if not sheet.filed_on <= date <= today:
            reasons.append(
                self.env._(
                    "It is paid from %(first)s, the day it was filed, to %(last)s.",
                    first=format_date(self.env, sheet.filed_on),
                    last=format_date(self.env, today),
                )
            )
        # sudo: what is locked, whoever pays
        if journal and company.sudo()._get_violated_lock_dates(date, False, journal):
            reasons.append(
                self.env._("%s is locked in accounting.", format_date(self.env, date))
            )
        before = self._get_unbooked(sheet).filtered(
            lambda row: row.currency_id.compare_amounts(row.tax_due, 0.0) > 0
        )
        reasons += [
            self.env._("Book %s as paid first.", row.display_name) for row in before
        ]
        return reasons

    @api.model
    def _get_unbooked(self, sheet):
        """Return the filed worksheets before one that no entry has, in sudo."""
        sheets_sudo = sheet.sudo()  # of everybody
        return sheets_sudo.search(
            [
                ("development_id", "=", sheet.development_id.id),
                ("state", "=", "filed"),
                ("move_id", "=", False),
                ("date", "<", sheet.date),
            ],
            order="date",
        )

    @api.model
    def _prepare_move_vals(self, sheet, lines, date, journal, reference):
        """Return the values of the entry that pays worksheets.

        :param lines: those with tax, in the order of their items
        """
        company = sheet.company_id
        account = company._get_property_account("prepaid_vat")
        lang = company.partner_id.lang
        own = self.with_context(lang=lang)
        items = [
            {
                "account_id": account.id,
                "contract_id": line._get_contract().id,
                "name": own.env._(
                    "%(sale)s · VAT prepaid for %(month)s",
                    sale=line.display_name,
                    month=format_month(own.env, line.date),
                ),
                "balance": line.tax,
                "is_storno": line.tax < 0 and company.account_storno,
            }
            for line in lines
        ]
        bank = {
            "account_id": journal.default_account_id.id,
            "name": reference,
            "balance": -sheet.tax_due,
        }
        return {
            "move_type": "entry",
            "company_id": company.id,
            "journal_id": journal.id,
            "date": date,
            "ref": f"{reference} · {sheet.display_name}",
            "line_ids": [Command.create(item) for item in [*items, bank]],
        }

    @api.model
    def _transfer(self, contracts):
        """Move what is prepaid on ended contracts to the tax that is unpaid.

        :param contracts: those that are handed over or rescinded
        """
        # sudo: entries of homes are made by methods only
        items_sudo = self.env["account.move.line"].sudo()
        for company, own in contracts.grouped("company_id").items():
            account = company._find_property_account("property_prepaid_vat")
            found = account and items_sudo.search(
                [
                    ("contract_id", "in", own.ids),
                    ("account_id", "=", account.id),
                    ("parent_state", "=", "posted"),
                    ("reconciled", "=", False),
                ],
                order="id",
            )
            if found:
                self._close(found.grouped("contract_id"))

    @api.model
    def _close_reservations(self, reservations):
        """Move what is left of prepaid tax on reservations that ended without a
        contract, and whose money went back or was kept.
        """
        # sudo: lines are of finance
        lines_sudo = self.env["property.vat.prepayment.line"].sudo()
        ended = reservations.filtered(
            lambda row: row.state in ("expired", "cancelled", "forfeited")
        )
        found = lines_sudo.search(
            [("reservation_id", "in", ended.ids), ("move_line_id", "!=", False)]
        )
        by_sale = {}
        for reservation, lines in found.grouped("reservation_id").items():
            items = lines.move_line_id.filtered(lambda item: not item.contract_id)
            left = reservation.currency_id.round(sum(lines.mapped("amount_base")))
            if items and reservation.currency_id.is_zero(left):
                by_sale[reservation] = items
        self._close(by_sale)

    @api.model
    def _close(self, by_sale):
        """Move the open items on the account of prepaid tax of sales, and match them.

        :param dict by_sale: the items, in sudo, by contract or reservation
        """
        plan = []
        for sale, items in by_sale.items():
            still_open = items - items.filtered("reconciled")
            if still_open:
                plan.append(still_open | self._book_transfer(sale, still_open))
        plan = [group for group in plan if len(group) > 1]
        if plan:
            plan[0]._reconcile_plan(plan)

    @api.model
    def _book_transfer(self, sale, items):
        """Post the entry that deducts what is prepaid on one contract or reservation.

        :param items: what is open on the account of prepaid tax, in sudo
        :return: the item that closes them, in sudo; none where they are zero together
        """
        company, currency = sale.company_id, sale.currency_id
        amount = currency.round(sum(items.mapped("balance")))
        if currency.is_zero(amount):
            return items.browse()
        name = self.with_context(lang=company.partner_id.lang).env._(
            "%s · prepaid VAT to deduct", sale.display_name
        )
        base = {"contract_id": items.contract_id.id, "name": name}
        base["is_storno"] = amount < 0 and company.account_storno
        sides = {"unpaid_vat": amount, "prepaid_vat": -amount}
        # sudo: entries of homes are made by methods only
        moves_sudo = self.env["account.move"].sudo().with_company(company)
        move = moves_sudo.create(
            {
                "move_type": "entry",
                "company_id": company.id,
                "journal_id": company._get_property_journal().id,
                "date": company._get_today(),
                "ref": name,
                "line_ids": [
                    Command.create(
                        base
                        | {
                            "account_id": company._get_property_account(account).id,
                            "balance": balance,
                        }
                    )
                    for account, balance in sides.items()
                ],
            }
        )
        gate.opened_for(move, CLAIMS)._post(soft=False)
        return move.line_ids.filtered(lambda line: line.account_id == items.account_id)

    @api.model
    def _follow_reservation(self, contracts):
        """Have what was prepaid on reservations be that of their signed contracts."""
        # sudo: lines are of finance
        lines_sudo = self.env["property.vat.prepayment.line"].sudo()
        for contract in contracts.filtered("reservation_id"):
            found = lines_sudo.search(
                [
                    ("reservation_id", "=", contract.reservation_id.id),
                    ("move_line_id", "!=", False),
                ]
            )
            if found:
                found.move_line_id._set_contract(contract)
