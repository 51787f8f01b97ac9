"""The office of a killed server: who collects, from whom, and the steps of a day."""

from datetime import date, timedelta

ROLES = {
    "finance_one": "group_finance",
    "finance_two": "group_finance",
    "head": "group_regional_manager",
    "seller": "group_salesperson",
}
VOUCHERS = 60


class Office:
    """Makes customers who owe, and leads their slips from run to bounce.

    Everything is called on the server by the users who do it.
    """

    def __init__(self, server):
        self.server = server
        self.today = date.today()
        self._make_people()
        self._make_journals()
        book = {"name": "Book", "prefix": "K", "number_from": 1, "number_to": VOUCHERS}
        self.book = self.create("finance_one", "collection.book", book)
        self.call("finance_one", "collection.book", "action_register", [self.book])

    def call(self, *args, **kwargs):
        return self.server.call(*args, **kwargs)

    def create(self, login, model, vals):
        return self.call(login, model, "create", [vals])[0]

    def _make_people(self):
        people = [
            {
                "name": login,
                "login": login,
                "password": login,
                "tz": "UTC",
                "group_ids": [[6, 0, [self._get_id("sales_rules", group)]]],
            }
            for login, group in ROLES.items()
        ]
        users = self.call("admin", "res.users", "create", people)
        self.users = dict(zip(ROLES, users, strict=True))
        vals = {"name": "Branch", "user_id": self.users["head"], "company_id": False}
        vals["member_ids"] = [[6, 0, [self.users["seller"]]]]
        vals["main_collector_id"] = self.users["head"]
        self.team = self.create("admin", "crm.team", vals)

    def _get_id(self, module, name):
        domain = [["module", "=", module], ["name", "=", name]]
        [row] = self.call("admin", "ir.model.data", "search_read", domain, ["res_id"])
        return row["res_id"]

    def _make_journals(self):
        """A journal per method that needs no outstanding account."""
        journals = {}
        for method, kind in (("cash", "cash"), ("cheque", "bank")):
            vals = {"name": f"Killed {method}", "code": f"K{method[:4]}", "type": kind}
            journal = self.create("admin", "account.journal", vals)
            fields = ["default_account_id", "inbound_payment_method_line_ids"]
            [row] = self.call("admin", "account.journal", "read", [journal], fields)
            vals = {"payment_account_id": row["default_account_id"][0]}
            lines = row["inbound_payment_method_line_ids"]
            model = "account.payment.method.line"
            self.call("admin", model, "write", lines, vals)
            journals[f"collection_{method}_journal_id"] = journal
        domain = [["account_type", "=", "asset_current"]]
        accounts = self.call("admin", "account.account", "search", domain, limit=1)
        debts = {"collection_debt_account_id": accounts[0]}
        self.call("admin", "res.company", "write", [1], journals | debts)

    def new_debts(self, count=2):
        """Invoices of new customers, each with two that are long overdue."""
        vals = {"name": "Debtor", "user_id": self.users["seller"], "customer_rank": 1}
        partners = self.call("admin", "res.partner", "create", [vals] * count)
        due = str(self.today - timedelta(days=30))
        moves = [
            {
                "move_type": "out_invoice",
                "partner_id": partner,
                "invoice_date": due,
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    [0, 0, {"name": "Goods", "price_unit": amount, "tax_ids": []}]
                ],
            }
            for partner in partners
            for amount in (60, 40)
        ]
        moves = self.call("finance_one", "account.move", "create", moves)
        self.call("finance_one", "account.move", "action_post", moves)

    def new_run(self, login="finance_one"):
        return self.create(login, "collection.run", {})

    def new_handover(self, kind, giver, receiver):
        """A draft of all slips that are there, and a voucher for each."""
        vals = {"kind": kind, "team_id": self.team, "receiver_id": self.users[receiver]}
        handover = self.create(giver, "collection.handover", vals)
        self.call(giver, "collection.handover", "action_fill", [handover])
        return handover

    def get_bag(self):
        """(slip, voucher) pairs that the salesperson holds."""
        holder = ["holder_id", "=", self.users["seller"]]
        found = []
        for model, state in (
            ("collection.slip", "signed"),
            ("collection.voucher", "collector"),
        ):
            domain = [holder, ["state", "=", state]]
            found.append(self.call("seller", model, "search", domain, order="id"))
        return list(zip(*found, strict=False))

    def get_payload(self, slip, voucher, method="cash", amount=100):
        """The payload that the phone sends for a slip; the key is the voucher's."""
        paper = {"number": f"N{voucher}", "bank": "ICBC", "due_date": str(self.today)}
        return {
            "key": f"key-{voucher}",
            "slip_id": slip,
            "voucher_id": voucher,
            "amount": amount,
            "method": method,
        } | (paper if method == "cheque" else {})

    def get_report(self, state):
        domain = [["collector_id", "=", self.users["seller"]], ["state", "=", state]]
        rows = self.call("finance_one", "collection.day.report", "search", domain)
        return rows[:1]

    def count(self, report, amounts):
        """Key in what finance counts; saving the count is a step of its own."""
        domain = [["report_id", "=", report]]
        fields = ["method"]
        model = "collection.day.count"
        for row in self.call("finance_one", model, "search_read", domain, fields):
            vals = {"counted": amounts.get(row["method"], 0)}
            self.call("finance_one", model, "write", [row["id"]], vals)

    def settle(self, report):
        """Say of each difference that the salesperson owes it."""
        model = "collection.day.difference"
        domain = [["report_id", "=", report]]
        found = self.call("finance_one", model, "search", domain)
        vals = {"consequence": "debt", "explanation": "Lost on the way"}
        vals["owner_id"] = self.users["seller"]
        self.call("finance_one", model, "write", found, vals)

    def get_cheque(self):
        """The method of the receipt by cheque."""
        model = "collection.receipt.method"
        return self.call("finance_one", model, "search", [["method", "=", "cheque"]])

    def print_journal(self):
        """The closing of the printed journal of today, and the ledger's balance."""
        model = "collection.journal.wizard"
        wizard = self.create("finance_one", model, {})
        journal = self.call("finance_one", model, "action_print", [wizard])["res_id"]
        fields = ["closing", "ledger_balance"]
        model = "collection.journal"
        [row] = self.call("finance_one", model, "read", [journal], fields)
        return row["closing"], row["ledger_balance"]
