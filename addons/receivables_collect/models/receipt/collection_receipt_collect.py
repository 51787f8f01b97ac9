from datetime import timedelta

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds

from .collection_receipt import IN_TRANSIT, STAGES

# values that the phone sends beside the method's amount, by field
PAPER_FIELDS = {"number": "reference", "bank": "bank", "due_date": "date_due"}
# without these there is no receipt
REQUIRED_KEYS = ("voucher_id", "amount", "method")
BAG_ENTRY = door_kinds.entry(
    key=door_kinds.text,
    slip_id=door_kinds.plain,
    voucher_id=door_kinds.plain,
    method=door_kinds.text,
    amount=door_kinds.plain,
    date=door_kinds.day,
    due_date=door_kinds.day,
    note=door_kinds.text,
)
_RANKS = {stage: rank for rank, (stage, _label) in enumerate(STAGES)}


class CollectionReceipt(models.Model):
    """Collecting: from the bag or the office, until finance has the money.

    Money in transit is collected and not yet verified (R2.10, R5.15). Its collector is
    warned before it is due and alarmed after, the regional manager with the alarm,
    finance and the director when it stays late. After three months at the latest it
    is referred to legal.
    """

    _inherit = "collection.receipt"

    @api.model
    @door_kinds.takes(payload=BAG_ENTRY)
    def action_collect_from_bag(self, payload):
        """Take money with a voucher of one's own bag; the same key, the same receipt.

        :param dict payload: `key`, `slip_id`, `voucher_id`, `amount`, `method`, `date`,
            `note` and `photo`; for cheques and drafts `number`, `bank` and `due_date`,
            for card slips `number` and, as `bank`, the terminal
        :return: id of the receipt
        :raise AccessError: for users who do not collect, for vouchers and slips that
            are not in the user's bag
        :raise UserError: saying why the money cannot be booked so
        """
        roles.check(
            self.env,
            roles.COLLECTOR,
            self.env._("Only users who collect in the field take money this way."),
        )
        if not all(payload[name] for name in REQUIRED_KEYS):
            raise UserError(self.env._("Say how much was paid, how and with what."))
        # what was sent before is known by its key, wherever its papers are by now
        key = payload["key"] or None
        known = self._get_by_key(key)
        if known:
            return known.id
        voucher = self._get_named_voucher(payload["voucher_id"])
        # sent twice at once: the second waits here, is retried and finds the first
        voucher._lock_for_receipt()
        vals = self._prepare_bag_vals(payload, voucher)
        reason = self.new(vals)._get_voucher_reason()
        if reason:
            raise UserError(reason)
        receipt = self.create(vals)
        receipt._write_protected({"key": key})
        receipt._propose_allocations()
        receipt.action_collect()
        return receipt.id

    @api.model
    def _get_by_key(self, key):
        """Return one's own receipt that was sent with `key`.

        :raise AccessError: when somebody else sent it
        """
        # sudo: keys are unique over all collectors
        known_sudo = key and self.sudo().search([("key", "=", key)], limit=1)
        if known_sudo and known_sudo.collector_id != self.env.user:
            raise AccessError(self.env._("This receipt was sent by somebody else."))
        return self.browse(known_sudo.id) if known_sudo else self.browse()

    @api.model
    def _get_named_voucher(self, voucher_id):
        """Return the voucher that a phone named.

        :raise AccessError: where it is not in the user's bag, whatever it is
        """
        message = self._get_foreign_voucher_text()
        if not isinstance(voucher_id, int):
            raise AccessError(message)
        voucher = self.env["collection.voucher"].browse(voucher_id).exists()
        # sudo: whose it is
        if not voucher or voucher.sudo().holder_id != self.env.user:
            raise AccessError(message)
        return voucher

    @api.model
    def _prepare_bag_vals(self, payload, voucher):
        """Return the values of the receipt that a phone sent."""
        slip = self.env["collection.slip"].browse(payload["slip_id"] or ())
        door_kinds.check_ids(slip)
        roles.check_readable(slip, self._get_foreign_slip_text())
        method = {"method": payload["method"], "amount": payload["amount"]}
        for name, field in PAPER_FIELDS.items():
            method[field] = payload.get(name) or False
        vals = {
            "company_id": voucher.sudo().company_id.id,  # its own receipt
            "voucher_id": voucher.id,
            "slip_id": slip.id,
            "note": payload.get("note") or False,
            "photo": payload.get("photo") or False,
            "method_ids": [Command.create(method)],
        }
        if payload.get("date"):
            vals["date"] = payload["date"]
        if payload.get("partner_id"):
            vals["partner_id"] = payload["partner_id"]
        return vals

    def action_propose(self):
        """Allocate drafts to the lines of the slip, the oldest first.

        :raise UserError: for receipts that are no drafts
        """
        self.check_access("write")
        for receipt in self:
            receipt.allocation_ids.unlink()
            receipt._propose_allocations()
        return True

    def action_collect(self):
        """Confirm that the money was taken: it is now in transit to finance.

        :raise UserError: all reasons why it cannot be booked so
        """
        self.check_access("write")
        self._check_own()
        for receipt in self:
            reasons = receipt._get_cannot_collect_reasons()
            if reasons:
                raise UserError("\n".join(reasons))
            report = self.env["collection.day.report"]._get_open_report(receipt)
            receipt.voucher_id._use(receipt)
            remit_by = receipt._get_remit_by(report)
            receipt._move("collected", report_id=report.id, remit_by=remit_by)
            report._refresh()
        self._push_credit()
        return True

    def _get_remit_by(self, report):
        """Return the day by which the money is handed in; to be extended.

        :param report: the day report that the receipt comes on
        """
        self.ensure_one()
        return self.company_id._get_remit_by(max(self.date, report.date))

    def action_cancel(self):
        """Take back a receipt that is not reported yet; its voucher becomes void.

        :raise UserError: for receipts that are reported
        """
        self.check_access("write")
        self._check_own()
        reports = self.report_id
        spoiled = self.filtered(lambda receipt: receipt.state == "collected").voucher_id
        self._move("cancelled")
        # the voucher of a draft is free for another receipt from now on
        self.flush_recordset(["state"])
        if spoiled:
            spoiled._spoil(self.env._("The receipt was cancelled."))
        reports._refresh()
        self._push_credit()
        return True

    def _push_credit(self):
        """Have held orders examined again where collected money frees credit."""
        companies_sudo = self.company_id.sudo()  # a setting, for all collectors
        counted = companies_sudo.filtered("collection_count_collected")
        counting = self.filtered(lambda receipt: receipt.company_id in counted)
        payers = counting.partner_id.commercial_partner_id
        if payers:
            self.env["sales.credit.queue"]._push(payers)
            # sudo: as after a count, where money was taken back
            self.env["sales.hold"].sudo()._unmark_counted()

    def action_correct(self):
        """Open a new draft, on another voucher, for a rejected or cancelled receipt.

        :raise UserError: when it is neither
        """
        self.ensure_one()
        self._check_own()
        if self.state not in ("rejected", "cancelled"):
            raise UserError(
                self.env._(
                    "%s is neither rejected nor cancelled: there is nothing to"
                    " correct.",
                    self.display_name,
                )
            )
        methods = self.method_ids.copy_data()
        vals = self.copy_data()[0]
        vals.pop("voucher_id", None)
        slip = self.slip_id
        # sudo: its state, held by anybody
        if slip.sudo()._get_ended_reason() or not slip.has_access("read"):
            vals["slip_id"] = False  # the money goes on account
        vals["method_ids"] = [Command.create(method) for method in methods]
        receipt = self.create(vals)
        receipt._write_protected({"corrects_id": self.id})
        receipt._propose_allocations()
        return receipt._get_form_action()

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def _get_cannot_collect_reasons(self):
        """Return why the receipt cannot be confirmed, all reasons at once."""
        self.ensure_one()
        today = self.company_id._get_today()
        currency = self.currency_id
        reasons = [self._get_voucher_reason()]
        if self.date > today:
            reasons.append(self.env._("Money is not collected in the future."))
        if currency.compare_amounts(self.amount, 0.0) <= 0:
            reasons.append(self.env._("Say how much was paid, and how."))
        if currency.compare_amounts(self.amount_on_account, 0.0) < 0:
            reasons.append(
                self.env._("More is allocated than was paid: reduce the allocations.")
            )
        slip_sudo = self.slip_id.sudo()  # the holder of the slip
        if slip_sudo and slip_sudo.holder_id != self.env.user:
            reasons.append(self.env._("Slip %s is not in your bag.", slip_sudo.number))
        reasons.append(slip_sudo._get_ended_reason())
        reasons += [part._get_closed_reason() for part in self.allocation_ids]
        reasons += [part._get_taken_reason() for part in self.method_ids]
        allowed = self.company_id._get_collection_methods()
        labels = dict(
            self.method_ids._fields["method"]._description_selection(self.env)
        )
        reasons += [
            self.env._("“%s” is no approved method of payment.", labels[method])
            for method in sorted(set(self.method_ids.mapped("method")) - allowed)
        ]
        # a reason is given once, however many allocations have it
        return [reason for reason in dict.fromkeys(reasons) if reason]

    def _get_voucher_reason(self):
        """Return why the receipt cannot be on its voucher, or an empty text."""
        self.ensure_one()
        if not self.voucher_id:
            return self.env._("Every receipt needs a voucher from your bag.")
        return self.voucher_id._get_cannot_use_reason(self)

    def _propose_allocations(self):
        """Allocate the money to the open receivables it can pay, the oldest first.

        The part of a receivable taken by other receipts that are not verified yet
        cannot be allocated again; the rest of the money goes on account.
        """
        self.ensure_one()
        left, commands = self.amount, []
        for target, available in self._get_allocatable():
            part = self.currency_id.round(min(left, available))
            if self.currency_id.compare_amounts(part, 0.0) <= 0:
                continue
            commands.append(Command.create(target | {"amount": part}))
            left -= part
        if commands:
            # sudo: collectors do not read the journal items that they take money for
            self.sudo().write({"allocation_ids": commands})

    def _get_allocatable(self):
        """Return what the receipt can pay, the oldest first: the lines of its slip.

        An addon with receipts of a kind of its own gives their journal items instead,
        as `{"move_line_id": id}` with the amounts of `_get_free_amounts`.

        :return: list of (values of the target of an allocation, what can be allocated)
        """
        slip_sudo = self.slip_id.sudo()  # collectors do not read the ledger
        if slip_sudo.currency_id != self.currency_id:
            return []
        lines = slip_sudo.line_ids.filtered(
            lambda line: line.is_open and not line.is_credit
        )
        lines = lines.sorted(lambda line: (line.date_maturity or self.date, line.id))
        free = self._get_free_amounts(lines.move_line_id)
        return [
            ({"slip_line_id": line.id}, free[line.move_line_id.id])
            for line in lines
            if line.move_line_id.parent_state == "posted"
        ]

    def _get_free_amounts(self, items_sudo):
        """Return dict of journal item id to what is open of it and not taken by other
        receipts in transit, in its currency.
        """
        allocations = self.env["collection.receipt.allocation"]
        taken = allocations._get_in_transit(items_sudo, self)
        ledger_sudo = self.env["sales.ledger"].sudo()  # collectors do not read it
        open_amounts = ledger_sudo._get_open(items_sudo)
        return {id_: open_amounts[id_][1] - taken[id_] for id_ in items_sudo.ids}

    @api.model
    def _cron_watch_transit(self):
        """Warn of, alarm, escalate and refer money in transit, company by company."""
        self.env["ir.cron"]._go_through(
            self.env["res.company"].search(Domain.TRUE),
            self._watch_transit,
            "Money in transit",
        )

    @api.model
    def _watch_transit(self, company):
        """Raise the stages of a company's money in transit and tell those concerned."""
        lang = company.partner_id.lang
        self = self.with_company(company).with_context(lang=lang)
        today = company._get_today()
        receipts = self.search(
            [("company_id", "=", company.id), ("state", "in", IN_TRANSIT)]
        )
        raised = {}
        for receipt in receipts:
            stage = receipt._get_due_stage(today)
            if _RANKS[stage] > _RANKS[receipt.transit_stage]:
                raised.setdefault((receipt.report_id, stage), []).append(receipt.id)
        for (report, stage), ids in raised.items():
            late = self.browse(ids)
            late._write_protected({"transit_stage": stage})
            report._tell_transit(stage, late)

    def _get_due_stage(self, today):
        """Return how far this receipt is behind on `today`."""
        self.ensure_one()
        company = self.company_id
        if today >= company._get_legal_date(self.date):
            return "legal"
        if today > self.remit_by + timedelta(days=company.collection_escalation_days):
            return "escalated"
        if today > self.remit_by:
            return "late"
        warned_from = max(self.date, self.remit_by - timedelta(days=1))
        return "warned" if today >= warned_from else "none"
