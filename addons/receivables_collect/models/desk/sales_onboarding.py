from odoo import api, models


class SalesOnboarding(models.AbstractModel):
    """The steps of the checklist that set up the collection."""

    _inherit = "sales.onboarding"

    @api.model
    def _get_steps(self):
        # EXTENDS 'sales_rules'
        return [
            *super()._get_steps(),
            self._get_step_levels(),
            self._get_step_journals(),
            self._get_step_books(),
        ]

    @api.model
    def _get_step_journals(self):
        company_sudo = self.env.company.sudo()  # five settings
        names = ("cash", "cheque", "transfer", "draft", "card")
        missing = [
            company_sudo._fields[f"collection_{name}_allowed"]._description_string(
                self.env
            )
            for name in names
            if company_sudo[f"collection_{name}_allowed"]
            and not company_sudo[f"collection_{name}_journal_id"]
        ]
        return {
            "key": "collection_journals",
            "title": self.env._("Say into which journals receipts are posted"),
            "text": (
                self.env._(
                    "Without a journal of their own: %s. The first journal of the kind"
                    " is taken.",
                    ", ".join(missing),
                )
                if missing
                else self.env._("Every method of payment has its journal.")
            ),
            "is_done": not missing,
            "action": self._get_action(
                "receivables_collect.collection_settings_action", "sales.rules.settings"
            ),
        }

    @api.model
    def _get_step_books(self):
        # sudo: whether there are any
        books_sudo = self.env["collection.book"].sudo()
        count = books_sudo.search_count([("company_id", "=", self.env.company.id)])
        return {
            "key": "collection_books",
            "title": self.env._("Register the voucher books"),
            "text": (
                self.env._("Registered: %s.", count)
                if count
                else self.env._(
                    "Finance enters each printed book with its first and last number:"
                    " without a voucher nobody collects."
                )
            ),
            "is_done": count,
            "action": self._get_action(
                "receivables_collect.collection_book_action", "collection.book"
            ),
        }

    @api.model
    def _get_step_levels(self):
        levels = self.env["collection.level"]._get_in_force(self.env.company)
        return {
            "key": "collection_levels",
            "title": self.env._("Put the dunning levels in force"),
            "text": (
                self.env._("In force: %s.", ", ".join(levels.mapped("name")))
                if levels
                else self.env._(
                    "Enter them as drafts; the marketing director puts them in force."
                    " Until then no slips are prepared by themselves and nothing is"
                    " escalated."
                )
            ),
            "is_done": levels,
            "action": self._get_action(
                "receivables_collect.collection_level_action", "collection.level"
            ),
        }
