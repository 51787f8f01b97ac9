"""A process that measures on one database; `run` tells it what, line by line.

Each measurement runs in a transaction of its own with empty caches of records, ends
with everything written, and is rolled back.
"""

import gc
import json
import sys
import time
from pathlib import Path

import databases
import odoo_session
import view_spec


class Worker:
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

    def _as_user(self, records, user):
        context = {**user.context_get(), "allowed_company_ids": user.company_ids.ids}
        return records.with_user(user).with_context(context)

    def _measure(self, env, call):
        env.flush_all()
        env.invalidate_all()
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
