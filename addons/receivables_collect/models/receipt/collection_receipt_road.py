import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .collection_receipt import ON_THE_ROAD

_logger = logging.getLogger(__name__)

STAGES = [
    ("none", "In Time"),
    ("warned", "Due"),
    ("late", "Late"),
    ("escalated", "Escalated"),
    ("legal", "Referred to Legal"),
]
_RANKS = {stage: rank for rank, (stage, _label) in enumerate(STAGES)}


class CollectionReceipt(models.Model):
    """Money on the road: collected, and not yet verified (R2.10, R5.15).

    Its collector is warned before it is due and alarmed after, the regional manager
    with the alarm, finance and the director when it stays late. After three months at
    the latest it is referred to legal.
    """

    _inherit = "collection.receipt"

    _protected_fields = frozenset({"road_stage"})

    road_stage = fields.Selection(
        STAGES,
        string="Remittance",
        required=True,
        default="none",
        readonly=True,
        copy=False,
        help="How far the money is behind the day it had to be handed in by.",
    )

    @api.model
    def _cron_watch_road(self):
        """Warn, alarm, escalate and refer what is on the road, company by company."""
        companies = self.env["res.company"].search(Domain.TRUE)
        cron = self.env["ir.cron"]
        if not cron._commit_progress(remaining=len(companies)):
            return
        for company in companies:
            try:
                self._watch_road(company)
                self.env.flush_all()
            except Exception:  # cron: the other companies go on
                self.env.cr.rollback()
                _logger.exception("Money on the road of %s", company.name)
            if not cron._commit_progress(1):
                return

    @api.model
    def _watch_road(self, company):
        """Raise the stages of a company's money on the road and tell who must know."""
        lang, tz = company.partner_id.lang, company.partner_id.tz
        self = self.with_company(company).with_context(lang=lang, tz=tz)
        today = fields.Date.context_today(self)
        receipts = self.search(
            [("company_id", "=", company.id), ("state", "in", ON_THE_ROAD)]
        )
        raised = {}
        for receipt in receipts:
            stage = receipt._get_due_stage(today)
            if _RANKS[stage] > _RANKS[receipt.road_stage]:
                raised.setdefault((receipt.report_id, stage), []).append(receipt.id)
        for (report, stage), ids in raised.items():
            late = self.browse(ids)
            late._write_protected({"road_stage": stage})
            report._tell_road(stage, late)

    def _get_due_stage(self, today):
        """Return how far this receipt is behind on `today`."""
        self.ensure_one()
        company = self.company_id
        if today >= company._get_legal_date(self.date):
            return "legal"
        if today > self.remit_by + timedelta(days=company.collection_escalation_days):
            return "escalated"
        if today > self.remit_by:
            return "late"
        warned_from = max(self.date, self.remit_by - timedelta(days=1))
        return "warned" if today >= warned_from else "none"
