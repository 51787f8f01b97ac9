from unittest.mock import patch

from lxml import html as lxml_html

from odoo.addons.sales_rules.tests.common_report import FormReportMixin, squash

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
