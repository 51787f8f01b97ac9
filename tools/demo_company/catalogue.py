"""Products of the company: pumps, valves, drives, spare parts and services."""

from odoo import Command

from .world import in_two_languages

# code, English, Chinese, list price without tax, cost
PRODUCTS = (
    ("IS80-160", "Centrifugal Pump IS80-160", "离心泵 IS80-160", 3680, 2410),
    ("IS100-200", "Centrifugal Pump IS100-200", "离心泵 IS100-200", 5960, 3880),
    ("DG46-50", "Multistage Pump DG46-50", "多级泵 DG46-50", 18600, 12100),
    ("WQ50-20", "Sewage Pump WQ50-20", "潜水排污泵 WQ50-20", 2980, 1930),
    ("CQB65", "Magnetic Drive Pump CQB65", "磁力泵 CQB65", 7450, 4760),
    ("Z41H-100", "Gate Valve Z41H DN100", "闸阀 Z41H DN100", 1260, 790),
    ("Q41F-80", "Ball Valve Q41F DN80", "球阀 Q41F DN80", 980, 610),
    ("D341X-200", "Butterfly Valve D341X DN200", "蝶阀 D341X DN200", 1540, 960),
    ("H44H-100", "Check Valve H44H DN100", "止回阀 H44H DN100", 860, 540),
    ("YE3-132", "Motor YE3-132, 7.5 kW", "三相异步电动机 YE3-132 7.5kW", 2350, 1690),
    ("ZLYJ-200", "Gearbox ZLYJ-200", "减速机 ZLYJ-200", 9800, 6500),
    ("KZG-4", "Control Cabinet for four Pumps", "四泵变频控制柜", 24500, 16800),
    ("GMB-35", "Mechanical Seal GMB-35", "机械密封 GMB-35", 320, 140),
    ("BJ-IS", "Spare Parts Kit for IS Pumps", "IS 泵备件包", 680, 390),
)
SERVICE = ("AZTS", "Installation and Commissioning", "安装调试服务", 1800, 900)
FREIGHT = ("YF", "Packing and Freight", "包装运输费", 0, 0)


def make_catalogue(world):
    """Products and the dealers' pricelist."""
    rows = (*PRODUCTS, SERVICE, FREIGHT)
    products = world.env["product.product"].create(
        [
            {
                "default_code": code,
                "name": english,
                "list_price": price,
                "standard_price": cost,
                "type": "consu" if row in PRODUCTS else "service",
                "invoice_policy": "order",
            }
            for row in rows
            for code, english, _chinese, price, cost in [row]
        ]
    )
    in_two_languages(products.product_tmpl_id, "name", [row[2] for row in rows])
    *goods, service, freight = products
    world.products = [*goods, service]
    # the carrier's bill is passed on as it is
    freight.taxes_id = False
    world.freight = freight
    _make_pricelists(world)


def _make_pricelists(world):
    pricelists = world.env["product.pricelist"]
    currency = world.company.currency_id
    for pricelist in pricelists.search([]):
        pricelist.write({"name": "List Prices", "currency_id": currency.id})
        in_two_languages(pricelist, "name", ["标准价目表"])
    dealers = pricelists.create(
        {
            "name": "Contract Dealers",
            "currency_id": currency.id,
            "item_ids": [
                Command.create(
                    {
                        "applied_on": "3_global",
                        "compute_price": "percentage",
                        "percent_price": 3,
                    }
                )
            ],
        }
    )
    in_two_languages(dealers, "name", ["签约经销商价目表"])
    world.dealers = dealers


def draw_lines(world, target, discount=0):
    """Choose order lines of about `target`, taxes included, never more.

    :return: create values of order lines
    """
    tax = 1 + (world.company.account_sale_tax_id.amount or 0) / 100
    left = target / tax
    lines = []
    for share in (0.6, 0.7, 1.0):
        room = left * share
        fitting = [p for p in world.products if p.list_price <= room]
        if not fitting:
            continue
        product = world.random.choice(fitting)
        quantity = int(room // product.list_price)
        left -= quantity * product.list_price
        line = {"product_id": product.id, "product_uom_qty": quantity}
        # without a word of it the line has the discount of the pricelist
        lines.append(line | ({"discount": discount} if discount else {}))
    return lines
