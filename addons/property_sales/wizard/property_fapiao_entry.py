from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PropertyFapiaoEntry(models.TransientModel):
    """Dialog in which finance enters the fapiao of what was paid in a month (R2.8).

    The numbers are pasted from the list of the tax bureau's program, one in a line, in
    the order of the rows, or entered at each. Rows without a number are left out.
    """

    _name = "property.fapiao.entry"
    _description = "Fapiao of a Month"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    month = fields.Date(
        required=True,
        default=lambda self: self.env.company._get_today().replace(day=1),
        help="Any day of the month in which the money came.",
    )
    date = fields.Date(
        string="Issued on",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    numbers = fields.Text(help="One in a line, in the order of the rows.")
    line_ids = fields.One2many(
        "property.fapiao.entry.line",
        "entry_id",
        string="Instalments without a Fapiao",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("month", "company_id")
    def _compute_line_ids(self):
        for entry in self:
            entry.line_ids = [Command.clear()] + [
                Command.create({"instalment_id": row.id, "amount": row.fapiao_missing})
                for row in entry._find_rows()
            ]

    def action_fill(self):
        """Put the numbers that were pasted onto the rows, in their order.

        :raise UserError: for more numbers than rows
        """
        self.ensure_one()
        numbers = (self.numbers or "").split()
        if len(numbers) > len(self.line_ids):
            raise UserError(
                self.env._(
                    "%(numbers)s numbers are pasted, and there are %(rows)s rows.",
                    numbers=len(numbers),
                    rows=len(self.line_ids),
                )
            )
        for line, number in zip(self.line_ids, numbers, strict=False):
            line.number = number
        return self._reopen()

    def action_apply(self):
        """Enter the fapiao of the rows with a number; each is checked.

        :raise UserError: without any number
        """
        self.ensure_one()
        lines = self.line_ids.filtered("number")
        if not lines:
            raise UserError(self.env._("Enter the numbers first."))
        self.env["property.fapiao"].create(
            [
                {
                    "number": line.number,
                    "kind": "advance",
                    "date": self.date,
                    "amount": line.amount,
                    "contract_id": line.instalment_id.contract_id.id,
                    "instalment_id": line.instalment_id.id,
                }
                for line in lines
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _find_rows(self):
        """Return the instalments of which something was paid in the month, and that
        have no fapiao for it.
        """
        self.ensure_one()
        if not self.month:
            return self.env["property.instalment"]
        first = self.month.replace(day=1)
        last = first + relativedelta(months=1, days=-1)
        rows = self.env["property.instalment"].search(
            [("company_id", "=", self.company_id.id), ("fapiao_missing", ">", 0)],
            order="contract_id, date_due, id",
        )
        fees = self.env["property.late.fee"]
        found = rows.browse()
        for row in rows:
            item_sudo = row.sudo().move_line_id  # the days on which it was paid
            payments = fees._get_payments(item_sudo)
            if any(first <= day <= last for day, _amount in payments):
                found |= row
        return found

    def _reopen(self):
        """Return the action that shows this dialog again."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter Fapiao"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
