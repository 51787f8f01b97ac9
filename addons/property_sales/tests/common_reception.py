from .common import HOMES
from .common_sale import SaleCommon

NUMBER = "13800138000"


class ReceptionCommon(SaleCommon):
    """A development on sale, and a second team that sells it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_leader = cls.new_user("other_leader", HOMES, "group_regional_manager")
        cls.other_member = cls.new_user("other_member", HOMES)
        cls.new_team("Hillside", cls.other_leader, cls.other_member)

    @classmethod
    def receive(cls, phone=NUMBER, user=None, **vals):
        """A reception with name and telephone number; returned as superuser."""
        vals = {"name": "Zhao Min", "phone": phone, "channel": "walk_in"} | vals
        receptions = cls.env["property.reception"].with_user(user or cls.home_seller)
        return receptions.create(vals).sudo()

    @classmethod
    def let_pass(cls, reception, days):
        """Let the last contact be so many days ago, and the reception as well."""
        day = cls.day(-days)
        reception._write_protected({"date": day, "last_contact": day})
