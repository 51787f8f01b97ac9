from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import CollectionCommon


@tagged("post_install", "-at_install")
class TestSlipLabel(CollectionCommon, HttpCase):
    """An item that has a label is known to the customer by it (R4.23)."""

    def get_documents(self, move):
        item = self.get_item(move)
        slip = self.get_slip(self.new_generated())
        lines = slip.line_ids.filtered(lambda line: line.move_line_id == item)
        return lines.mapped("document")

    def test_the_label_stands_on_the_slip(self):
        move = self.new_overdue()
        self.get_item(move)._set_collection_label("Agreement 7, part 2")
        self.assertEqual(self.get_documents(move), ["Agreement 7, part 2"])

    def test_without_a_label_it_is_the_number(self):
        move = self.new_overdue()
        item = self.get_item(move)
        self.assertFalse(item.collection_label)
        for text in ("Agreement 7", ""):
            item._set_collection_label(text)
        self.assertEqual(self.get_documents(move), [move.name])

    def test_an_issued_slip_keeps_what_it_was_printed_with(self):
        slip = self.new_issued_slip()
        before = slip.line_ids.document
        slip.line_ids.move_line_id._set_collection_label("Agreement 7")
        self.assertEqual(slip.line_ids.document, before)

    def test_nobody_gives_it_by_hand(self):
        move = self.new_overdue()
        item = self.get_item(move)
        label = {"collection_label": "Mine"}
        lines = [Command.update(item.id, label)]
        entry = {"move_type": "entry", "line_ids": [Command.create(label)]}
        items = self.env["account.move.line"]
        ways = {
            "write": lambda: item.write(label),
            "sudo": lambda: item.sudo().write(label),
            "of finance": lambda: item.with_user(self.finance).write(label),
            "in the entry": lambda: move.write({"line_ids": lines}),
            "create": lambda: self.env["account.move"].create(entry),
            "default": lambda: items.with_context(
                default_collection_label="Mine"
            ).create({"move_id": move.id}),
        }
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(UserError):
                with self.cr.savepoint():
                    way()
        self.assertFalse(item.collection_label)

    def test_methods_give_it_with_new_items_once(self):
        lines = [
            {"account_id": self.get_item(self.new_overdue()).account_id.id}
            | {"balance": balance, "collection_label": label}
            for balance, label in ((5, "Agreement 7"), (-5, False))
        ]
        entry = {"move_type": "entry", "line_ids": list(map(Command.create, lines))}
        moves = self.env["account.move.line"]._with_labels().env["account.move"]
        made = moves.create(entry)
        self.assertEqual(
            made.line_ids.mapped("collection_label"), ["Agreement 7", False]
        )
        with self.assertRaises(UserError):
            moves.create(entry)

    def test_a_copy_has_none(self):
        move = self.new_overdue()
        self.get_item(move)._set_collection_label("Agreement 7")
        self.assertFalse(any(move.copy().line_ids.mapped("collection_label")))

    def test_the_button_of_the_portal_leads_where_the_slip_says(self):
        slip = self.new_issued_slip()
        self.assertEqual(slip._get_portal_payment_url(), "/my/invoices/overdue")
        partner = self.customer.id
        new_test_user(self.env, "crt_pays", "base.group_portal", partner_id=partner)
        self.authenticate("crt_pays", "crt_pays")
        page = self.url_open(f"/my/slips/{slip.id}").text
        self.assertIn('href="/my/invoices/overdue"', page)
        self.patch(type(slip), "_get_portal_payment_url", lambda slip: "/my/elsewhere")
        page = self.url_open(f"/my/slips/{slip.id}").text
        self.assertIn('href="/my/elsewhere"', page)
        self.assertNotIn("/my/invoices/overdue", page)
