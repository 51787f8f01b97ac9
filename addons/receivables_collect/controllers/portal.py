from odoo import http
from odoo.exceptions import AccessError, MissingError
from odoo.http import request

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.addons.portal.controllers.portal import pager as portal_pager


class CollectionPortal(CustomerPortal):
    """The customer's slips and statement of account in the portal (R4.23)."""

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "slip_count" in counters:
            slips = request.env["collection.slip"]
            domain = self._get_slips_domain()
            values["slip_count"] = (
                slips.search_count(domain) if slips.has_access("read") else 0
            )
        return values

    def _get_slips_domain(self):
        """Return the domain of the user's own slips, within the record rules."""
        partner = request.env.user.partner_id.commercial_partner_id
        return [("partner_id", "=", partner.id)]

    @http.route(
        ["/my/slips", "/my/slips/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_slips(self, page=1, **kw):
        """Show the customer's slips, the open ones first."""
        slips = request.env["collection.slip"]
        domain = self._get_slips_domain()
        if not slips.has_access("read"):
            return request.redirect("/my")
        pager = portal_pager(
            url="/my/slips",
            total=slips.search_count(domain),
            page=page,
            step=self._items_per_page,
        )
        values = self._prepare_portal_layout_values() | {
            "slips": slips.search(
                domain,
                order="state, date desc, id desc",
                limit=self._items_per_page,
                offset=pager["offset"],
            ),
            "has_due": bool(
                slips.search_count([*domain, ("amount_residual", ">", 0)], limit=1)
            ),
            "page_name": "slip",
            "pager": pager,
            "default_url": "/my/slips",
        }
        return request.render("receivables_collect.portal_my_slips", values)

    @http.route(["/my/slips/<int:slip_id>"], type="http", auth="user", website=True)
    def portal_my_slip(self, slip_id, **kw):
        """Show one slip of the customer, with the way to pay it."""
        try:
            slip = request.env["collection.slip"].browse(slip_id)
            slip.check_access("read")
            if not slip.filtered_domain(self._get_slips_domain()):
                raise MissingError(slip.env._("This slip does not exist."))
        except (AccessError, MissingError):
            return request.redirect("/my/slips")
        values = self._prepare_portal_layout_values()
        values |= {"slip": slip, "page_name": "slip"}
        return request.render("receivables_collect.portal_my_slip", values)

    @http.route(["/my/statement"], type="http", auth="user", website=True)
    def portal_my_statement(self, **kw):
        """Give the customer the statement of account as PDF."""
        partner = request.env.user.partner_id.commercial_partner_id
        # sudo: the customer's own account; nothing else is printed
        report_sudo = request.env["ir.actions.report"].sudo()
        pdf, _kind = report_sudo._render_qweb_pdf(
            "receivables_collect.report_statement", partner.ids
        )
        headers = [
            ("Content-Type", "application/pdf"),
            ("Content-Length", len(pdf)),
            ("Content-Disposition", 'inline; filename="statement.pdf"'),
        ]
        return request.make_response(pdf, headers=headers)
