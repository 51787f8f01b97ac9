"""Measurements of receivables_collect by a worker; see `worker`."""

import resource
from datetime import timedelta
from types import SimpleNamespace

import odoo_session
import receivables_file

from odoo import fields

OVERDUE = """
    SELECT line.partner_id, SUM(line.amount_residual_currency)
      FROM account_move_line line
      JOIN account_account account ON account.id = line.account_id
     WHERE account.account_type = 'asset_receivable'
       AND line.parent_state = 'posted'
       AND line.reconciled IS NOT TRUE
       AND line.date_maturity <= CURRENT_DATE
     GROUP BY line.partner_id
"""

# every fifth customer got another salesperson on one of the last forty days
ASSIGNED_ANEW = """
    INSERT INTO collection_assignment (partner_id, date_from, user_id)
    SELECT partner_id, CURRENT_DATE - 1 - partner_id %% 40, %s
      FROM collection_assignment
     WHERE partner_id %% 5 = 0
"""


class CollectionTasks:
    """The measurements of receivables_collect."""

    def do_generate(self, cold=False):
        """Make the slips of all that is overdue.

        :param cold: as the first call of a server that was just started
        """
        with odoo_session.environment(self.registry) as env:
            run = self._new_run(env)
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            result = self._measure(env, run.action_generate, cold)
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            lines = env["collection.slip.line"].search_count(
                [("slip_id.run_id", "=", run.id), ("is_credit", "=", False)]
            )
            found = {"lines": lines, "slips": len(run.slip_ids)}
            return result | found | {"mb": (after - before) / 1024}

    def do_issue(self, cold=False):
        """Number and issue all slips of a run."""
        with odoo_session.environment(self.registry) as env:
            run = self._new_run(env)
            run.action_generate()
            result = self._measure(env, run.action_issue, cold)
            return result | {"slips": len(run.slip_ids)}

    def do_number(self, limit):
        """Number slips as core would: its gapless sequence and a write for each."""
        with odoo_session.environment(self.registry) as env:
            run = self._new_run(env)
            run.action_generate()
            slips = run.sudo().slip_ids[:limit]
            sequence = env["ir.sequence"].create(
                {"name": "Slips", "implementation": "no_gap", "prefix": "S"}
            )

            def number():
                for slip in slips:
                    slip._write_protected(
                        {"number": sequence.next_by_id(), "state": "issued"}
                    )
                    slip.flush_recordset()

            return self._measure(env, number) | {"slips": len(slips)}

    def do_credit_control(self):
        """Make the peer's credit control lines of all that is overdue."""
        with odoo_session.environment(self.registry) as env:
            today = env["collection.run"]._fields["date"].default(env["collection.run"])
            run = env["credit.control.run"].create({"date": today})
            result = self._measure(env, run.generate_credit_lines)
            return result | {"lines": len(run.line_ids)}

    def do_overdue_floor(self):
        """Add up in plain SQL what is overdue, per customer."""
        with odoo_session.environment(self.registry) as env:
            return self._measure(env, lambda: env.cr.execute(OVERDUE))

    def do_verify(self, receipts):
        """Verify a day report of so many receipts, which finance has counted."""
        with odoo_session.environment(self.registry) as env:
            report = env["collection.day.report"]
            for slip, voucher, amount, _invoices in self._new_bag(env, receipts):
                receipt = self._as_user(env["collection.receipt"], slip.holder_id)
                receipt_id = receipt.action_collect_from_bag(
                    {
                        "slip_id": slip.id,
                        "voucher_id": voucher.id,
                        "method": "transfer",
                        "amount": amount,
                    }
                )
                report |= report.env["collection.receipt"].browse(receipt_id).report_id
            self._as_user(report, report.collector_id).action_submit()
            report = self._as_user(report, self._get_user(env, "finance"))
            for line in report.count_ids:
                declared = report.sudo().declaration_ids.filtered(
                    lambda declared, line=line: declared.method == line.method
                )
                line.counted = sum(declared.mapped("collected"))
            report.action_save_count()
            result = self._measure(env, report.action_verify)
            states = set(report.sudo().receipt_ids.mapped("state"))
            if states != {"verified"} or len(report.receipt_ids) != receipts:
                raise AssertionError(f"{report.receipt_ids}: {states}")
            return result

    def do_register(self, receipts):
        """Register the same money with core's dialog, one customer after the other."""
        with odoo_session.environment(self.registry) as env:
            finance = self._get_user(env, "finance")
            bag = self._new_bag(env, receipts)

            def register():
                for _slip, _voucher, amount, invoices in bag:
                    dialogs = self._as_user(env["account.payment.register"], finance)
                    dialogs = dialogs.with_context(
                        active_model="account.move", active_ids=invoices.ids
                    )
                    dialog = dialogs.create({"group_payment": True, "amount": amount})
                    dialog.action_create_payments()
                    env.flush_all()

            return self._measure(env, register)

    def do_journal(self, days, by_day=False, moved=False):
        """Read the receivables journal of the last days, every row of it.

        :param moved: whether customers got another salesperson meanwhile
        """
        with odoo_session.environment(self.registry) as env:
            ledger, company = env["collection.ledger"], env.company
            env["collection.assignment"]._sync()  # as each print does
            if moved:
                env.cr.execute(ASSIGNED_ANEW, [self._get_user(env, "manager").id])
            env.cr.execute("ANALYZE collection_assignment")
            # the work of another process of PostgreSQL is not seen, see `_get_busy`
            env.cr.execute("SET LOCAL max_parallel_workers_per_gather = 0")
            last = fields.Date.today() - timedelta(days=1)
            first = last - timedelta(days=days - 1)
            found = []

            def read():
                ledger._flush()
                query = ledger._query_journal(company, first, last, by_day)
                found.append(len(env.execute_query(query)))

            result = self._measure(env, read)
            return result | {"rows": found[-1]}

    def do_forecast(self):
        """How far the cash-in forecast was off in the last quarter of the file."""
        from receivables_collection import forecast_errors

        with odoo_session.environment(self.registry) as env:
            rows = receivables_file.read(receivables_file.path())
            found = []

            def forecast():
                found.append(forecast_errors(SimpleNamespace(env=env, rows=rows)))

            result = self._measure(env, forecast)
            error, plain, came = found[-1]
            return result | {"error": error, "plain": plain, "came": came}

    def _new_bag(self, env, count):
        """Issued slips in the bag of their salesperson.

        :return: list of (slip, unused voucher, amount, invoices): the amount pays the
            oldest invoice and half of the next one
        """
        finance = self._get_user(env, "finance")
        run = self._new_run(env)
        run.action_generate()
        run.action_issue()
        book = self._as_user(env["collection.book"], finance).create(
            {"name": "Book", "prefix": "B", "number_from": 1, "number_to": count}
        )
        book.action_register()
        wanted = []
        for slip in run.sudo().slip_ids:
            lines = slip.line_ids.filtered(lambda line: not line.is_credit)
            if len(lines) > 1:
                first, second = lines.sorted("date_maturity")[:2]
                amount = first.amount_residual + round(second.amount_residual / 2, 2)
                invoices = (first | second).move_line_id.move_id
                wanted.append((slip, amount, invoices))
            if len(wanted) == count:
                break
        slips = run.sudo().slip_ids.browse([slip.id for slip, *_rest in wanted])
        vouchers = book.sudo().voucher_ids
        seller = self._get_user(env, "seller")
        bag = {
            "custody": "collector",
            "custody_team_id": seller.sale_team_id.id,
            "holder_id": seller.id,
        }
        slips._write_protected({"state": "signed", **bag})
        vouchers._write_protected({"state": "collector", **bag})
        env.flush_all()
        return [
            (slip, voucher, amount, invoices)
            for (slip, amount, invoices), voucher in zip(wanted, vouchers, strict=True)
        ]

    def _new_run(self, env):
        finance = self._get_user(env, "finance")
        return self._as_user(env["collection.run"], finance).create({})

    def _get_user(self, env, login):
        return env["res.users"].search([("login", "=", login)])
