"""Contracts of homes at every step to the filing, and the money that they owe.

One is being drawn up, one waits for its review, one is signed and paid by instalments,
one is filed and a bank is to pay its loan. Each step is made by its owner.
"""

from .deals import decide

# customer, identity card, payment plan, how far: "draft", "asked", "signed" or "filed"
CONTRACTS = (
    ("戴丽华", "320211198503124525", "一次性付款", "draft"),
    ("许建明", "320206197911080335", "分期付款", "asked"),
    ("顾思敏", "32020519920621322X", "分期付款", "signed"),
    ("钱佳慧", "320213199007151847", "按揭贷款", "filed"),
)
DELIVERY = -540  # days from today to the handover
TEXTS = {
    "land_mortgage": "土地使用权抵押给建设银行无锡分行，期限至竣工备案。",
    "management_agreement": "江湾物业服务有限公司，高层住宅每月每平方米 2.60 元。",
    "sample_home": "样板房家具、软装不在交付范围内。",
    "publicity_promises": "楼书所载中心花园、社区会所为合同内容。",
}
AGREED = "条款齐全，同意签约。"
ADVICE = "CCB-{:%m%d}-001"
LENDER = "中国建设银行无锡分行"


def make_contracts(world, development):
    """Contracts of reservations whose money finance has verified."""
    own = development.with_env(world.act_as(world.users["invest"]))
    own.write(TEXTS)
    for name, number, plan, step in CONTRACTS:
        contract = _draw_up(world, name, plan)
        contract.buyer_ids.id_number_masked = number
        if step == "draft":
            continue
        contract.disclosure_ids.action_acknowledge()
        contract.action_disclose()
        contract.action_submit()
        if step == "asked":
            continue
        decide(world, contract.sudo(), AGREED)
        contract.action_sign_agreement()
        contract.action_sign()
        if step == "filed":
            _file(world, contract)


def _draw_up(world, name, plan):
    """The salesperson draws the contract of a customer up, as a draft."""
    reservation = world.env["property.reservation"].search(
        [("partner_id", "=", world.customers[name].id), ("state", "=", "active")]
    )
    env = world.act_as(reservation.user_id)
    plans = env["property.payment.plan"].with_context(lang="zh_CN")
    contract_id = reservation.with_env(env).action_convert()
    contract = env["property.contract"].browse(contract_id)
    contract.write(
        {
            "plan_id": plans.search([("name", "=", plan)]).id,
            "delivery_date": world.ago(DELIVERY),
        }
    )
    return contract


def _file(world, contract):
    """The bureau has the contract; the buyers' transfer came to the bank."""
    number = f"{world.today:%Y%m%d}"
    contract.action_register_online(f"WQ{number}01")
    contract.action_file(f"BA{number}01")
    finance = contract.with_env(world.act_as(world.users["finance"]))
    down = contract.sudo().instalment_ids[0]
    finance.action_book_bank_credit(
        {
            "amount": down.amount_residual,
            "reference": ADVICE.format(world.today),
            "payer": "钱建国（父）",
        }
    )
    bank = world.env["res.bank"].create({"name": LENDER})
    rest = contract.instalment_ids - contract.instalment_ids[0]
    loan = contract.env["property.mortgage"].create(
        {
            "contract_id": contract.id,
            "bank_id": bank.id,
            "amount": sum(rest.mapped("amount")),
        }
    )
    loan.paper_ids[:3].action_note()
