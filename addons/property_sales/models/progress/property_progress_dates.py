from odoo import api, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from odoo.addons.property_sales.tools.schedule import add_months

from ..contract.property_contract import SIGNED
from .property_progress import NOTICE

CLAIMS = "property_sales.ir_cron_property_claim"
# drafts show it; what is under review has its day with the signature
DATED = ("draft", *SIGNED)


class PropertyProgressDates(models.AbstractModel):
    """The days that instalments have by certified stages of buildings (R2.10).

    Their months run from the day on which the stage was reached, in calendar months;
    the day is never before that on which it holds for the contract: the certificate,
    the signature, or the change of the home. Given by one statement for all contracts.
    """

    _name = "property.progress.dates"
    _description = "Days of Instalments by the Progress"

    @api.model
    def _date_stage(self, progress):
        """Give all instalments that wait for one certificate their day; in sudo.

        The job of claims claims all that is due.
        """
        today = progress.company_id._get_today()
        ids = self._date(SQL("reached.id = %s", progress.id), today)
        if ids:
            # as many contracts as there are homes: in parts, with commits between
            self.env.ref(CLAIMS).sudo()._trigger()  # sudo: a job
        return ids

    @api.model
    def _date_building(self, building):
        """Give instalments of a building what its certificates give; in sudo."""
        today = building.company_id._get_today()
        return self._date(SQL("reached.building_id = %s", building.id), today)

    @api.model
    def _date_waiting(self):
        """Give what a certificate has passed by its day: signed at the same moment."""
        # sudo: of all companies
        rows_sudo = self.env["property.progress"].sudo()
        groups = rows_sudo._read_group([("state", "=", "certified")], ["company_id"])
        for [company] in groups:
            condition = SQL("reached.company_id = %s", company.id)
            self._date(condition, company._get_today())

    @api.model
    def _date_instalments(self, instalments, day):
        """Give these the day of stages that were reached already.

        :param date day: from which on it holds for their contracts
        """
        if instalments:
            # one that is withdrawn at this moment: the second of both is tried again
            self.env.execute_query(self._query_hold(instalments.contract_id))
            self._date(SQL("part.id IN %s", instalments._ids), day)

    @api.model
    def _query_hold(self, contracts):
        return SQL(
            """
            SELECT id
              FROM property_progress
             WHERE building_id IN %s
               AND state = 'certified'
               FOR SHARE
            """,
            contracts.building_id._ids or (0,),
        )

    @api.model
    def _date(self, condition, day):
        """Give instalments that wait for certified stages their day.

        Those that have one, are claimed or cancelled, or of contracts that ended, are
        left alone.

        :param SQL condition: on `part`, `contract` or `reached`
        :param date day: the earliest one
        :return: the ids of those that have a day now
        """
        self.env.flush_all()
        rows = self.env.execute_query(self._query_date(condition, day))
        if rows:
            self.env["property.instalment"].invalidate_model()
        return [id_ for (id_,) in rows]

    @api.model
    def _query_date(self, condition, day):
        # one without a stage, from before there were any, waits for the first one
        return SQL(
            """
            UPDATE property_instalment part
               SET date_due = GREATEST(
                       %(day)s,
                       (reached.date + make_interval(months => COALESCE(part.months, 0))
                       )::date
                   ),
                   progress_id = reached.id,
                   write_uid = %(uid)s,
                   write_date = %(now)s
              FROM property_contract contract
              JOIN property_progress reached
                ON reached.building_id = contract.building_id
               AND reached.state = 'certified'
             WHERE part.contract_id = contract.id
               AND part.anchor = 'progress'
               AND part.date_due IS NULL
               AND part.move_line_id IS NULL
               AND part.is_cancelled IS NOT TRUE
               AND contract.state IN %(states)s
               AND (part.stage_id = reached.stage_id
                    OR (part.stage_id IS NULL
                        AND NOT EXISTS (
                            SELECT
                              FROM property_progress earlier
                             WHERE earlier.building_id = reached.building_id
                               AND earlier.state = 'certified'
                               AND (earlier.date, earlier.id)
                                 < (reached.date, reached.id)
                        )))
               AND %(condition)s
         RETURNING part.id
            """,
            day=day,
            uid=self.env.uid,
            now=self.env.cr.now(),
            states=DATED,
            condition=condition,
        )

    @api.model
    def _undo(self, progress):
        """Have what one certificate gave a day wait again; in sudo.

        :raise UserError: when something was claimed by it
        """
        rows_sudo = self.env["property.instalment"].sudo()  # of everybody
        rows_sudo = rows_sudo.search([("progress_id", "=", progress.id)])
        progress._check_unclaimed(rows_sudo)
        rows_sudo._write_protected({"date_due": False, "progress_id": False})
        self.env["property.deadline"]._follow(rows_sudo)

    @api.model
    def _get_date(self, plan_line, building, number, day):
        """Return the day of a payment of a plan, where its stage is reached; or None.

        :param int number: of the payment, of those of the line
        :param date day: the earliest one
        """
        # sudo: a certificate, whoever asks
        reached_sudo = self.env["property.progress"].sudo()
        reached_sudo = reached_sudo.search(
            [
                ("building_id", "=", building.id),
                ("stage_id", "=", plan_line.stage_id.id),
                ("state", "=", "certified"),
            ],
            limit=1,
        )
        if not plan_line.stage_id or not reached_sudo:
            return None
        return max(day, add_months(reached_sudo.date, plan_line.months * number))

    @api.model
    def _tell(self, progress):
        """Tell each salesperson what of theirs is due by a certificate, once; in sudo.

        :param progress: the certificate
        """
        wanted = {}
        currency = progress.company_id.currency_id
        users_sudo = self.env["res.users"].sudo()  # colleagues
        for user_id, count, amount in self.env.execute_query(
            self._query_told(progress)
        ):
            lang = users_sudo.browse(user_id).lang or self.env.lang
            told = progress.with_context(lang=lang)
            text = told.env._(
                "%(progress)s is reached: instalments of %(count)s of your contracts"
                " have their day, %(amount)s together. Tell the buyers.",
                progress=told.display_name,
                count=count,
                amount=formatLang(told.env, float(amount), currency_obj=currency),
            )
            wanted[user_id] = {"summary": text}
        if wanted:
            notices = self.env["sales.notice"]
            notices._plan(progress, NOTICE, {progress.id: wanted}, mail=True)

    @api.model
    def _query_told(self, progress):
        return SQL(
            """
            SELECT contract.user_id, COUNT(DISTINCT contract.id), SUM(part.amount)
              FROM property_instalment part
              JOIN property_contract contract ON contract.id = part.contract_id
             WHERE part.progress_id = %s
               AND contract.state IN %s
          GROUP BY contract.user_id
          ORDER BY contract.user_id
            """,
            progress.id,
            SIGNED,
        )
