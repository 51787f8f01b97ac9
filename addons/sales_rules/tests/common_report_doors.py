import json
from urllib.parse import quote

from odoo.tools.safe_eval import safe_eval

from .common_sweep import SweptRecords

ROLES = (
    "guest",
    "clerk",
    "planner",
    "seller",
    "other_seller",
    "manager",
    "other_manager",
    "director",
    "finance",
    "general",
    "rules_admin",
)
NOBODY = 987654321
# the page is refused: no right, nothing there, nothing that could be printed
REFUSED = {403, 404, 422}


class ReportDoors(SweptRecords):
    """Reports are printed by those who may see their documents, whatever the address.

    Reports are found in the registry: all of the addon. `readers` has a line for each:
    the roles that print the swept document, which is `seller`'s; all others are
    refused. A new report is printed by nobody, until it is named there.
    """

    roles = ROLES
    readers = ""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        reports = cls.env["ir.actions.report"].sudo()
        found = reports.search([("report_name", "=like", f"{cls.addon}.%")])
        cls.reports = {report.report_name.split(".")[1]: report for report in found}
        cls.documents = {
            name: cls.get_document(report) for name, report in cls.reports.items()
        }

    @classmethod
    def get_document(cls, report):
        """Return the document that is printed: the first swept that it is for."""
        domain = safe_eval(report.domain or "[]", {})
        found = [
            record
            for (model, _state), record in cls.swept.items()
            if model == report.model and record.filtered_domain(domain)
        ]
        assert found, f"nothing to print: {report.report_name}"
        return found[0]

    def login(self, role):
        user = self[role]
        password = user.login + "x" * (8 - len(user.login))
        self.authenticate(user.login, password)

    def open_report(self, name, ids, converter="html", options=""):
        """Open a report at its address; returns the status and the page."""
        reply = self.url_open(
            f"/report/{converter}/{self.addon}.{name}/{ids}{options}",
            allow_redirects=False,
        )
        return reply.status_code, reply.text

    def download(self, name, ids):
        """Return whether the client gets a file: errors have status 200 as well."""
        url = f"/report/pdf/{self.addon}.{name}/{ids}"
        data = quote(json.dumps([url, "qweb-pdf"]))
        reply = self.url_open(f"/report/download?data={data}", allow_redirects=False)
        return "Content-Disposition" in reply.headers

    def get_said(self):
        said = {}
        for line in self.readers.strip().splitlines():
            name, roles, _reason = (part.strip() for part in line.split("|"))
            said.setdefault(name, set()).update(roles.split())
        return said

    def test_reports_are_printed_by_whom_the_table_names(self):
        found = {name: set() for name in self.reports}
        for role in self.roles:
            self.login(role)
            for name, document in self.documents.items():
                status, page = self.open_report(name, document.id)
                if status == 200:
                    found[name].add(role)
                else:
                    self.assertIn(status, REFUSED, (role, name, page[:500]))
        said = self.get_said()
        self.assertEqual(
            {name: " ".join(sorted(roles)) for name, roles in found.items()},
            {name: " ".join(sorted(roles)) for name, roles in said.items()},
        )

    def test_every_way_to_a_report_is_as_closed(self):
        said = self.get_said()
        for role in ("guest", "clerk", "other_seller"):
            self.login(role)
            for name, document in self.documents.items():
                if role in said[name]:
                    continue
                for converter in ("html", "pdf", "text"):
                    status, page = self.open_report(name, document.id, converter)
                    self.assertIn(status, REFUSED, (role, name, converter, page[:500]))
                self.assertFalse(self.download(name, document.id), (role, name))

    def test_documents_that_are_not_there_are_not_printed(self):
        said = self.get_said()
        for role in ("director", "guest"):
            self.login(role)
            for name, document in self.documents.items():
                for ids in (
                    NOBODY,
                    0,
                    2**31,
                    2**70,
                    f"{document.id},{NOBODY}",
                    "x",
                    "-1",
                    ",",
                ):
                    if role not in said[name] and role != "guest":
                        continue
                    status, page = self.open_report(name, ids)
                    self.assertIn(status, REFUSED, (role, name, ids, page[:500]))

    def test_a_document_named_twice_is_printed_once(self):
        for name, roles in self.get_said().items():
            if not roles:
                continue
            self.login(min(roles))
            id_ = self.documents[name].id
            _status, once = self.open_report(name, id_)
            status, twice = self.open_report(name, f"{id_},{id_}")
            self.assertEqual(status, 200, name)
            self.assertEqual(len(twice), len(once), name)

    def test_an_address_gives_a_template_no_values(self):
        options = (
            "?docs=1&doc=1&o=1&company=1&user=1&env=1&date_from=2026-02-30",
            "?context=%7B%22allowed_company_ids%22:%5B987654321%5D%7D",
        )
        for name, roles in self.get_said().items():
            if not roles:
                continue
            self.login(min(roles))
            for option in options:
                status, page = self.open_report(
                    name, self.documents[name].id, options=option
                )
                self.assertIn(status, {200, *REFUSED}, (name, option, page[:500]))

    def test_strangers_are_sent_to_the_login(self):
        self.authenticate(None, None)
        for name, document in self.documents.items():
            status, _page = self.open_report(name, document.id)
            self.assertEqual(status, 303, name)
