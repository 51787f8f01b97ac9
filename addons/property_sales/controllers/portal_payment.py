from werkzeug.exceptions import BadRequest, NotFound

from odoo import http
from odoo.exceptions import ValidationError
from odoo.http import request

from odoo.addons.payment.controllers.portal import PaymentPortal

from .portal import PropertyPortal


class PropertyPaymentPortal(PropertyPortal, PaymentPortal):
    """Paying what is owed of a home, to the designated account (R2.10)."""

    @http.route(
        ["/my/homes/<int:contract_id>/pay/<string:subject>"],
        type="http",
        auth="user",
        website=True,
        sitemap=False,
    )
    def portal_my_home_pay(self, contract_id, subject, **_kw):
        """Show how one instalment, or all that is due, can be paid.

        :param str subject: `due`, or the id of an instalment
        """
        contract = self._get_home(contract_id)
        if not contract:
            return self._go_away()
        form = request.env["property.portal.payment"]._get_form(contract, subject)
        if not form:
            return request.redirect(f"/my/homes/{contract.id}")
        return self._render_home(
            "portal_my_home_pay",
            contract,
            **form,
            reference_prefix=self._get_prefix(contract),
            transaction_route=f"/my/homes/{contract.id}/transaction/{subject}",
            landing_route=f"/my/homes/{contract.id}",
            access_token="",
        )

    @http.route(
        ["/my/homes/<int:contract_id>/transaction/<string:subject>"],
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def portal_my_home_transaction(self, contract_id, subject, access_token=None, **kw):
        """Make the transaction that pays it, and return how it is processed.

        Amount, contract, instalments and the page after it are the server's; of what
        the client sends, only provider and method count.

        :raise NotFound: for a contract of somebody else
        :raise ValidationError: where it is paid, or the sum is another one by now
        """
        contract = self._get_home(contract_id)
        if not contract:
            raise NotFound()
        self._validate_transaction_kwargs(kw)
        if kw.get("flow") not in ("direct", "redirect") or kw.get("is_validation"):
            raise BadRequest()
        amount = kw.get("amount")
        rows, form = self._get_checked_form(contract, subject, amount)
        provider = form["providers_sudo"].filtered(
            lambda row: row.id == kw.get("provider_id")
        )
        method = form["payment_methods_sudo"].filtered(
            lambda row: row.id == kw.get("payment_method_id")
        )
        if not provider or not method:
            raise ValidationError(
                request.env._("Choose how to pay: this way is not offered.")
            )
        transaction_sudo = self._create_transaction(
            provider_id=provider.id,
            payment_method_id=method.id,
            token_id=None,
            amount=form["amount"],
            currency_id=form["currency"].id,
            partner_id=form["partner_id"],
            flow=kw["flow"],
            tokenization_requested=False,
            landing_route=f"/my/homes/{contract.id}",
            reference_prefix=self._get_prefix(contract),
        )
        transaction_sudo._write_protected(
            {
                "property_contract_id": contract.id,
                "property_instalment_ids": rows.ids,
            }
        )
        return transaction_sudo._get_processing_values()

    def _get_checked_form(self, contract, subject, amount):
        """Return what is paid and the form for it, if the client saw this amount.

        :raise ValidationError: where nothing is to be paid, or another amount
        """
        payments = request.env["property.portal.payment"]
        rows, _amount = payments._get_bill(contract, subject)
        form = payments._get_form(contract, subject)
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        if (
            not form
            or not is_number
            or form["currency"].compare_amounts(form["amount"], amount) != 0
        ):
            raise ValidationError(
                request.env._(
                    "This is paid, or another sum is open by now: look at your home"
                    " again."
                )
            )
        return rows, form

    def _get_prefix(self, contract):
        """Return what the references of payments of one contract begin with."""
        return (contract.number or str(contract.id)).replace("/", "-")
