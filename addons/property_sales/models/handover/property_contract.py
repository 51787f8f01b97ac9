from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """From the notice of the handover on: keys, papers, the one invoice (R2.7, R2.9).

    Afterwards every account of the contract is zero, with no open item.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"handover_date"})
    _state_moves = {"handed_over": ("settled", "filed")}

    handover_ids = fields.One2many(
        "property.handover", "contract_id", string="Handovers"
    )
    handover_date = fields.Date(string="Handed over on", readonly=True, copy=False)
    warranty_ids = fields.One2many(
        "property.warranty", "contract_id", string="Warranties"
    )

    @door_kinds.takes(date=door_kinds.day, slot=door_kinds.text)
    def action_notify_handover(self, date, slot=None):
        """Tell the buyer of one contract the day of the handover.

        :param date: at least some days ahead, see the settings
        :param str slot: the time
        :return: the id of the handover
        :raise UserError: too late, or all that is missing of the home
        """
        self.ensure_one()
        self._check_seller()
        self.unit_id._take_guard()
        today = self.company_id._get_today()
        first = today + timedelta(days=self.company_id.property_handover_notice_days)
        reasons = self._get_handover_reasons()
        if not date or date < first:
            reasons.append(
                self.env._(
                    "The buyer is told at least %(days)s days ahead: from %(date)s on.",
                    days=self.company_id.property_handover_notice_days,
                    date=format_date(self.env, first),
                )
            )
        if self.handover_ids.filtered(
            lambda row: row.state in ("notified", "inspected")
        ):
            reasons.append(self.env._("The buyer is told a day already."))
        self._refuse(reasons)
        # sudo: made by methods only
        handover_sudo = (
            self.env["property.handover"]
            .sudo()
            ._create_protected(
                [
                    {
                        "contract_id": self.id,
                        "notice_date": today,
                        "date_from": date,
                        "slot": slot or False,
                    }
                ]
            )
        )
        # what is due with the keys is owed from now on, until that day
        self.instalment_ids.sudo()._note_event("handover", date)  # as above
        self.instalment_ids.sudo().filtered(lambda row: row.date_due)._claim()
        self._take_money()
        return handover_sudo.id

    def _get_handover_reasons(self):
        """Return what is missing of a home and its contract before the handover.

        :rtype: list[str]
        """
        self.ensure_one()
        # sudo: of the home that is sold
        building_sudo = self.unit_id.sudo().building_id
        reasons = []
        if self.state not in ("settled", "filed"):
            labels = dict(self._fields["state"]._description_selection(self.env))
            reasons.append(
                self.env._(
                    "The contract is “%s”: it is filed, and its area settled, first.",
                    labels[self.state],
                )
            )
        if not self.filing_number:
            reasons.append(self.env._("The contract is not filed."))
        if self.sale_kind == "presale":
            area_list = self.unit_id.sudo().surveyed_area_list_id  # as above
            settled_sudo = self.sudo().settlement_ids  # whoever settled them
            if not area_list or area_list not in settled_sudo.area_list_id:
                reasons.append(self.env._("The surveyed area is not settled."))
        if not building_sudo.completed_on:
            reasons.append(
                self.env._(
                    "%s has no record of its completion.", building_sudo.display_name
                )
            )
        return reasons

    def _get_money_reasons(self):
        """Return which money of one contract is open before the handover.

        To be extended by what else is paid.

        :rtype: list[str]
        """
        self.ensure_one()
        contract_sudo = self.sudo()  # the salesperson reads no entries
        reasons = []
        planned = contract_sudo.instalment_ids.filtered(
            lambda row: row.state == "planned"
        )
        owed = contract_sudo.amount_open + sum(planned.mapped("amount"))
        if self.currency_id.compare_amounts(owed, 0.0) > 0:
            reasons.append(
                self.env._(
                    "%s of the price is not paid.",
                    formatLang(self.env, owed, currency_obj=self.currency_id),
                )
            )
        waiting = contract_sudo.amount_waiting
        if self.currency_id.compare_amounts(waiting, 0.0) > 0:
            reasons.append(
                self.env._(
                    "%s is paid too much: finance pays it back first.",
                    formatLang(self.env, waiting, currency_obj=self.currency_id),
                )
            )
        return reasons

    def _note_handed_over(self, date):
        """Have contracts be handed over: papers, warranties, and what is due."""
        for kind in ("manual", "warranty"):
            dates = dict.fromkeys(self.ids, self.company_id[:1]._get_today())
            self.env["property.document"]._issue_all(self, kind, dates)
        self.env["property.warranty"]._make(self, date)
        # sudo: moved by whoever hands over
        self.sudo()._move("handed_over", handover_date=date)
        self.env["property.deadline"]._follow(self)

    @api.model
    def _get_zero_domain(self):
        """Return the domain of items that are to come to zero in the end."""
        accounts = set()
        for company in self.company_id:
            accounts |= company._get_property_account_ids()
        return Domain("account_id", "in", list(accounts)) & Domain(
            "parent_state", "=", "posted"
        )

    def _get_zero_report(self):
        """Return where accounts of these contracts are not zero, or have open items.

        :return: list of (contract, account, balance, number of open items)
        """
        # sudo: finance and management ask, whoever books
        items_sudo = self.env["account.move.line"].sudo()
        domain = Domain("contract_id", "in", self.ids) & self._get_zero_domain()
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
