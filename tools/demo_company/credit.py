"""The rest of credit: raised limits, a group, and what salespeople may grant.

Of customers whose figures no story counts on.
"""

import io
import math
from base64 import b64encode

from odoo import Command
from odoo.tools.pdf import PdfFileWriter

from .deals import APPROVALS, date_back, decide

# customer, amount, first and last day from today, why, whether it is decided
TEMPORARY = (
    ("tairong", 80_000, -20, 40, "旺季备货，化工园二期检修用泵集中到货。", True),
    (
        "jinmen",
        18_000,
        0,
        45,
        "海水淡化项目分批供货，首批款到账前需要追加额度。",
        False,
    ),
    ("yuzhong", 30_000, -12, 6, "重庆地铁项目月底验收，验收款到账后恢复。", True),
)
# customer, amount, first and last day, bank, number of the paper
GUARANTEES = (
    ("haining", 60_000, -45, 140, "宁波银行北仑支行", "NB-BH-2207"),
    ("weihe", 90_000, -70, 18, "西安银行宝鸡分行", "XA-BH-0931"),
)
# customers of one owner who share a limit: the first two that are there
GROUPS = (("jinmen", "yanzhao"), ("haining", "lvzhou"))
GROUP_NAME = "津冀经销联合体"
GROUP_LIMIT = 180_000
GROUP_REASON = "同一实际控制人，合并授信。"


def make_credit(world):
    """Temporary limits, guarantees, a credit group, the credit of salespeople."""
    for row in TEMPORARY:
        if row[0] in world.customers:
            _make_temporary(world, *row)
    for row in GUARANTEES:
        if row[0] in world.customers:
            _make_guarantee(world, *row)
    _make_group(world)
    _make_allowances(world)


def _make_temporary(world, key, amount, start, end, reason, is_decided):
    """The salesperson asks, the region or the director decides."""
    partner = world.customers[key]
    document = world.act_as(partner.user_id)["sales.credit.temporary"].create(
        {
            "partner_id": partner.id,
            "amount": amount,
            "date_from": world.ago(-start),
            "date_to": world.ago(-end),
            "reason": reason,
        }
    )
    document.action_submit()
    if is_decided:
        decide(world, document, APPROVALS[0])
        date_back(document, -start)


def _make_guarantee(world, key, amount, start, end, bank, number):
    """Finance enters the paper, the director decides."""
    paper = io.BytesIO()
    writer = PdfFileWriter()
    writer.add_blank_page(595, 842)
    writer.write(paper)
    document = world.act_as(world.users["finance"])["sales.credit.guarantee"].create(
        {
            "partner_id": world.customers[key].id,
            "amount": amount,
            "date_from": world.ago(-start),
            "date_to": world.ago(-end),
            "guarantor": bank,
            "reference": number,
            "document": b64encode(paper.getvalue()),
            "document_name": f"{number}.pdf",
        }
    )
    document.action_submit()
    decide(world, document, APPROVALS[1])
    date_back(document, -start)


def _make_group(world):
    """The director has two customers share one limit."""
    keys = next(pair for pair in GROUPS if pair[0] in world.customers)
    world.act_as(world.users["director"])["sales.credit.group"].create(
        {
            "name": GROUP_NAME,
            "credit_limit": GROUP_LIMIT,
            "reason": GROUP_REASON,
            "active": True,
            "member_ids": [
                Command.create({"partner_id": world.customers[key].id}) for key in keys
            ],
        }
    )


def _make_allowances(world):
    """The director says how much credit each salesperson may grant (R1.6)."""
    model = world.act_as(world.users["director"])["sales.credit.allowance"]
    sellers = model.env["res.users"].union(
        *(partner.user_id for partner in world.customers.values())
    )
    rows = model.create([{"user_id": user.id, "amount": 0} for user in sellers])
    for place, row in enumerate(rows):
        # some have given away nearly all, some have room
        share = (1.02, 1.15, 1.35)[place % 3]
        row.amount = math.ceil(row.used_amount * share / 10_000) * 10_000
