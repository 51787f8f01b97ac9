from lxml import etree

from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from ..common_title import TitleCommon


@tagged("post_install", "-at_install")
class TestArchiveScreens(TitleCommon):
    """Lists, filters and dialogs of the archive (R2.9)."""

    def open_dialog(self, step, records, user=None):
        """The dialog as a button or the menu of a list opens it."""
        context = {
            "active_model": records._name,
            "active_id": records[:1].id,
            "active_ids": records.ids,
            "default_step": step,
        }
        dialogs = self.env["property.paper.step"].with_user(user or self.home_seller)
        return Form(dialogs.with_context(**context))

    def find(self, name):
        """The papers of one's contracts that a filter finds."""
        papers = self.env["property.document"].with_user(self.home_seller)
        arch = papers.get_view(view_type="search")["arch"]
        [node] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']")
        return papers.search(safe_eval(node.get("domain"), {"uid": papers.env.uid}))

    def test_filters_find_what_is_to_be_done(self):
        contract = self.new_signed()
        first, second = contract.with_user(self.home_seller).document_ids
        self.assertEqual(self.find("standing"), first | second)
        self.assertFalse(self.find("overdue"))
        with self.at(8, 12):
            self.assertEqual(self.find("overdue"), first | second)
        first.action_archive("A-1")
        first.action_lend(self.director.id)
        self.assertEqual(self.find("standing"), second)
        self.assertEqual(self.find("archived"), first)
        self.assertEqual(self.find("lent"), first)
        self.assertEqual(self.find("agreements"), first | second)
        self.assertFalse(self.find("titles") | self.find("handovers"))
        contract.sudo()._write_protected({"state": "rescinded"})
        self.assertFalse(self.find("standing"))

    def test_papers_selected_in_the_list_are_archived(self):
        contract = self.new_signed()
        papers = contract.document_ids
        form = self.open_dialog("archive", papers)
        form.shelf = "A-1"
        form.box = "2"
        form.save().action_apply()
        self.assertEqual(papers.mapped("shelf"), ["A-1", "A-1"])
        paper = papers[0]
        form = self.open_dialog("lend", paper)
        form.user_id = self.director
        form.save().action_apply()
        self.assertEqual(paper.lent_to_id, self.director)
        form = self.open_dialog("give_back", paper)
        form.save().action_apply()
        self.assertFalse(paper.lent_to_id)
        self.assertEqual((paper.shelf, paper.box), ("A-1", "2"))

    def test_a_contract_gets_a_paper_and_is_archived(self):
        contract = self.new_titled()
        form = self.open_dialog("add", contract)
        form.kind = "identity"
        form.save().action_apply()
        self.assertTrue(self.get_paper(contract, "identity"))
        form = self.open_dialog("all", contract)
        form.shelf = "A-1"
        form.save().action_apply()
        self.assertEqual(contract.archive_state, "archived")

    def test_the_forms_open(self):
        contract = self.new_titled()
        paper = self.get_paper(contract, "title")
        for record in (paper, contract.with_user(self.home_seller)):
            with Form(record) as form:
                self.assertTrue(form.id)
