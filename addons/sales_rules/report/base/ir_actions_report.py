from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.safe_eval import safe_eval

from odoo.addons.sales_rules.tools import door, door_kinds, form_pdf

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

    def _get_rendering_context(self, report, docids, data):
        # EXTENDS 'base': every way of rendering comes through here
        if not self._is_behind_door(report):
            return super()._get_rendering_context(report, docids, data)
        docs = self._admit_docs(report, docids)
        data = self._admit_options(report, data)
        return super()._get_rendering_context(report, docs.ids, data)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        # EXTENDS 'base': an attachment that is there already is not rendered again
        report_sudo = self._get_report(report_ref)
        if self._is_behind_door(report_sudo):
            res_ids = self._admit_docs(report_sudo, res_ids).ids
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)

    @api.model
    def _is_behind_door(self, report):
        """Return whether a report is printed for those only who may see its documents.

        Core prints what anybody names in `/report/html/<report>/<ids>`. All reports of
        our addons are, found by the name of their template.
        """
        return door.stands_on_this((report.report_name or "").split(".")[0])

    @api.model
    def _admit_docs(self, report, docids):
        """Return the documents to print, each once.

        :param report: in sudo
        :raise AccessError: for who may not print the report, or not read a document
        :raise MissingError: for documents that do not exist
        :raise UserError: without documents, or for those the report is not for
        """
        if isinstance(docids, int):
            docids = [docids]
        docs = door_kinds.admit_records(self.env[report.model].browse(docids or ()))
        if not docs:
            raise UserError(self.env._("Choose what is to be printed."))
        if self.env.su:
            return docs
        if report.group_ids and not report.group_ids & self.env.user.all_group_ids:
            raise AccessError(
                self.env._("You may not print “%s”.", report.display_name)
            )
        domain = safe_eval(report.domain or "[]", {})
        # as core offers it: for a selection that has some of them
        fitting = docs.filtered_domain(domain)
        if not fitting:
            raise UserError(
                self.env._("“%s” is not for these documents.", report.display_name)
            )
        return fitting

    @api.model
    def _admit_options(self, report, data):
        """Return what an address may say beside the documents: the options that the
        report's own model names. Everything else would be values of the template.
        """
        data = data or {}
        model = self._get_rendering_context_model(report)
        kinds = getattr(model, "_report_options", {})
        options = {
            name: kind(self.env, data.get(name))
            for name, kind in kinds.items()
            if name in data
        }
        if data.get("report_type") in ("pdf", "html", "text"):
            options["report_type"] = data["report_type"]
        return options

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
