from odoo import http
from odoo.http import content_disposition, request

from odoo.addons.portal.controllers.portal import CustomerPortal


class PropertyPortal(CustomerPortal):
    """The homes of a buyer in the portal: list, page and papers (R2.7, R2.12).

    Each route asks for the contract as the user of the session; for every id that is
    not theirs it goes to the start page, whether there is such a contract or not.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_home_count" in counters:
            values["property_home_count"] = len(request.env["property.portal"]._find())
        return values

    def _get_home(self, contract_id):
        """Return a contract of the user, in sudo; none for what is not theirs."""
        return request.env["property.portal"]._get(contract_id)

    def _go_away(self):
        """Answer what is not there, or not the user's: both alike."""
        return request.redirect("/my")

    def _render_home(self, template, contract, **values):
        """Return a page about one contract of the user."""
        deal = request.env["property.portal.page"]._get_deal(contract)
        layout = self._prepare_portal_layout_values()
        layout |= {"page_name": "property_home", "deal": deal}
        layout |= {"currency": contract.currency_id}
        return request.render(f"property_sales.{template}", layout | values)

    @http.route(["/my/homes"], type="http", auth="user", website=True)
    def portal_my_homes(self, **_kw):
        """Show the homes of the user."""
        contracts = request.env["property.portal"]._find()
        if not contracts:
            return self._go_away()
        values = self._prepare_portal_layout_values()
        values |= {
            "homes": request.env["property.portal.page"]._get_list(contracts),
            "page_name": "property_home",
            "default_url": "/my/homes",
        }
        return request.render("property_sales.portal_my_homes", values)

    @http.route(["/my/homes/<int:contract_id>"], type="http", auth="user", website=True)
    def portal_my_home_sold(self, contract_id, **_kw):
        """Show one home of the user, with all that the sale is about."""
        contract = self._get_home(contract_id)
        if not contract:
            return self._go_away()
        return self._render_sold(contract)

    def _render_sold(self, contract, **values):
        """Return the page of one home of the user."""
        page = request.env["property.portal.page"]._get_page(contract)
        page["due"] = request.env["property.portal.payment"]._get_due(contract)
        return self._render_home("portal_my_home_sold", contract, **page, **values)

    @http.route(
        ["/my/homes/<int:contract_id>/papers/<int:paper_id>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_home_paper(self, contract_id, paper_id, **_kw):
        """Give the user one issued paper of a home as PDF."""
        contract = self._get_home(contract_id)
        page = request.env["property.portal.page"]
        report = contract and page._find_report(contract, paper_id)
        if not report:
            return self._go_away()
        # sudo: a paper of the user's own contract
        report_sudo = request.env["ir.actions.report"].sudo()
        report_sudo = report_sudo.with_company(contract.company_id)
        pdf, _kind = report_sudo._render_qweb_pdf(report, contract.ids)
        name = f"{report.rpartition('_')[2].upper()}-{contract.number}.pdf"
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(pdf)),
            ("Content-Disposition", content_disposition(name)),
            ("Cache-Control", "private, no-store"),
        ]
        return request.make_response(pdf, headers=headers)
