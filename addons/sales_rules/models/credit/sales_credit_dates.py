from odoo import api, models


class SalesCredit(models.AbstractModel):
    _inherit = "sales.credit"

    @api.model
    def _cron_follow_dates(self):
        """Do what the day asks: have held orders examined where a raised limit began
        or ended, give notice of ends and of reviews. Doing it twice does nothing.
        """
        steps = [self.env[model]._follow_dates for _kind, model in self._raise_models]
        steps.append(self.env["res.partner"]._give_review_notice)
        cron = self.env["ir.cron"]
        for step in steps:
            while (done := step()) and cron._commit_progress(done, remaining=1):
                pass
        cron._commit_progress(remaining=0)
