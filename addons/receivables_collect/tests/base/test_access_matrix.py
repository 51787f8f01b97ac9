from odoo.tests import tagged

from ..common import CollectionCommon

ROLES = (
    "guest",
    "clerk",
    "planner",
    "seller",
    "manager",
    "director",
    "finance",
    "deputy",
    "general",
    "rules_admin",
)
OPERATIONS = {"r": "read", "w": "write", "c": "create", "u": "unlink"}

# the rights of each role of ROLES, in this order: read, write, create, unlink
RIGHTS = """
collection.level                - r r r r    rwcu r    r r rwcu
collection.voucher.kind         - r r r r    rwcu r    r r r
collection.run                  - - - r r    r    rwcu r r -
collection.slip                 r - - r r    r    rwu  r r -
collection.slip.line            r - - r r    r    r    r r -
collection.contact              - - - rwc rwc rwc rwc  r r -
collection.dispute              - - - rwc rwc rwc rwc  r r -
collection.book                 - - - r r    r    rwcu r r -
collection.voucher              - - - r r    r    r    r r -
collection.voucher.loss         - - - rwcu rwcu rwcu rwcu r r -
collection.handover             - - - rwcu rwcu rwcu rwcu r r -
collection.handover.line        - - - rwcu rwcu rwcu rwcu r r -
collection.guard                - - - - -    -    -    - - -
collection.receipt              - - - rwcu rwcu rwcu r r r -
collection.receipt.method       - - - rwcu rwcu rwcu r r r -
collection.receipt.allocation   - - - rwcu rwcu rwcu r r r -
collection.day.report           - - - rw rw  rw   rw   r r -
collection.day.declaration      - - - rw rw  rw   r    r r -
collection.day.variance         - - - rw rw  rw   r    r r -
collection.day.count            - - - r r    r    rw   r r -
collection.day.difference       - r r r r    r    rw   r r r
collection.bank.order           - - - rwcu rwcu rwcu r r r -
collection.bank.slip            - - - - -    r    rwcu r r -
collection.transit                 - - - r r    r    r    r r -
collection.bag.entry            - - - - -    r    r    - - -
collection.assignment           - - - r r    r    r    r r -
collection.journal              - - - - -    r    r    r r -
collection.journal.change       - - - - -    r    r    r r -
collection.journal.line         - - - r r    r    r    r r -
collection.journal.dispatch     - - - r r    r    r    r r -
collection.journal.report       - - - r r    r    r    r r -
collection.uncollected.report   - - - rw rw  rw   r    r r -
collection.uncollected.line     - - - rw rw  rw   r    r r -
collection.income.plan          - - r - r    r    rwcu r r -
collection.income.plan.line     - - r - r    r    rwcu r r -
collection.desk                 - - - - -    r    r    - r -
collection.cash.forecast        - - - r r    r    r    r r -
collection.cash.forecast.report - - - r r    r    r    r r -
collection.ageing.report        - - - r r    r    r    r r -
collection.performance.report   - - - r r    r    r    r r -
collection.control              - - - - -    r    -    - r -
collection.bounce               - - - - -    -    rwcu - - -
collection.journal.wizard       - - - rwc rwc rwc rwc  rwc rwc -
"""


@tagged("post_install", "-at_install")
class TestAccessMatrix(CollectionCommon):
    """Each role may do with each model as the table says, and no role may do more.

    Finance issues, counts and verifies; the director sees all and does neither; the
    general managers read; customers read their slips (R4.23 to R4.28).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.guest = cls.new_user("guest", "base.group_portal")
        cls.planner = cls.new_user("planner", "group_planning")
        cls.rights = {
            name: dict(zip(ROLES, letters, strict=True))
            for name, *letters in map(str.split, RIGHTS.strip().splitlines())
        }

    def get_models(self):
        """The names of the models of the addon that hold records."""
        return {
            name
            for name, model in self.registry.items()
            if model._original_module == "receivables_collect" and not model._abstract
        }

    def get_letters(self, name, role):
        model = self.env[name].with_user(self[role])
        return "".join(
            letter
            for letter, operation in OPERATIONS.items()
            if model.has_access(operation)
        )

    def __getitem__(self, role):
        return getattr(self, role)

    def test_no_model_of_the_addon_is_without_a_line_in_the_table(self):
        self.assertEqual(set(self.rights), self.get_models())

    def test_each_role_may_do_with_each_model_what_the_table_says(self):
        for name, roles in self.rights.items():
            for role, letters in roles.items():
                with self.subTest(model=name, role=role):
                    self.assertEqual(
                        self.get_letters(name, role), letters.replace("-", "")
                    )

    def test_nobody_but_finance_makes_runs_books_and_plans(self):
        for name in ("run", "book", "income.plan"):
            makers = {
                role
                for role in ROLES
                if "c" in self.get_letters(f"collection.{name}", role)
            }
            self.assertEqual(makers, {"finance"}, name)
