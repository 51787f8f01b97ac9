from odoo import fields, models


class SalesRulesSettings(models.TransientModel):
    """Settings of the sale of homes, by the administrator of rules (R2.4, R2.7)."""

    _inherit = "sales.rules.settings"

    property_hold_minutes = fields.Integer(
        related="company_id.property_hold_minutes", readonly=False
    )
    property_reservation_days = fields.Integer(
        related="company_id.property_reservation_days", readonly=False
    )
    property_move_up_hours = fields.Integer(
        related="company_id.property_move_up_hours", readonly=False
    )
    property_deposit_percent = fields.Float(
        related="company_id.property_deposit_percent", readonly=False
    )
    property_return_days = fields.Integer(
        related="company_id.property_return_days", readonly=False
    )
    property_protect_days = fields.Integer(
        related="company_id.property_protect_days", readonly=False
    )
    property_publish_days = fields.Integer(
        related="company_id.property_publish_days", readonly=False
    )
    property_training_months = fields.Integer(
        related="company_id.property_training_months", readonly=False
    )
    property_service_answer_days = fields.Integer(
        related="company_id.property_service_answer_days", readonly=False
    )
    property_service_done_days = fields.Integer(
        related="company_id.property_service_done_days", readonly=False
    )
    property_online_days = fields.Integer(
        related="company_id.property_online_days", readonly=False
    )
    property_filing_days = fields.Integer(
        related="company_id.property_filing_days", readonly=False
    )
    property_area_tolerance = fields.Float(
        related="company_id.property_area_tolerance", readonly=False
    )
    property_rescind_days = fields.Integer(
        related="company_id.property_rescind_days", readonly=False
    )
    property_refund_days = fields.Integer(
        related="company_id.property_refund_days", readonly=False
    )
    property_refund_interest = fields.Float(
        related="company_id.property_refund_interest", readonly=False
    )
    property_unfile_days = fields.Integer(
        related="company_id.property_unfile_days", readonly=False
    )
    property_design_notice_days = fields.Integer(
        related="company_id.property_design_notice_days", readonly=False
    )
    property_design_answer_days = fields.Integer(
        related="company_id.property_design_answer_days", readonly=False
    )
    property_delay_days = fields.Integer(
        related="company_id.property_delay_days", readonly=False
    )
    property_handover_notice_days = fields.Integer(
        related="company_id.property_handover_notice_days", readonly=False
    )
    property_defect_days = fields.Integer(
        related="company_id.property_defect_days", readonly=False
    )
    property_title_papers_days = fields.Integer(
        related="company_id.property_title_papers_days", readonly=False
    )
    property_title_days = fields.Integer(
        related="company_id.property_title_days", readonly=False
    )
    property_archive_days = fields.Integer(
        related="company_id.property_archive_days", readonly=False
    )
    property_month_days = fields.Integer(
        related="company_id.property_month_days", readonly=False
    )
    property_vat_day = fields.Integer(
        related="company_id.property_vat_day", readonly=False
    )
    property_late_fee_taxed = fields.Boolean(
        related="company_id.property_late_fee_taxed", readonly=False
    )
