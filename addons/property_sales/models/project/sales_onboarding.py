from odoo import api, models

ROLES = (
    "property_sales.group_investment_development",
    "property_sales.group_property_sales",
    "sales_rules.group_marketing_director",
    "sales_rules.group_finance",
    "sales_rules.group_deputy_general_manager",
    "sales_rules.group_general_manager",
)


class SalesOnboarding(models.AbstractModel):
    """The steps of the checklist before the first home is sold (R2.4).

    Only for companies with a development, or with people who would sell homes.
    """

    _inherit = "sales.onboarding"

    @api.model
    def _get_steps(self):
        # EXTENDS 'sales_rules'
        steps = super()._get_steps()
        if self._sells_homes():
            steps += [
                self._get_step_property_roles(),
                self._get_step_property_accounts(),
                self._get_step_property_development(),
                self._get_step_property_permit(),
            ]
        return steps

    @api.model
    def _sells_homes(self):
        """Return whether the current company sells homes, or is about to."""
        company = self.env.company
        return company.has_property_development or any(
            company._get_role_users(role) for role in ROLES[:2]
        )

    @api.model
    def _get_step_property_roles(self):
        company = self.env.company
        empty = [role for role in ROLES if not company._get_role_users(role)]
        # sudo: names of roles
        names = [self.env.ref(role).sudo().name for role in empty]
        return {
            "key": "property_roles",
            "title": self.env._("Give the sale of homes its people"),
            "text": (
                self.env._("Nobody holds: %s.", ", ".join(names))
                if empty
                else self.env._("Every role of the sale of homes is held by somebody.")
            ),
            "is_done": not empty,
            "action": self._get_action("base.action_res_users", "res.users"),
        }

    @api.model
    def _get_step_property_accounts(self):
        missing = self.env.company._get_missing_property_accounts()
        return {
            "key": "property_accounts",
            "title": self.env._("Have the accounts of homes in the chart of accounts"),
            "text": (
                self.env._(
                    "Missing: %s. Choose or reload the chart of accounts in the"
                    " settings of accounting.",
                    ", ".join(missing),
                )
                if missing
                else self.env._("Deposits, claims and taxes of homes have accounts.")
            ),
            "is_done": not missing,
            "action": self._get_action(
                "account.action_account_form", "account.account"
            ),
        }

    @api.model
    def _get_step_property_development(self):
        # sudo: how many there are
        units_sudo = self.env["property.unit"].sudo()
        count = units_sudo.search_count([("company_id", "=", self.env.company.id)])
        return {
            "key": "property_development",
            "title": self.env._("Enter the development with its buildings and homes"),
            "text": (
                self.env._("Homes entered: %s.", count)
                if count
                else self.env._(
                    "Investment development enters the development, its buildings and"
                    " each home."
                )
            ),
            "is_done": count,
            "action": False,
        }

    @api.model
    def _get_step_property_permit(self):
        # sudo: whether there is one
        permits_sudo = self.env["property.permit"].sudo()
        permits_sudo = permits_sudo.search(
            [("company_id", "=", self.env.company.id), ("state", "=", "valid")]
        )
        names = permits_sudo.journal_id.mapped("name")
        return {
            "key": "property_permit",
            "title": self.env._("Name the supervised account on the permit"),
            "text": (
                self.env._("Supervised: %s.", ", ".join(names))
                if names
                else self.env._(
                    "Open a bank journal for the supervised account. Investment"
                    " development names it on the permit and validates the permit:"
                    " before that, no money is taken."
                )
            ),
            "is_done": names,
            "action": self._get_action(
                "account.action_account_journal_form", "account.journal"
            ),
        }
