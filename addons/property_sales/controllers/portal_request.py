from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .portal import PropertyPortal

MAX_FILES = 20


class PropertyRequestPortal(PropertyPortal):
    """Service requests of a buyer: entered, followed, confirmed, objected to (R2.7)."""

    def _get_home_request(self, contract_id, request_id):
        """Return a contract of the user and a request of it, both in sudo."""
        contract = self._get_home(contract_id)
        if not contract:
            return contract, None
        return contract, request.env["property.portal.request"]._get(
            contract, request_id
        )

    @http.route(
        ["/my/homes/<int:contract_id>/requests/new"],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_home_report(self, contract_id, **post):
        """Take what is wrong with a home, after the handover."""
        contract = self._get_home(contract_id)
        if not contract or not contract.handover_date or contract.state == "rescinded":
            return self._go_away()
        requests, error = request.env["property.portal.request"], ""
        if request.httprequest.method == "POST":
            files = request.httprequest.files.getlist("pictures")[:MAX_FILES]
            try:
                with request.env.cr.savepoint():
                    found = requests._enter(
                        contract,
                        post.get("kind"),
                        post.get("part"),
                        post.get("description"),
                        [file.read() for file in files if file.filename],
                    )
                return request.redirect(
                    f"/my/homes/{contract.id}/requests/{found.id}", code=303
                )
            except UserError as refusal:
                error = str(refusal)
        return self._render_home(
            "portal_my_home_report",
            contract,
            error=error,
            entry=post,
            **requests._get_choices(),
        )

    @http.route(
        ["/my/homes/<int:contract_id>/requests/<int:request_id>"],
        type="http",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def portal_my_home_request(self, contract_id, request_id, reason=None, **_kw):
        """Show one request; a reason that is sent has it be done again."""
        contract, found = self._get_home_request(contract_id, request_id)
        if not found:
            return self._go_away()
        error = ""
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    request.env["property.portal.request"]._object(found, reason)
                return request.redirect(request.httprequest.path, code=303)
            except UserError as refusal:
                error = str(refusal)
        return self._render_home(
            "portal_my_home_request",
            contract,
            row=request.env["property.portal.page"]._get_request(found),
            owner=request.env.user.partner_id.name,
            error=error,
        )

    @http.route(
        ["/my/homes/<int:contract_id>/requests/<int:request_id>/confirm"],
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_my_home_confirm(self, contract_id, request_id, signature=None, **_kw):
        """Close one request that the owner signs for."""
        _contract, found = self._get_home_request(contract_id, request_id)
        if not found:
            return {"error": request.env._("This home is not yours.")}
        try:
            with request.env.cr.savepoint():
                request.env["property.portal.request"]._confirm(found, signature)
        except UserError as refusal:
            return {"error": str(refusal)}
        return {"force_refresh": True}

    @http.route(
        ["/my/homes/<int:contract_id>/requests/<int:request_id>/pictures/<int:place>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_home_picture(self, contract_id, request_id, place, **_kw):
        """Give the user one of the pictures of a request."""
        _contract, found = self._get_home_request(contract_id, request_id)
        requests = request.env["property.portal.request"]
        pictures = requests._get_pictures(found) if found else []
        if not 0 <= place < len(pictures):
            return self._go_away()
        headers = [
            ("Content-Type", "image/jpeg"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "private, no-store"),
        ]
        return request.make_response(pictures[place], headers=headers)
