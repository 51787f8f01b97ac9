from odoo import api, models

from odoo.addons.sales_rules.tools import form_pdf

# attribute of the root of a form's HTML, see `sales_rules.form_html`
FORM_MARK = "data-report-sales-form"


class IrActionsReport(models.Model):
    """Printable forms (F01 to F54) of all three addons share one layout.

    A form is a report `<addon>.report_fNN` whose template calls
    `sales_rules.form_html` and, per document, `sales_rules.form_layout` with
    `form_doc`, `form_id`, `form_title` and, as wanted, `form_number`, `form_date`,
    `form_company`, `form_footer`, `form_paper` and `form_lang`; an example and the
    classes of tables, facts and signatures are at the head of
    `report/form_layout_templates.xml`, the tests' helpers in
    `tests/common_report.py`.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        # EXTENDS 'base': forms are made document by document and then joined, as
        # wkhtmltopdf without the patched Qt refuses several at once; their head is in
        # the body and their style inline, so that nothing is fetched from a server
        options = {
            "landscape": landscape,
            "specific_paperformat_args": specific_paperformat_args,
            "set_viewport_size": set_viewport_size,
        }
        run = super()._run_wkhtmltopdf
        if FORM_MARK not in (specific_paperformat_args or {}):
            return run(bodies, report_ref, header, footer, **options)
        return form_pdf.join(
            run([form_pdf.make_self_contained(body)], report_ref, **options)
            for body in bodies
        )

    @api.model
    def _build_wkhtmltopdf_args(
        self,
        paperformat_id,
        landscape,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        # EXTENDS 'base': forms have no script that runs later, so nothing is awaited
        args = super()._build_wkhtmltopdf_args(
            paperformat_id, landscape, specific_paperformat_args, set_viewport_size
        )
        if FORM_MARK in (specific_paperformat_args or {}):
            args += ["--javascript-delay", "0"]
        return args
