"""Measurements of property_sales by a worker; see `worker`."""

import ast
import json
import resource

import odoo_session
import view_spec

from odoo.fields import Domain

HOME = {"building_id": {"fields": {"display_name": {}}}, "floor": {}, "name": {}}
HOME |= {"state": {}, "list_price": {}, "layout": {}, "is_blocked": {}}
HOME |= {"presale_gross_area": {}, "presale_inner_area": {}}
PAGE = 80


class HomesTasks:
    """The measurements of property_sales, as the users of its tests' fixtures."""

    def do_board(self, limit=None):
        """Ask for the board of a development, or for some homes of it."""
        with odoo_session.environment(self.registry) as env:
            units = self._as_role(env["property.unit"], "home_seller")
            [development] = units.env["property.development"].search([]).ids
            ids = limit and units.search([], limit=limit).ids
            return self._measure_answer(env, units.get_board, development, ids)

    def do_homes_list(self):
        """Ask for the same as core's list would."""
        with odoo_session.environment(self.registry) as env:
            units = self._as_role(env["property.unit"], "home_seller")
            return self._measure_answer(env, units.web_search_read, [], HOME)

    def do_page(self, action, role):
        """Read the first page of a screen as it opens."""
        with odoo_session.environment(self.registry) as env:
            action = env.ref(f"property_sales.{action}")
            model = self._as_role(env[action.res_model], role)
            specification = view_spec.of_list(model, action)
            domain = self._get_first_domain(model, action)
            result = self._measure_answer(
                env, model.web_search_read, domain, specification, limit=PAGE
            )
            return result | {"of": env[action.res_model].search_count([])}

    def do_settle(self, count, preview=False):
        """Settle the surveyed areas of many contracts, or open what they come to."""
        # of the tests: where it is measured only
        from odoo.addons.property_sales.tests.common_bulk_contracts import (
            copy_contracts,
        )

        with odoo_session.environment(self.registry) as env:
            contracts = self._as_role(copy_contracts(env, count), "finance")
            method = "action_preview_settlement" if preview else "action_settle_area"
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            result = self._measure(env, getattr(contracts, method))
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            states = set(contracts.mapped("state"))
            if states != {"signed" if preview else "settled"}:
                raise AssertionError(f"{len(contracts)} contracts are {states}")
            return result | {"mb": (after - before) / 1024, "rows": len(contracts)}

    def _as_role(self, model, role):
        user = model.env["res.users"].search([("login", "=", f"crt_{role}")])
        return self._as_user(model, user)

    def _get_first_domain(self, model, action):
        """The filters that are set when the screen opens, one or another."""
        chosen = ast.literal_eval(action.context)
        search = model.get_view(action.search_view_id.id, "search")["arch"]
        return Domain.OR(
            domain
            for name, domain in view_spec.filters_of(search, model.env.uid)
            if chosen.get(f"search_default_{name}")
        )

    def _measure_answer(self, env, method, *args, **options):
        """The work of asking, and how many homes or records and bytes come."""
        answers = []
        result = self._measure(env, lambda: answers.append(method(*args, **options)))
        rows = answers[0]["records"] if "length" in answers[0] else answers[0]
        size = len(json.dumps(answers[0], default=str))
        return result | {"rows": len(rows), "bytes": size}
