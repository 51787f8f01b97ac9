from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.receivables_collect.tools import roles

TODO = "mail.mail_activity_data_todo"


class CollectionDisputeDeadline(models.AbstractModel):
    """Deadlines of disputes: who is told, what lapses, which credit ends them (R4.23).

    Takes disputes in sudo.
    """

    _name = "collection.dispute.deadline"
    _description = "Deadlines of Disputes"

    @api.model
    def _plan(self, disputes):
        """Plan the clearing up for the owners, until the deadline."""
        wanted = {}
        for dispute in disputes:
            vals = {
                "summary": self.env._("Clear up the dispute of %s", dispute.document),
                "date_deadline": dispute.date_due,
            }
            # sudo: who acts for an owner that left
            slip_sudo = dispute.slip_id.sudo()
            users = dispute.owner_id._get_acting(slip_sudo.team_id, dispute.company_id)
            wanted[dispute.id] = dict.fromkeys(users.ids, vals)
        self.env["sales.notice"]._plan(disputes, TODO, wanted, mail=True)

    @api.model
    def _await_credit_note(self, disputes):
        """Set the day by which the credit note is written, and have finance told."""
        wanted = {}
        for company, group in disputes.grouped("company_id").items():
            days = company.collection_credit_note_days
            due = fields.Date.add(company._get_today(), days=days)
            group._write_protected({"date_due": due})
            users = company._get_role_users(roles.FINANCE)
            for dispute in group:
                summary = self.env._(
                    "Write the credit note: %(amount)s of %(document)s",
                    amount=dispute.currency_id.format(dispute.amount_rest),
                    document=dispute.document,
                )
                vals = {"summary": summary, "date_deadline": due}
                wanted[dispute.id] = dict.fromkeys(users.ids, vals)
        self.env["sales.notice"]._plan(disputes, TODO, wanted)

    @api.model
    def _run(self):
        """End what rests too long.

        Accepted disputes without their credit note lapse after the deadline; of open
        ones that nobody decided in time, finance and the director are told. Activities
        of those that a credit note ended go.
        """
        disputes = self.env["collection.dispute"]
        for company in self.env["res.company"].search(Domain.TRUE):
            late = [
                ("company_id", "=", company.id),
                ("date_due", "<", company._get_today()),
            ]
            self._lapse(disputes.search([*late, ("state", "=", "accepted")]))
            self._remind(disputes.search([*late, ("state", "=", "open")]))
        over = [("state", "=", "credited"), ("activity_ids", "!=", False)]
        self.env["sales.notice"]._end(disputes.search(over), TODO)

    @api.model
    def _lapse(self, disputes):
        """Have accepted parts asked for again, and tell those concerned."""
        for dispute in disputes:
            rest = dispute.amount_rest
            dispute._move("lapsed")
            users = self._get_deciders(dispute) | dispute.owner_id
            dispute.message_post(
                body=self.env._(
                    "No credit note came by the deadline: %(amount)s of %(document)s is"
                    " asked for again.",
                    amount=dispute.currency_id.format(rest),
                    document=dispute.document,
                ),
                partner_ids=users.filtered("active").partner_id.ids,
            )
        self.env["sales.notice"]._end(disputes, TODO)

    @api.model
    def _remind(self, disputes):
        """Have finance and the director decide what waits beyond its deadline."""
        wanted = {}
        for dispute in disputes:
            summary = self.env._("Decide on the dispute of %s", dispute.document)
            vals = {"summary": summary, "date_deadline": dispute.date_due}
            users = self._get_deciders(dispute)
            wanted[dispute.id] = dict.fromkeys(users.ids, vals)
        self.env["sales.notice"]._plan(disputes, TODO, wanted)

    @api.model
    def _get_deciders(self, dispute):
        """Return the users who decide on a dispute: not the one who noted it."""
        company = dispute.company_id
        users = company._get_role_users(roles.FINANCE)
        return (users | company._get_role_users(roles.DIRECTOR)) - dispute.create_uid
