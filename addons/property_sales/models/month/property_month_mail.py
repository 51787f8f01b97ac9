import logging

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.base.models.ir_qweb import QWebError

_logger = logging.getLogger(__name__)

REPORT = "property_sales.report_f53"
TEMPLATE = "property_sales.mail_template_month"
TO_SEND = "property_sales.mail_activity_type_month_to_send"
FINANCE = "sales_rules.group_finance"
GENERAL = "sales_rules.group_general_manager"
# what a printer or a mail that fails raises
FAILURES = (UserError, QWebError, OSError, ValueError, RuntimeError)


class PropertyMonthMail(models.AbstractModel):
    """The report F53 of closed months goes to the general manager (R2.8).

    At once where it can be printed; a printer that fails, or a company without a
    general manager, does not open the month again: finance is told, and the job tries
    again each hour.
    """

    _name = "property.month.mail"
    _description = "Report of a Month to the General Manager"

    @api.model
    def _try(self, months):
        """Print and send the reports of closed months; what fails waits for the job.

        :param months: `property.ledger.month`
        """
        # sudo: the report of the whole month, to others, whoever closed it
        for month in months.sudo():
            try:
                with self.env.cr.savepoint():
                    problem = self._send(month)
            except FAILURES as error:
                _logger.warning("%s: the report failed", month, exc_info=True)
                problem = self._get_failed_text(month, error)
            self._tell(month, problem)
        self.env["property.deadline"]._follow(months)

    @api.model
    def _send(self, month):
        """Print the report of one month, keep it there and mail it.

        :param month: in sudo
        :return: why it was not sent, or an empty text
        """
        users = month.company_id._get_role_users(GENERAL)
        if not month.report_attachment_id:
            lang = (users[:1].lang or month.company_id.partner_id.lang) or "en_US"
            attachment = self._print(month.with_context(lang=lang))
            month._write_protected({"report_attachment_id": attachment.id})
        if not users:
            return self._get_nobody_text(month)
        written = users.filtered("email")
        if not written:
            return self._get_no_address_text(month, users)
        template = self.env.ref(TEMPLATE).sudo()  # as its month
        for lang, readers in written.grouped("lang").items():
            template.with_context(lang=lang).send_mail(
                month.id,
                email_values={
                    "recipient_ids": readers.partner_id.ids,
                    "attachment_ids": month.report_attachment_id.ids,
                },
            )
        month._write_protected({"sent_at": fields.Datetime.now()})
        # sudo: the queue of mails, at once
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()
        return ""

    @api.model
    def _print(self, month):
        """Return a new attachment with the report of one month."""
        reports = month.env["ir.actions.report"]
        content, kind = reports._render_qweb_pdf(REPORT, month.ids)
        return month.env["ir.attachment"].create(
            {
                "name": f"F53 {month.date:%Y-%m}.{kind}",
                "raw": content,
                "res_model": month._name,
                "res_id": month.id,
            }
        )

    @api.model
    def _tell(self, month, problem):
        """Have finance know why the general manager does not have a report."""
        if not problem:
            self.env["sales.notice"]._end(month, TO_SEND)
            return
        finance = month.company_id._get_role_users(FINANCE)
        vals = {
            "summary": problem,
            "date_deadline": month.company_id._get_today(),
        }
        wanted = {month.id: {user.id: vals for user in finance}}
        self.env["sales.notice"]._sync(month, TO_SEND, wanted)

    @api.model
    def _get_failed_text(self, month, error):
        """Return that the report could not be printed or mailed."""
        return self.env._(
            "%(month)s is closed, and its report F53 is tried again within the hour:"
            " %(error)s",
            month=month.display_name,
            error=str(error).partition("\n")[0],
        )

    @api.model
    def _get_nobody_text(self, month):
        """Return that there is nobody who gets the report."""
        return self.env._(
            "%(month)s is closed, and its report F53 was not sent: %(company)s has no"
            " general manager. Give somebody this role.",
            month=month.display_name,
            company=month.company_id.name,
        )

    @api.model
    def _get_no_address_text(self, month, users):
        """Return that who gets the report has no address of mail."""
        return self.env._(
            "%(month)s is closed, and its report F53 was not sent: enter an e-mail"
            " address of %(users)s.",
            month=month.display_name,
            users=", ".join(users.mapped("name")),
        )

    @api.model
    def _cron_send(self):
        """Send reports that were not sent, and begin months that nobody began."""
        self._make_missing()
        waiting = self.env["property.ledger.month"].search(
            Domain("state", "=", "closed") & Domain("sent_at", "=", False), order="id"
        )

        def send(month):
            month = month.try_lock_for_update()
            self._try(month.filtered(lambda row: not row.sent_at))

        self.env["ir.cron"]._go_through(waiting, send, "Report of a month")

    @api.model
    def _make_missing(self):
        """Begin the months that have days, and those of companies that sell homes.

        From the first month of a company on; what is closed late is seen so, and a
        month in which nothing was sold is reported as well.
        """
        months_sudo = self.env["property.ledger.month"].sudo()  # of all companies
        days_sudo = self.env["property.ledger.day"].sudo()  # as above
        wanted = set(days_sudo._read_group([], ["company_id", "date:month"]))
        first = dict(months_sudo._read_group([], ["company_id"], ["date:min"]))
        developments_sudo = self.env["property.development"].sudo()  # as above
        selling = developments_sudo.search([("state", "=", "selling")])
        for company in selling.company_id:
            month = first.get(company)
            while month and month <= company._get_today():
                wanted.add((company, month))
                month += relativedelta(months=1)
        known = set(months_sudo._read_group([], ["company_id", "date:month"]))
        months = months_sudo.create(
            [
                {"company_id": company.id, "date": month}
                for company, month in sorted(
                    wanted - known, key=lambda key: (key[0].id, key[1])
                )
            ]
        )
        self.env["property.deadline"]._follow(months)
