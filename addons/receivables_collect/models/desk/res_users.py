from odoo import models

from odoo.addons.receivables_collect.tools import roles


class ResUsers(models.Model):
    """Home screen of finance, and the content list F20 of a user's bag."""

    _inherit = "res.users"

    def _get_sales_homes(self):
        # EXTENDS 'sales_rules': finance starts at its desk, collectors with their bag,
        # planning with the plan
        desk = (
            "sales_rules.group_finance",
            "receivables_collect.collection_desk_action",
        )
        plan = (
            "sales_rules.group_planning",
            "receivables_collect.collection_income_plan_action",
        )
        bag = (roles.COLLECTOR, "receivables_collect.collection_bag_action")
        homes = super()._get_sales_homes()
        if any(self._get_bag(custody="collector")):
            # those who decide start with what waits for them, bag or not
            place = [group for group, _action in homes].index(roles.COLLECTOR)
            homes.insert(place, bag)
        return [desk, *homes, plan]

    def _get_bag_list(self):
        """Return the content list F20: slips, voucher ranges, totals.

        Only records that the printing user may see are listed.
        """
        self.ensure_one()
        slips, vouchers = self.env["collection.bag"]._get_contents(self)
        # sudo: customers and books of records found by the user's own rights
        slips_sudo = slips.sudo()
        totals = {}
        for slip in slips_sudo:
            currency = slip.currency_id
            totals[currency] = totals.get(currency, 0.0) + slip.amount_residual
        return {
            "slips": slips_sudo,
            "ranges": self.env["collection.handover"]._get_ranges(
                vouchers.sudo()  # as above
            ),
            "voucher_count": len(vouchers),
            "totals": list(totals.items()),
        }
