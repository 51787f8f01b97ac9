import json

from odoo.fields import Command
from odoo.tests import new_test_user

from .common_service import ServiceCommon


class PortalCommon(ServiceCommon):
    """Buyers with a login of the portal, and a provider of the designated account.

    `owner` is the buyer of `unit`, `other_owner` buys nothing at first.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.new_guest("owner", cls.buyer)
        cls.other_owner = cls.new_guest("other_owner", cls.other_buyer)
        cls.provider = cls.new_provider(cls.permit_journal)

    @classmethod
    def new_guest(cls, login, partner):
        """A login of a customer, who is private to the salesperson."""
        return (
            new_test_user(
                cls.env(su=True),
                f"crt_{login}",
                "base.group_portal",
                name=partner.name,
                partner_id=partner.id,
                company_id=cls.company.id,
            )
            .with_env(cls.env)
            .sudo()
        )

    @classmethod
    def new_provider(cls, journal, name="Test Pay"):
        """A published provider that pays into a journal."""
        methods = cls.env["account.payment.method"].sudo()
        if not methods.search([("code", "=", "none")], limit=1):
            with cls.mocked_get_payment_method_information(cls, "none"):
                methods.create(
                    {"name": "Test", "code": "none", "payment_type": "inbound"}
                )
        unknown = cls.env.ref("payment.payment_method_unknown").sudo()
        provider = (
            cls.env["payment.provider"]
            .sudo()
            .create(
                {
                    "name": name,
                    "code": "none",
                    "state": "test",
                    "is_published": True,
                    "company_id": journal.company_id.id,
                    "payment_method_ids": [Command.set(unknown.ids)],
                }
            )
        )
        unknown.active = True  # once a provider has it
        provider.journal_id = journal
        return provider

    @classmethod
    def new_online(cls, contract, rows, amount, user=None, **vals):
        """A draft transaction, as the page of the portal makes it."""
        user = user or cls.owner
        transactions = cls.env["payment.transaction"].with_user(user).sudo()
        found = transactions.create(
            {
                "provider_id": cls.provider.id,
                "payment_method_id": cls.provider.payment_method_ids[:1].id,
                "amount": amount,
                "currency_id": contract.currency_id.id,
                "partner_id": user.partner_id.id,
                "operation": "online_direct",
            }
            | vals
        )
        found._write_protected(
            {
                "property_contract_id": contract.id,
                "property_instalment_ids": rows.ids,
            }
        )
        return found

    @classmethod
    def let_come(cls, transaction):
        """The provider tells that the money came."""
        transaction._set_done()
        transaction._post_process()
        cls.env.invalidate_all()

    def call(self, path, **params):
        """Call a JSON route of the portal; its result, or the error."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json"}
        answer = self.url_open(path, data=body, headers=headers).json()
        return answer.get("result"), answer.get("error")
