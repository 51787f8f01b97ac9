import csv
from pathlib import Path

from odoo.fields import Command
from odoo.tools.convert import convert_file

from . import fake_models
from .approval.price_change import sales_price_change
from .common_subject import SubjectCommon

FOLDER = "tests/approval/price_change"
MODELS = (
    sales_price_change.SalesPriceChange,
    sales_price_change.SalesPriceChangeLine,
)


class PriceChangeCommon(SubjectCommon):
    """A document with lines as an addon brings it: models, access rows and views.

    Two in finance, as a notice goes to each. A product that costs 100.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = fake_models.register(cls, MODELS)
        models = [cls.env["ir.model"]._get(name) for name in names]
        cls.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"sales_rules.model_{model.model.replace('.', '_')}",
                    "record": model,
                }
                for model in models
            ]
        )
        for name in ("ir.model.access.csv", "sales_price_change_views.xml"):
            convert_file(cls.env, "sales_rules", f"{FOLDER}/{name}", {}, "init")
        cls.finance_2 = cls.new_user("finance_2", "group_finance")
        cls.product = cls.env["product.product"].create(
            {"name": "Brick", "list_price": 100}
        )

    @classmethod
    def get_path(cls, name):
        return Path(sales_price_change.__file__).parent / name

    @classmethod
    def get_access_rows(cls):
        with cls.get_path("ir.model.access.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    @classmethod
    def new_change(cls, *prices, user=None, **vals):
        """A draft that gives the product each of these prices, 110 by default."""
        lines = [
            Command.create({"product_id": cls.product.id, "new_price": price})
            for price in prices or (110,)
        ]
        vals = {"date_from": "2026-04-01", "reason": "Clay", "line_ids": lines} | vals
        return cls.env["sales.price.change"].with_user(user or cls.seller).create(vals)

    @classmethod
    def ask_change(cls, *prices, **vals):
        change = cls.new_change(*prices, **vals)
        change.action_submit()
        return change

    def get_notices(self, change):
        """The open activities about the document."""
        return self.env["mail.activity"].search(
            [("res_model", "=", change._name), ("res_id", "=", change.id)]
        )
