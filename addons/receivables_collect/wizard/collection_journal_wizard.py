from odoo import api, fields, models
from odoo.exceptions import UserError

GROUPS = {
    "team": ["team_id"],
    "user": ["team_id", "user_id"],
    "partner": ["team_id", "user_id", "partner_id"],
    "none": [],
}


class CollectionJournalWizard(models.TransientModel):
    """Page that asks for the days of the receivables journal (F16)."""

    _name = "collection.journal.wizard"
    _description = "Receivables Journal of a Period"

    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    by_day = fields.Boolean(string="A row per day")
    grouping = fields.Selection(
        [
            ("team", "Sales team"),
            ("user", "Sales team and salesperson"),
            ("partner", "Sales team, salesperson and customer"),
            ("none", "Not grouped"),
        ],
        string="Grouped by",
        required=True,
        default="user",
    )

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Receivables Journal")

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        for wizard in self:
            if wizard.date_from > wizard.date_to:
                raise UserError(
                    self.env._(
                        "The journal cannot end on %(end)s, before it begins on"
                        " %(start)s.",
                        end=wizard.date_to,
                        start=wizard.date_from,
                    )
                )
            if wizard.by_day and (wizard.date_to - wizard.date_from).days > 366:
                raise UserError(
                    self.env._(
                        "A row per day is shown for a year at most: choose a shorter"
                        " period, or no row per day."
                    )
                )

    def action_show(self):
        """Open the journal of the period, read from the ledger."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_journal_report_action"
        )
        groups = (["date:day"] if self.by_day else []) + GROUPS[self.grouping]
        action["display_name"] = action["name"] = self.env._(
            "Receivables Journal, %(start)s to %(end)s",
            start=self.date_from,
            end=self.date_to,
        )
        action["context"] = {
            "journal_date_from": fields.Date.to_string(self.date_from),
            "journal_date_to": fields.Date.to_string(self.date_to),
            "journal_by_day": self.by_day,
            "group_by": groups,
        }
        return action

    def action_print(self):
        """Print and send the journal of the last day, or open its last print."""
        self.ensure_one()
        journal = self.env["collection.journal"]._print_day(
            self.env.company, self.date_to
        )
        return journal._get_records_action()
