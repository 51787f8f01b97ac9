import logging

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles

from .collection_slip import LIVING

_logger = logging.getLogger(__name__)


class CollectionSlip(models.Model):
    _inherit = "collection.slip"

    is_letter_due = fields.Boolean(
        string="Letter Due", compute="_compute_is_letter_due"
    )

    @api.depends("level_id", "letter_level_id", "state", "amount_residual")
    def _compute_is_letter_due(self):
        for slip in self:
            slip.is_letter_due = (
                slip.state in LIVING
                and bool(slip.level_id.mail_template_id)
                and slip.letter_level_id != slip.level_id
                and slip.amount_residual > 0
            )

    def action_letter_sent(self):
        """Record that the letter of the present level went by post or by hand.

        :raise AccessError: when the caller is not finance
        :raise UserError: when no letter is due
        """
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Letters are sent by finance. Ask finance."),
        )
        self.check_access("write")
        for slip in self:
            if not slip.is_letter_due:
                raise UserError(
                    self.env._("No letter is due for %s.", slip.display_name)
                )
        self._note_letter(self.env._("Sent by post or by hand"))
        return True

    @api.model
    def _cron_send_letters(self, batch=20):
        """Queue the letters that are due, slip by slip, a commit after each batch.

        Killed in between, the next run goes on where this one ended: the letter and
        the note that it was sent are one transaction. What cannot be sent says why on
        the slip and waits for finance.
        """
        cron = self.env["ir.cron"]
        remaining = self.search_count(self._get_letter_domain())
        if not remaining or not cron._commit_progress(remaining=remaining):
            return
        while slips := self._claim_letters(batch):
            for slip in slips:
                slip._try_letter()
            if not cron._commit_progress(len(slips)):
                return

    @api.model
    def _get_letter_domain(self):
        """Return the domain of slips whose letter is to be sent."""
        return (
            Domain("state", "in", LIVING)
            & Domain("amount_residual", ">", 0)
            & Domain("level_id.mail_template_id", "!=", False)
            & Domain("letter_problem", "=", False)
            & Domain.custom(
                to_sql=lambda model, alias, query: SQL(
                    "%s IS DISTINCT FROM %s",
                    model._field_to_sql(alias, "letter_level_id", query),
                    model._field_to_sql(alias, "level_id", query),
                )
            )
        )

    @api.model
    def _claim_letters(self, limit):
        """Return slips whose letter nobody else is sending at this moment."""
        slips = self.search(self._get_letter_domain(), limit=limit, order="id")
        return slips.try_lock_for_update()

    def _try_letter(self):
        """Send one letter, or note on the slip why it cannot be sent."""
        self.ensure_one()
        try:
            with self.env.cr.savepoint():
                self._send_letter()
        except UserError as error:
            self._write_protected({"letter_problem": str(error)})
        except Exception:  # cron: the other letters go on
            _logger.exception("Letter of slip %s", self.id)
            self._write_protected(
                {"letter_problem": self.env._("An error that the log names.")}
            )

    def _send_letter(self):
        """Queue the letter of the slip's level, in the customer's language.

        :raise UserError: when the customer has no address to write to
        """
        self.ensure_one()
        if not self.partner_id.email:
            raise UserError(
                self.env._("%s has no e-mail address.", self.partner_id.display_name)
            )
        self.level_id.mail_template_id.send_mail(self.id, force_send=False)
        self._note_letter(self.env._("Sent by e-mail"))

    def _note_letter(self, note):
        """Record that the letter of the present level was sent."""
        for slip in self:
            slip._write_protected(
                {
                    "letter_level_id": slip.level_id.id,
                    "letter_date": fields.Date.context_today(slip),
                    "letter_problem": False,
                }
            )
        # sudo: a letter is noted by the system
        self.sudo().env["collection.contact"].create(
            [
                {
                    "slip_id": slip.id,
                    "kind": "letter",
                    "result": "sent",
                    "note": f"{slip.level_id.name}: {note}",
                }
                for slip in self
            ]
        )
