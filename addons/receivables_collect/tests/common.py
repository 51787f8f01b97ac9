from odoo.addons.sales_rules.tests.common import CreditCommon


class CollectionCommon(CreditCommon):
    """The department of sales_rules with `collector` fixtures for slips and money.

    `seller` and `colleague` collect in team East, whose main collector is `manager`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.main_collector_id = cls.manager
        cls.other_team.main_collector_id = cls.other_manager
