from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools.misc import format_date


class SalesOnboarding(models.AbstractModel):
    """The steps to set up before the rules work, found from the facts.

    Nothing is ticked off by hand: a step is done when what it asks for is there, and
    comes back when it is taken away. Addons add steps by `_get_steps`.
    """

    _name = "sales.onboarding"
    _description = "Onboarding Checklist"

    @api.model
    def get_checklist(self):
        """Return the steps of the current company, those not done on top.

        :return: dict with `company` and `steps`, each a dict of `key`, `title`,
            `text`, `is_done` and `action`, False where the user may not open it
        :raise AccessError: for users who do not administer the rules
        """
        self._check_may_see()
        steps = [
            dict(step, is_done=bool(step["is_done"])) for step in self._get_steps()
        ]
        return {
            "company": self.env.company.name,
            "done": self.env._(
                "%(done)s of %(all)s steps done",
                done=sum(step["is_done"] for step in steps),
                all=len(steps),
            ),
            "steps": sorted(steps, key=lambda step: step["is_done"]),
        }

    @api.model
    def _check_may_see(self):
        """Check that the user administers the rules.

        :raise AccessError: for all others
        """
        groups = "sales_rules.group_rules_admin,base.group_system"
        if not self.env.user.has_groups(groups):
            raise AccessError(
                self.env._("The checklist is for the administrator of rules.")
            )

    @api.model
    def _get_steps(self):
        """Return the steps in the order of the work."""
        return [
            self._get_step_roles(),
            self._get_step_teams(),
            self._get_step_tiers(),
            self._get_step_authorities(),
            self._get_step_customers(),
            self._get_step_contract_review(),
            self._get_step_crons(),
        ]

    @api.model
    def _get_step_roles(self):
        xmlids = (
            "sales_rules.group_salesperson",
            "sales_rules.group_regional_manager",
            "sales_rules.group_marketing_director",
            "sales_rules.group_finance",
        )
        # sudo: whether somebody holds a role
        groups = self.env["res.groups"].sudo()
        for xmlid in xmlids:
            groups |= self.env.ref(xmlid).sudo()  # as above
        empty = groups.filtered(lambda group: not group.user_ids)
        return {
            "key": "roles",
            "title": self.env._("Give users their roles"),
            "text": (
                self.env._("Nobody holds: %s.", ", ".join(empty.mapped("name")))
                if empty
                else self.env._("Every role of sales and finance is held by somebody.")
            ),
            "is_done": not empty,
            "action": self._get_action("base.action_res_users", "res.users"),
        }

    @api.model
    def _get_step_teams(self):
        # sudo: whether teams have leaders
        all_teams = self.env["crm.team"].sudo()  # as above
        teams = all_teams.search([("company_id", "in", (False, self.env.company.id))])
        headless = teams.filtered(lambda team: not team.user_id)
        if headless:
            text = self.env._(
                "The leader is the regional manager who decides for the team. Without"
                " one: %s.",
                ", ".join(headless.mapped("name")),
            )
        elif teams:
            text = self.env._("Every sales team has a leader.")
        else:
            text = self.env._("There is no sales team yet.")
        return {
            "key": "teams",
            "title": self.env._("Name the leader of every sales team"),
            "text": text,
            "is_done": teams and not headless,
            "action": self._get_action("sales_team.crm_team_action_config", "crm.team"),
        }

    @api.model
    def _get_step_tiers(self):
        domain = [("company_id", "=", self.env.company.id)]
        tiers = self.env["sales.tier"].search(domain)
        return {
            "key": "tiers",
            "title": self.env._("Put the tiers in force"),
            "text": (
                self.env._("In force: %s.", ", ".join(tiers.mapped("name")))
                if tiers
                else self.env._(
                    "Enter them as drafts, or load the examples; the marketing director"
                    " puts them in force. Until then nothing is held for credit."
                )
            ),
            "is_done": tiers,
            "action": self._get_action("sales_rules.sales_tier_action", "sales.tier"),
        }

    @api.model
    def _get_step_authorities(self):
        missing = self.env["sales.authority"]._get_missing_subjects(self.env.company)
        labels = dict(self.env["sales.authority"]._get_subjects())
        return {
            "key": "authorities",
            "title": self.env._("Define who may release what"),
            "text": (
                self.env._(
                    "Nobody may decide on: %s.",
                    ", ".join(sorted(labels[subject] for subject in missing)),
                )
                if missing
                else self.env._("Every subject has an authority.")
            ),
            "is_done": not missing,
            "action": self._get_action(
                "sales_rules.sales_authority_action", "sales.authority"
            ),
        }

    @api.model
    def _get_step_customers(self):
        # sudo: how many customers have a tier
        partners = self.env["res.partner"].sudo()
        customers = [("is_customer", "=", True)]
        all_count = partners.search_count(customers)
        without = partners.search_count([*customers, ("tier_id", "=", False)])
        action = self._get_action(
            "sales_rules.res_partner_action_credit", "res.partner"
        )
        if action:
            action["context"] = {"search_default_no_tier": 1}
        return {
            "key": "customers",
            "title": self.env._("Give customers their opening tier"),
            "text": (
                self.env._(
                    "%(without)s of %(all)s customers have no tier: their credit is not"
                    " checked. Enter it on the customer, or import the column Tier.",
                    without=without,
                    all=all_count,
                )
                if without or not all_count
                else self.env._("All %s customers have a tier.", all_count)
            ),
            "is_done": all_count and not without,
            "action": action,
        }

    @api.model
    def _get_step_contract_review(self):
        company_sudo = self.env.company.sudo()  # the director's decision
        return {
            "key": "contract_review",
            "title": self.env._("Have the director decide on contract review"),
            "text": (
                self.env._(
                    "Decided by %(user)s on %(date)s.",
                    user=company_sudo.contract_review_by_id.name,
                    date=format_date(self.env, company_sudo.contract_review_since),
                )
                if company_sudo.contract_review_since
                else self.env._(
                    "Whether orders are reviewed before they are confirmed, and above"
                    " which total. Only the marketing director can enter it."
                )
            ),
            "is_done": company_sudo.contract_review_since,
            "action": self._get_action(
                "sales_rules.sales_contract_review_action", "sales.contract.review"
            ),
        }

    @api.model
    def _get_step_crons(self):
        # sudo: whether the jobs run
        all_data = self.env["ir.model.data"].sudo()  # as above
        data = all_data.search(
            [("module", "=", "sales_rules"), ("model", "=", "ir.cron")]
        )
        crons = self.env["ir.cron"].sudo().browse(data.mapped("res_id"))  # as above
        stopped = crons.exists().filtered(lambda cron: not cron.active)
        return {
            "key": "crons",
            "title": self.env._("Keep the scheduled jobs running"),
            "text": (
                self.env._("Stopped: %s.", ", ".join(stopped.mapped("name")))
                if stopped
                else self.env._("They examine held orders again, remind and escalate.")
            ),
            "is_done": not stopped,
            "action": self._get_action("base.ir_cron_act", "ir.cron"),
        }

    @api.model
    def _get_action(self, xmlid, model):
        """Return the action that opens the place, or False where the user may not."""
        if not self.env[model].has_access("read"):
            return False
        return self.env["ir.actions.act_window"]._for_xml_id(xmlid)
