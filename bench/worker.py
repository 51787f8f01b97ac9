"""A process that measures on one database; `run` tells it what, line by line.

Each measurement runs in a transaction of its own with empty caches of records, ends
with everything written, and is rolled back.
"""

import gc
import json
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

import databases
import odoo_session
import view_spec
from worker_collection import CollectionTasks
from worker_homes import HomesTasks

from odoo import fields

# the three sums of the assessment, without customers, tiers and lines
GRADING = """
    SELECT partner_id, SUM(turnover), SUM(amount), SUM(late), SUM(overdue)
      FROM (SELECT commercial_partner_id AS partner_id,
                   amount_untaxed_signed AS turnover, 0 AS amount, 0 AS late,
                   0 AS overdue
              FROM account_move
             WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')
               AND invoice_date BETWEEN %(first)s AND %(last)s
             UNION ALL
            SELECT item.partner_id, 0, part.amount,
                   part.amount * GREATEST(part.max_date - item.date_maturity, 0), 0
              FROM account_partial_reconcile part
              JOIN account_move_line item ON item.id = part.debit_move_id
              JOIN account_account account ON account.id = item.account_id
             WHERE account.account_type = 'asset_receivable'
               AND part.max_date BETWEEN %(first)s AND %(last)s
             UNION ALL
            SELECT item.partner_id, 0, item.amount_residual, 0, item.amount_residual
              FROM account_move_line item
              JOIN account_account account ON account.id = item.account_id
             WHERE account.account_type = 'asset_receivable'
               AND item.parent_state = 'posted' AND item.reconciled IS NOT TRUE
               AND item.date_maturity < %(last)s) AS parts
     GROUP BY partner_id
"""


class Worker(CollectionTasks, HomesTasks):
    """A process that runs measurements on one database."""

    def __init__(self, kind, name):
        self.registry = odoo_session.load(name, databases.addons_of(kind))

    def serve(self, lines, out):
        for line in lines:
            task = json.loads(line)
            result = getattr(self, f"do_{task.pop('do')}")(**task)
            print(json.dumps(result), file=out, flush=True)

    def do_confirm(self, reference, state="sale"):
        """Confirm the quotations with this reference, as their salesperson.

        :param state: what they have to be in afterwards
        """
        with odoo_session.environment(self.registry) as env:
            seller = env["res.users"].search([("login", "=", "seller")])
            found = env["sale.order"].search([("client_order_ref", "=", reference)])
            orders = self._as_user(found, seller)
            result = self._measure(env, orders.action_confirm)
            states = set(orders.mapped("state"))
            if states != {state} or not orders:
                raise AssertionError(f"{reference}: {len(orders)} orders are {states}")
            return result

    def do_inbox(self, limit):
        """Read a page of the approval inbox as the web client does."""
        with odoo_session.environment(self.registry) as env:
            manager = env["res.users"].search([("login", "=", "manager")])
            model = self._as_user(env["sales.approval"], manager)
            action = env.ref("sales_rules.sales_approval_action_inbox")
            specification = view_spec.of_list(model, action)
            domain = view_spec.domain_of(action)
            pages = []

            def read():
                pages.append(
                    model.web_search_read(
                        domain, specification, limit=limit, count_limit=10_001
                    )
                )

            result = self._measure(env, read)
            result |= {"rows": len(pages[0]["records"]), "of": pages[0]["length"]}
            return result

    def do_grading(self, what):
        """The assessment of the last year.

        :param what: "floor" for the sums alone, "compute" or "apply"
        """
        with odoo_session.environment(self.registry) as env:
            last = fields.Date.today() - timedelta(days=1)
            window = {"first": last - timedelta(days=365), "last": last}
            if what == "floor":
                return self._measure(env, lambda: env.cr.execute(GRADING, window))
            # a better tier than all have, so that applying has something to do
            env["sales.tier"].create({"name": "S", "sequence": 1, "credit_limit": 5})
            assessment = env["sales.tier.assessment"].create(
                {"date_from": window["first"], "date_to": last}
            )
            call = assessment.action_compute
            if what == "apply":
                assessment.action_compute()
                assessment._write_protected({"state": "approved"})
                call = assessment.action_apply
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            result = self._measure(env, call)
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            lines = env["sales.tier.assessment.line"]
            inside = [("assessment_id", "=", assessment.id)]
            return result | {
                "mb": (after - before) / 1024,
                "customers": lines.search_count(inside),
                "applied": lines.search_count([*inside, ("outcome", "=", "applied")]),
            }

    def _as_user(self, records, user):
        context = {**user.context_get(), "allowed_company_ids": user.company_ids.ids}
        return records.with_user(user).with_context(context)

    def _measure(self, env, call, cold=False):
        env.flush_all()
        env.invalidate_all()
        if cold:
            self.registry.clear_all_caches()
        gc.collect()
        gc.disable()
        queries = env.cr.sql_log_count
        busy = self._get_busy(env.cr)
        call()
        env.cr.flush()
        busy = self._get_busy(env.cr) - busy
        gc.enable()
        return {"queries": env.cr.sql_log_count - queries, "ms": busy * 1000}

    def _get_busy(self, cr):
        """Seconds that this process and its PostgreSQL backend have worked.

        All is in memory, so on a quiet machine that is the time that passes; on a busy
        one it is still the time that the work takes. Where PostgreSQL runs elsewhere,
        or on a system that does not tell, the time that passes.
        """
        try:
            backend = Path(f"/proc/{cr.connection.info.backend_pid}")
            if "postgres" not in (backend / "cmdline").read_text():
                return time.perf_counter()
            nanoseconds = int((backend / "schedstat").read_text().split()[0])
        except OSError:
            return time.perf_counter()
        return time.process_time() + nanoseconds / 1e9


if __name__ == "__main__":
    kind, name = sys.argv[1:]
    answers, sys.stdout = sys.stdout, sys.stderr  # nothing else may write there
    worker = Worker(kind, name)
    print("ready", file=answers, flush=True)
    worker.serve(sys.stdin, answers)
