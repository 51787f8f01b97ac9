from unittest.mock import patch

from lxml import html as lxml_html

from odoo.exceptions import AccessError

from odoo.addons.sales_rules.tests.common_report import (
    LONG_NAME,
    FormReportMixin,
    squash,
)

from .common_contract import ContractCommon


class ContractPaperCommon(FormReportMixin, ContractCommon):
    """Papers of contracts in both languages, of one buyer or of many."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.write(
            {"street": "1 River Road", "city": "Ningbo", "phone": "0574-1234567"}
        )
        cls.development.address = "88 Bank Street"

    def get_html(self, contract, user=None):
        """Return the page of `form` as a user opens it, squashed as pages are."""
        report = self.env["ir.actions.report"].with_user(user or self.home_seller)
        html, _kind = report._render_qweb_html(self.form, contract.ids)
        tree = lxml_html.fromstring(html.decode())
        for node in tree.xpath("//style | //script | //title"):
            node.drop_tree()
        return squash(tree.text_content())

    def name_buyers(self, *names, **vals):
        """Have the papers name these buyers, whatever rows there are; to be entered."""
        buyers = [
            {
                "name": name,
                "address": "Some Street 1",
                "phone": "139",
                "code": False,
                "id_kind": "Passport",
                "id_number": f"E{number}",
                "acting": [],
            }
            | vals
            for number, name in enumerate(names)
        ]
        model = type(self.env["property.contract.print"])
        return patch.object(model, "_get_printed_buyers", lambda *args: buyers)

    def assert_each_signs(self, contract):
        """Check that four buyers of long names stand on it twice: as parties, and
        where they sign; the pages.
        """
        names = [f"{number}{LONG_NAME}" for number in range(4)]
        with self.name_buyers(*names):
            pages = self.print_form(contract, user=self.home_seller)
        text = "".join(pages)
        for name in names:
            self.assertEqual(text.count(name.replace(" ", "")), 2, name)
        return pages

    def assert_one_each(self, contracts, title):
        """Check that contracts are printed as a document each."""
        pages = self.print_form(contracts, user=self.finance)
        self.assert_documents(pages, title, len(contracts))

    def assert_printed_by_its_own(self, contract, text):
        """Check that a paper is printed by those who see its contract, and nobody else.

        :param str text: a part of it
        """
        for user in (self.home_colleague, self.investor):
            with self.assertRaises(AccessError):
                self.get_html(contract, user)
        for user in (self.home_manager, self.director, self.finance, self.general):
            self.assert_on(self.get_html(contract, user), text)

    def assert_void_when_given_up(self, contract):
        """Cancel a contract, and check that its paper says so."""
        contract.with_user(self.home_seller).action_cancel("Other plan")
        html = self.get_html(contract)
        self.assert_on(html, "VOID")
        self.assert_not_on(html, "DRAFT")
