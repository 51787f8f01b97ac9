from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .common_service import ServiceCommon
from .common_title import TitleCommon

# opened on what this set-up has none of
NOT_OPENED = {
    "property.takeover",
    "property.defect",
    "property.progress",
    "property.fapiao",
    "property.vat.prepayment",
}


@tagged("post_install", "-at_install")
class TestPropertyDialogs(ServiceCommon, TitleCommon):
    """Every dialog opens from each button that leads to it, as a browser opens it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        loan = cls.new_paid_loan()
        contract = cls.hand_over(loan.contract_id)
        cls.new_request(contract)
        other = cls.new_signed(cls.reserve(cls.units[1]))
        own = cls.env["property.amendment"].with_user(other.user_id)
        own.create({"contract_id": other.id, "kind": "design", "reason": "Asked for"})
        vals = {"contract_id": other.id, "kind": "deed_tax", "amount": 100}
        cls.env["property.fee"].with_user(other.user_id).create(vals)
        cls.env["property.block"].with_user(cls.home_manager).create(
            {"unit_id": cls.units[2].id, "reason": "Shown", "date_end": cls.day(5)}
        )
        cls.env["property.reception"].with_user(cls.home_seller).create(
            {"name": "Visitor", "phone": "138 0000 1111", "channel": "walk_in"}
        )

    def get_buttons(self):
        """Yield each button of a view that opens a dialog: its view and its action."""
        views = self.env["ir.ui.view"].sudo().search([("model", "=like", "property.%")])
        for view in views:
            for node in etree.fromstring(view.arch_db).iter("button"):
                if node.get("type") != "action":
                    continue
                action = self.env["ir.actions.actions"].browse(int(node.get("name")))
                window = self.env["ir.actions.act_window"].browse(action.id).exists()
                if window.target == "new":
                    yield view, window

    def test_every_dialog_opens_from_its_button(self):
        missing, opened = set(), 0
        for view, action in self.get_buttons():
            record = self.env[view.model].sudo().search([], limit=1)
            if not record:
                missing.add(view.model)
                continue
            names = {"active_model": view.model, "active_id": record.id}
            names["active_ids"] = record.ids
            context = names | safe_eval(action.context or "{}", dict(names))
            model = self.env[action.res_model].sudo().with_context(**context)
            with self.subTest(action.name, view=view.name):
                shown = action.view_id or None
                self.assertTrue(Form(model, view=shown)._view)
                opened += 1
        self.assertGreater(opened, 30)
        self.assertEqual(missing, NOT_OPENED)
