from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.receivables_collect.models.receipt.collection_receipt import (
    IN_TRANSIT,
)
from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds

# states of a receipt whose money was taken, wherever it is by now
TAKEN = (*IN_TRANSIT, "verified")


class CollectionBag(models.AbstractModel):
    """Collection bag F20: slips and unused vouchers in one person's custody (R4.26).

    The home screen of the field collector: the customers in the order of the work, the
    amounts asked, the next voucher. Entries keyed in there arrive by `send`, each with
    a key of its own, so that a lost connection makes nothing twice.
    """

    _name = "collection.bag"
    _description = "Collection Bag"

    @api.model
    def get_bag(self):
        """Return the current user's bag, ready to be shown.

        :return: dict of `customers` in the order of the work, `vouchers`, `methods`,
            `strip` and what labels are needed
        :raise AccessError: for users who do not collect
        """
        self._check_collector()
        slips, vouchers = self._get_contents(self.env.user)
        return {
            "user": self.env.user.name,
            "date": fields.Date.to_string(self.env.company._get_today()),
            "customers": self._get_customers(slips),
            "vouchers": [
                {"id": voucher.id, "number": voucher.number} for voucher in vouchers
            ],
            "methods": self._get_methods(),
            "strip": self._get_strip(),
            "to_sign": self.env["collection.handover"].search_count(
                [("receiver_id", "=", self.env.uid), ("state", "=", "issued")]
            ),
            "contacts": self._get_contact_choices(),
        }

    @api.model
    def get_print_action(self):
        """Return the action that prints the current user's content list (F20)."""
        self._check_collector()
        report = self.env.ref("receivables_collect.report_f20")
        return report.report_action(self.env.user)

    @api.model
    @door_kinds.takes(
        key=door_kinds.text,
        kind=door_kinds.text,
        payload=door_kinds.entry(slip_id=door_kinds.plain),
    )
    def send(self, key, kind, payload):
        """Carry out an entry keyed in on the phone: the same key is done once.

        :param str key: made by the phone
        :param str kind: `receipt` or `contact`
        :param dict payload: the entry keyed in
        :return: id of the receipt or contact
        :raise UserError: why it cannot be done
        """
        self._check_collector()
        handlers = {"receipt": self._send_receipt, "contact": self._send_contact}
        if kind not in handlers or not key or not isinstance(payload, dict):
            raise UserError(self.env._("The bag sends receipts and contacts only."))
        # sudo: the ledger of keys is nobody's document
        entry_sudo = self.env["collection.bag.entry"].sudo()._take(key, kind)
        if not entry_sudo.res_id:
            entry_sudo.res_id = handlers[kind](key, payload)
        return entry_sudo.res_id

    @api.model
    def _check_collector(self):
        """Check that the user collects in the field.

        :raise AccessError: for others
        """
        if not self.env.user.has_group("sales_rules.group_salesperson"):
            raise AccessError(
                self.env._("Only users who collect in the field have a collection bag.")
            )

    @api.model
    def _send_receipt(self, key, payload):
        return self.env["collection.receipt"].action_collect_from_bag(
            dict(payload, key=key)
        )

    @api.model
    def _send_contact(self, key, payload):
        names = ("kind", "date", "result", "note", "promise_date", "promise_amount")
        vals = {name: payload[name] for name in names if payload.get(name)}
        slip = self.env["collection.slip"].browse(payload.get("slip_id") or ())
        door_kinds.check_ids(slip)
        receipts = self.env["collection.receipt"]
        roles.check_readable(slip, receipts._get_foreign_slip_text())
        return self.env["collection.contact"].create(dict(vals, slip_id=slip.id)).id

    @api.model
    def _get_contents(self, user):
        """Return (slips, unused vouchers) that `user` signed for, in the companies at
        work; slips in the order of the worklist.
        """
        held = [
            ("holder_id", "=", user.id),
            ("custody", "=", "collector"),
            ("company_id", "in", self.env.companies.ids),
        ]
        slips = self.env["collection.slip"].search([*held, ("state", "=", "signed")])
        return slips.sorted("urgency", reverse=True), self._get_vouchers(user)

    @api.model
    def _get_vouchers(self, user):
        """Return the unused vouchers that `user` signed for, the next one first."""
        return self.env["collection.voucher"].search(
            [
                ("holder_id", "=", user.id),
                ("custody", "=", "collector"),
                ("company_id", "in", self.env.companies.ids),
                ("state", "=", "collector"),
                ("open_handover_id", "=", False),
            ],
            order="number",
        )

    @api.model
    def _get_asked(self, slip):
        """Return the amount still to be taken: the rest was collected, not verified."""
        return max(0.0, slip.amount_residual - slip.amount_collected)

    @api.model
    def _get_customers(self, slips):
        """Return the customers to see, one per customer and currency.

        Customers whose whole amount was collected come last.
        """
        # sudo: phone and address of the customers to visit, and the slips' lines
        groups = slips.sudo().grouped(lambda slip: (slip.partner_id, slip.currency_id))
        customers = [
            self._get_customer(partner, currency, group)
            for (partner, currency), group in groups.items()
        ]
        return sorted(customers, key=lambda customer: customer["amount"] <= 0)

    @api.model
    def _get_customer(self, partner, currency, slips):
        address = ", ".join(part for part in (partner.street, partner.city) if part)
        amount = sum(self._get_asked(slip) for slip in slips)
        return {
            "id": f"{partner.id}-{currency.id}",
            "name": partner.display_name,
            "phone": partner._get_collection_phone(),
            "address": address,
            "amount": amount,
            "amount_text": self._format(amount, currency),
            "currency_id": currency.id,
            "note": self._get_note(slips, currency),
            "days": max(slips.mapped("days_overdue")),
            "promise": self._get_promise_text(slips),
            "slips": [self._get_slip(slip, currency) for slip in slips],
        }

    @api.model
    def _get_slip(self, slip, currency):
        return {
            "id": slip.id,
            "number": slip.number,
            "amount": self._get_asked(slip),
            "amount_text": self._format(self._get_asked(slip), currency),
            "lines": [
                {
                    "id": line.id,
                    "document": line.document or "",
                    "due": format_date(self.env, line.date_maturity),
                    "days": line.days_overdue,
                    "amount_text": self._format(line.amount_residual, currency),
                }
                for line in slip.line_ids.filtered("is_open")
            ],
        }

    @api.model
    def _get_note(self, slips, currency):
        """Return why less is asked than is due: collected already, or contested."""
        notes = []
        collected = sum(slips.mapped("amount_collected"))
        if not currency.is_zero(collected):
            text = self._format(collected, currency)
            notes.append(self.env._("%s collected, not verified yet", text))
        disputed = sum(slips.mapped("amount_disputed"))
        if not currency.is_zero(disputed):
            text = self._format(disputed, currency)
            notes.append(self.env._("%s disputed", text))
        return " · ".join(notes)

    @api.model
    def _get_promise_text(self, slips):
        """Return the last promise to pay of a customer, as people read it."""
        promised = slips.filtered("promise_date").sorted("promise_date")[-1:]
        if not promised:
            return ""
        return self.env._(
            "%(amount)s promised for %(date)s",
            amount=self._format(promised.promise_amount, promised.currency_id),
            date=format_date(self.env, promised.promise_date),
        )

    @api.model
    def _get_methods(self):
        """Return the approved methods of payment, as (key, label)."""
        field = self.env["collection.receipt.method"]._fields["method"]
        allowed = self.env.company._get_collection_methods()
        labels = field._description_selection(self.env)
        return [pair for pair in labels if pair[0] in allowed]

    @api.model
    def _get_contact_choices(self):
        """Return how a contact can be noted."""
        contact = self.env["collection.contact"]
        results = ("reached", "not_reached", "disputed", "refused")
        return {
            "kinds": contact._fields["kind"]._description_selection(self.env),
            "results": [
                pair
                for pair in contact._fields["result"]._description_selection(self.env)
                if pair[0] in results
            ],
        }

    @api.model
    def _get_strip(self):
        """Return the sum collected today, the cash in hand, and when it is due."""
        today = self.env.company._get_today()
        mine = [("receipt_id.collector_id", "=", self.env.uid)]
        collected = [
            *mine,
            ("receipt_id.date", "=", today),
            ("receipt_id.state", "in", TAKEN),
        ]
        cash = [*mine, ("method", "=", "cash"), ("receipt_id.state", "in", IN_TRANSIT)]
        return {
            "collected": self._sum_methods(collected),
            "cash": self._sum_methods(cash),
            **self._get_remit_by(today),
        }

    @api.model
    def _sum_methods(self, domain):
        """Return the sum of receipts' methods as people read it, per currency."""
        sums = {}
        # sudo: sums of one's own receipts
        rows = self.env["collection.receipt.method"].sudo().search(domain)
        for row in rows:
            sums[row.currency_id] = sums.get(row.currency_id, 0.0) + row.amount
        sums = sums or {self.env.company.currency_id: 0.0}
        return " + ".join(self._format(total, cur) for cur, total in sums.items())

    @api.model
    def _get_remit_by(self, today):
        """Return the day by which the oldest money is handed in, and if it is late."""
        first = self.env["collection.receipt"].search(
            [
                ("collector_id", "=", self.env.uid),
                ("state", "in", IN_TRANSIT),
                ("remit_by", "!=", False),
            ],
            order="remit_by",
            limit=1,
        )
        if not first:
            return {"remit_by": "", "late": False}
        text = (
            self.env._("today")
            if first.remit_by == today
            else format_date(self.env, first.remit_by)
        )
        return {"remit_by": text, "late": first.remit_by < today}

    @api.model
    def _format(self, amount, currency):
        return formatLang(self.env, amount, currency_obj=currency)
