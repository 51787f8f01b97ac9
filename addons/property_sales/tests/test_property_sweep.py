from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.sales_rules.tests.common_sweep import RpcSweep

from .common_sweep_records import PropertySweepRecords

HOMES = "home_seller home_colleague home_manager"
SERVING = "home_seller home_manager"
MARKETING = f"{HOMES} director"
OTHERS = "clerk planner seller manager director investor finance deputy general"
SIGNERS = f"{HOMES} investor"
RECORDERS = "home_manager director general"
BUYER = "birthdate id_kind id_number id_number_masked paper paper_name role sequence"
TEXTS = (
    "decoration_standard delivery_date disputes house_manual infrastructure"
    " public_facilities quality_warranty"
)
SETTINGS = (
    "property_defect_days property_delay_days property_handover_notice_days"
    " property_service_answer_days property_service_done_days"
    " property_design_answer_days property_design_notice_days"
    " property_archive_days property_title_days property_title_papers_days"
    " property_area_tolerance property_deposit_percent property_filing_days"
    " property_hold_minutes property_month_days"
    " property_move_up_hours property_online_days"
    " property_protect_days property_publish_days property_refund_days"
    " property_refund_interest property_rescind_days property_reservation_days"
    " property_return_days property_training_months property_unfile_days"
    " property_late_fee_taxed property_vat_day"
)
AGREED = (
    "delay_rate delivery_date discount_percent instalment_ids late_fee_rate ownership"
    " plan_id pricing_basis"
)
AMENDED = (
    "agreed_amount amount buyer_ids change_date date fault ground new_date new_price"
    " new_unit_id ownership reason text to_contract_id"
)
PLANNED = "amount date_due kind months name stage_id"
PART = "amount anchor date_due kind months name sequence stage_id"
TOLD = "land_mortgage management_agreement publicity_promises sample_home"
BATCH = "area date homes name price"
TARGET = "amount area homes month user_id"
PARENTS = ("plan_id", "list_id", "contract_id", "amendment_id", "takeover_id")
PARENTS += ("line_id",)
UNIT = "active floor layout name orientation usage"
PAYMENT = "amount anchor count kind months percent sequence source stage_id"
REACHED = "building_id date report_number scan scan_name stage_id"
STAGE = "company_id date_from date_to name sequence"
REPORTED = "channel description kind part photo"
REPORTED_OF = "contract_id reported_on unit_id"
TAKEN = (
    "amount_claimed amount_paid contract_gross_area contract_inner_area currency_id"
    " delay_rate delivery_date filing_date filing_number instalment_ids late_fee_rate"
    " number online_date online_number partner_id price pricing_basis signed_on"
    " prepaid_vat tax_percent unit_id unit_price user_id"
)
TAKEN_PART = "amount anchor date_due is_claimed kind months name sequence stage_id"
REPORT = "report_date report_number scan scan_name"
LAND = "land_price_deductible saleable_area"


@tagged("post_install", "-at_install")
class TestPropertySweep(RpcSweep, PropertySweepRecords):
    """Nobody writes over RPC what the methods of property_sales decide (R2.12)."""

    addon = "property_sales"
    roles = (
        "guest",
        "clerk",
        "planner",
        "seller",
        "manager",
        "home_seller",
        "home_colleague",
        "home_manager",
        "director",
        "investor",
        "finance",
        "deputy",
        "general",
        "rules_admin",
        "system",
    )
    writable = f"""
collection.receipt new | {MARKETING} | reservation_id | what the money is for
collection.receipt new | {SERVING} director | contract_id fee_id | what the money is for
property.area.list new | {SIGNERS} | building_id kind line_ids {REPORT} | draws it up
property.area.list.line new | {SIGNERS} | gross_area inner_area | of a draft
property.area.list.line new | {SIGNERS} | list_id unit_id | of a draft
property.block new | director home_manager | date_end reason unit_id | blocks
property.building new | investor | completed_on development_id name sequence | new
property.building new | investor | area_list_ids unit_ids | drafts, and homes
property.contract new | {SERVING} | {AGREED} promotion_ids | draws it up
property.contract new | {SERVING} | buyer_ids | draws it up
property.amendment new | {SERVING} | {AMENDED} contract_id kind | draws it up
property.amendment new | {SERVING} | instalment_ids | draws it up
property.amendment.buyer new | {SERVING} | {BUYER} amendment_id of_buyer_id | of a draft
property.amendment.buyer new | {SERVING} | partner_id share | of a draft
property.amendment.instalment new | {SERVING} | {PLANNED} amendment_id | of a draft
property.contract.buyer new | {SERVING} | {BUYER} contract_id of_buyer_id | of a draft
property.contract.buyer new | {SERVING} | partner_id share | of a draft
property.development new | investor | {TEXTS} | new
property.mortgage new | {SERVING} | amount bank_id contract_id | applies for it
property.mortgage new | {SERVING} | date_applied kind | applies for it
property.warranty.term new | director | builder_months company_id date_from | decides
property.warranty.term new | director | legal_months part | decides
property.contract new | {SERVING} | partner_id reservation_id unit_id | as reserved
property.development new | investor | active address building_ids code name | new
property.development new | investor | {TOLD} permit_ids tax_method | new
property.instalment new | {SERVING} | {PART} contract_id | of a draft
property.ledger.day new | finance | date | closes it later
property.ledger.month new | finance | date | closes it later
property.marketing.plan new | {MARKETING} | batch_ids content development_id | draws
property.marketing.plan new | {MARKETING} | name target_ids | draws it up
property.marketing.plan.batch new | {MARKETING} | {BATCH} plan_id | of a draft
property.marketing.plan.target new | {MARKETING} | {TARGET} plan_id | of a draft
property.payment.plan new | director | active discount_percent line_ids name | decides
property.payment.plan new | director | sequence | decides
property.payment.plan.line new | director | {PAYMENT} plan_id | not in force
property.permit new | investor | date_from date_to development_id journal_id | draft
property.permit new | investor | kind number scan scan_name unit_ids | draft
property.price.list new | {MARKETING} | date_from development_id line_ids name | fills
property.price.list.line new | {MARKETING} | filed_price list_id price | of a draft
property.price.list.line new | {MARKETING} | pricing_basis unit_id | of a draft
property.price.list.line new | director | floor_price | a secret of his
property.promotion new | director | active date_from date_to | decides
property.promotion new | director | development_id name percent | decides
property.reception new | {HOMES} | channel development_id name | receives
property.reception new | {HOMES} | date_next needs phone unit_ids | receives
property.release new | director | date development_id name unit_ids | plans it
property.reservation new | {SERVING} | amount is_waiting money_kind | reserves
property.reservation new | {SERVING} | receipt_ids unit_id | reserves, with a receipt
property.reservation new | {HOMES} | partner_id | reserves for customers of one's own
property.fee new | {SERVING} | amount contract_id kind note | of a signed contract
property.service.request new | {SERVING} director | {REPORTED} | enters it
property.service.request new | {SERVING} director | {REPORTED_OF} | enters it
property.fapiao new | finance | amount contract_id date instalment_id | enters it
property.fapiao new | finance | kind number receipt_id scan scan_name | enters it
property.fapiao red taken_back valid | finance | scan scan_name | the paper
property.vat.prepayment new | finance | date development_id | counts it
property.development new planning selling | investor | {LAND} | so too
property.training new | {RECORDERS} | date subject user_id | never one's own
property.unit new | investor | {UNIT} building_id | new
property.vat.rate new | finance | company_id date_from method percent | keeps them
property.area.list draft | {SIGNERS} | line_ids {REPORT} | either department's
property.area.list.line draft | {SIGNERS} | gross_area inner_area unit_id | of a draft
property.building planning selling | investor | completed_on sequence | keeps
property.building planning | investor | name unit_ids | on no permit yet
property.contract draft | {SERVING} | {AGREED} | until it is disclosed
property.development planning selling | investor | active address {TOLD} | keeps
property.development planning | investor | code name tax_method | until its plan holds
property.development planning | investor | permit_ids | core's command: a draft
property.instalment draft | {SERVING} | {PART} | until it is disclosed
property.marketing.plan draft | {MARKETING} | batch_ids content name | draws it up
property.marketing.plan draft | {MARKETING} | target_ids | draws it up
property.marketing.plan.batch draft | {MARKETING} | {BATCH} | of a draft
property.marketing.plan.target draft | {MARKETING} | {TARGET} | of a draft
property.payment.plan draft force ended | director | active sequence | decides
property.payment.plan draft | director | discount_percent line_ids name | not in force
property.payment.plan.line draft | director | {PAYMENT} | not in force
property.permit draft | investor | date_from date_to development_id kind | draft
property.permit draft | investor | number unit_ids | draft
property.permit draft valid revoked | investor | scan scan_name | the paper
property.price.list draft | {MARKETING} | date_from line_ids name | fills it
property.price.list.line draft | {MARKETING} | filed_price price | of a draft
property.price.list.line draft | {MARKETING} | pricing_basis unit_id | of a draft
property.price.list.line draft | director | floor_price | a secret of his
property.promotion draft force ended | director | active | decides
property.promotion draft | director | date_from date_to | not in force
property.promotion draft | director | development_id name percent | not in force
property.reception received followed reserved | home_seller | date_next | what is next
property.reception received followed reserved | home_seller | needs unit_ids | learned
property.reception received followed | home_manager | date_next needs | of the team
property.reception received followed | home_manager | unit_ids | of the team
property.reception reserved gone | home_manager | date_next needs unit_ids | of the team
property.release draft | director | date development_id name unit_ids | plans it
property.unit planning | investor | {UNIT} | on no permit yet
property.vat.rate standing | finance | date_from method percent | keeps them
property.progress new draft | investor | {REACHED} | enters it
property.progress.stage new standing | director | {STAGE} | decides
property.contract draft | {SERVING} | buyer_ids | until it is disclosed
property.contract filed signed | {SERVING} | layout_deviation | until it is settled
property.amendment draft | {SERVING} | {AMENDED} | until it is asked for
property.amendment.buyer draft | {SERVING} | {BUYER} of_buyer_id share | of a draft
property.amendment.buyer draft | {SERVING} | partner_id | of a draft
property.amendment.instalment draft | {SERVING} | {PLANNED} | of a draft
property.contract.buyer draft | {SERVING} | {BUYER} of_buyer_id share | of a draft
property.contract.buyer draft | {SERVING} | partner_id | of a draft
property.fee due | {SERVING} | amount kind note | until money came
property.fee paid paid_on | {SERVING} | note | for whom it was
property.defect found mended | {SERVING} | date_due photo user_id | has it mended
property.development planning selling | investor | {TEXTS} | of later contracts
property.mortgage applied | {SERVING} | amount bank_id date_applied | not decided
property.mortgage.paper applied approved | {SERVING} | date | notes it
property.mortgage.paper refused signed | {SERVING} | date | notes it
property.document added issued | {SERVING} | scan scan_name | until it is archived
property.document received settled | {SERVING} | scan scan_name | so too
property.warranty.term standing | director | builder_months date_from | decides
property.warranty.term standing | director | legal_months part | decides
property.takeover new | finance | date line_ids opening_account_id | enters it
property.takeover.line new | finance | {TAKEN} takeover_id | of a draft
property.takeover.instalment new | finance | {TAKEN_PART} line_id | of a draft
property.takeover draft | finance | date line_ids opening_account_id | enters it
property.takeover.line draft | finance | {TAKEN} | of a draft
property.takeover.instalment draft | finance | {TAKEN_PART} | of a draft
res.company new standing | system | {SETTINGS} | core's settings
"""
    unseen = """
property.payment.plan new | director | active | in force without lines
"""
    deletable = f"""
payment.transaction draft | system | core's right
property.area.list draft | {SIGNERS} | never signed
property.area.list.line draft | {SIGNERS} | of a draft
property.instalment draft | {SERVING} | until it is disclosed
property.ledger.day open | finance | nothing was closed
property.ledger.month open | finance | nothing was closed
property.marketing.plan draft | {MARKETING} | never submitted
property.marketing.plan.batch draft | {MARKETING} | of a draft
property.marketing.plan.target draft | {MARKETING} | of a draft
property.payment.plan draft | director | never in force
property.payment.plan.line draft | director | not in force
property.permit draft | investor | never valid
property.price.list draft | {MARKETING} | never submitted
property.price.list.line draft | {MARKETING} | of a draft
property.promotion draft | director | never in force
property.release draft | director | never on sale
property.takeover draft | finance | never confirmed
property.vat.prepayment draft | finance | never filed
property.takeover.line draft | finance | of a draft
property.takeover.instalment draft | finance | of a draft
property.unit planning | investor | on no permit yet
property.amendment draft | {SERVING} | never asked for
property.amendment.buyer draft | {SERVING} | of a draft
property.amendment.instalment draft | {SERVING} | of a draft
property.contract.buyer draft | {SERVING} | of a draft
property.vat.rate standing | finance | keeps them
property.progress draft | investor | never certified
property.progress.stage standing | director | stands in no contract
property.warranty.term standing | director | decides
"""
    copyable = f"""
account.payment credited refunded returned verified | finance | core's right
property.amendment draft submitted approved applied | {SERVING} | a draft
property.amendment rejected cancelled filing | {SERVING} | a draft
property.amendment.instalment draft | {SERVING} | of a draft
property.area.list approved draft filed signed_both | {SIGNERS} | a draft
property.area.list signed_one superseded | {SIGNERS} | a draft
property.block lifted | director home_manager | blocks again
property.building planning selling | investor | without homes
property.contract cancelled | {SERVING} | a draft for the same reservation
property.development planning selling | investor | in planning
property.instalment draft | {SERVING} | until it is disclosed
property.fee paid_on | home_seller home_manager | another of the kind
property.marketing.plan approved superseded | {MARKETING} | a draft
property.marketing.plan rejected cancelled | {MARKETING} | a draft
property.marketing.plan.batch draft | {MARKETING} | of a draft
property.mortgage applied approved refused signed | {SERVING} | applied for anew
property.payment.plan draft force ended | director | not in force
property.payment.plan.line draft | director | of a draft
property.permit draft valid revoked | investor | a draft
property.price.list active approved cancelled draft | {MARKETING} | a draft
property.price.list rejected submitted superseded | {MARKETING} | a draft
property.promotion draft force ended | director | not in force
property.progress withdrawn | investor | entered anew
property.progress.stage standing | director | another stage
property.reception gone | home_manager | received anew, by oneself
property.release closed draft released | director | a draft without homes
property.reservation forfeited | home_seller home_manager | a new hold, if it is free
property.takeover.line draft | finance | of a draft
property.takeover.instalment draft | finance | of a draft
property.training done cancelled | {RECORDERS} | of another's
property.unit planning selling | investor | on no permit
"""
    dialogs = f"""
property.block.wizard | {MARKETING} | blocks check who may
property.contract.step | {HOMES} | contracts check who may
property.amendment.step | {HOMES} | amendments check who may
property.handover.step | {HOMES} director | handovers check who may
property.service.step | {HOMES} {OTHERS} rules_admin system | requests check who may
property.handover.step.defect | {HOMES} director | as above
property.defect.step | {HOMES} {OTHERS} rules_admin system | defects check who may
property.handover.batch | {HOMES} director | contracts check who may
property.handover.batch.line | {HOMES} director | as above
property.slot.generator | {HOMES} director | buildings check who may
property.mortgage.step | {HOMES} finance | loans check who may
property.copy.received | {HOMES} | papers check who may
property.demand.entry | {HOMES} director | contracts check who may
property.paper.step | {HOMES} | papers and contracts check who may
property.credit.entry | finance | what the bank received
property.fee.payout | finance | what is paid on
property.fapiao.entry | finance | fapiao that were issued
property.fapiao.entry.line | finance | fapiao that were issued
property.fapiao.red | finance | fapiao check who may
property.vat.payment | finance | worksheets check who may
property.late.fee.step | finance | what is claimed for being late
property.quotation | {MARKETING} | prices that are published
property.reception.ask | {HOMES} | receptions check who may
property.transfer.ask | home_manager manager director | documents check who may
property.price.list.fill | {MARKETING} | fills a draft
property.price.list.fill.side | {MARKETING} | fills a draft
property.reservation.ask | {HOMES} | asks for a change
property.settlement.batch | finance | settles many contracts
property.settlement.batch.line | finance | settles many contracts
property.unit.generator | investor | makes the homes of a building
property.unit.generator.line | investor | makes the homes of a building
sales.rules.settings | rules_admin | keeps the settings
"""

    def get_new_vals(self, model, name):
        move = self.swept["account.payment", "verified"].move_id
        online = self.swept["payment.transaction", "draft"]
        needed = {
            "account.move.line": {"move_id": move.id},
            "payment.transaction": {
                "provider_id": online.provider_id.id,
                "payment_method_id": online.payment_method_id.id,
                "amount": 100,
                "currency_id": online.currency_id.id,
                "partner_id": online.partner_id.id,
            },
            "property.amendment": {
                "contract_id": self.swept["property.contract", "signed"].id,
                "kind": "buyer",
                "reason": "New",
            },
            "property.amendment.buyer": {
                "amendment_id": self.swept["property.amendment", "draft"].id,
                "partner_id": self.other_buyer.id,
            },
            "property.amendment.instalment": {
                "amendment_id": self.swept["property.amendment", "draft"].id,
                "name": "New",
                "amount": 1,
            },
            "property.area.list": {"building_id": self.building.id},
            "property.area.list.line": {
                "list_id": self.swept["property.area.list", "draft"].id
            },
            "property.building": {"name": "New", "development_id": self.planned.id},
            "property.contract": {"reservation_id": self.hold.id},
            "property.contract.buyer": {
                "contract_id": self.swept["property.contract", "draft"].id,
                "partner_id": self.other_buyer.id,
            },
            "property.mortgage": {
                "contract_id": self.swept["property.contract", "draft"].id,
                "bank_id": self.swept["property.mortgage", "applied"].bank_id.id,
                "amount": 1,
            },
            "property.development": {"name": "New", "code": "NEW"},
            "property.instalment": {
                "contract_id": self.swept["property.contract", "draft"].id
            },
            "property.ledger.day": {"date": "2020-02-02"},
            "property.progress": {
                "building_id": self.swept["property.building", "planning"].id,
                "stage_id": self.swept["property.progress.stage", "standing"].id,
            },
            "property.progress.stage": {"name": "New"},
            "property.payment.plan.line": {
                "plan_id": self.swept["property.payment.plan", "draft"].id
            },
            "property.payment.plan": {"name": "New"},
            "property.reception": {
                "name": "New",
                "phone": "13800000000",
                "channel": "phone",
            },
            "property.reservation": {
                "unit_id": self.units[3].id,
                "partner_id": self.buyer.id,
                "amount": 1,
            },
            "property.fee": {
                "contract_id": self.swept["property.contract", "filed"].id,
                "kind": "other",
                "amount": 1,
            },
            "property.service.request": {
                "contract_id": self.swept["property.contract", "handed_over"].id,
                "part": "leak",
                "description": "Wet",
            },
            "property.takeover": {"date": "2020-02-02"},
            "property.takeover.line": {
                "takeover_id": self.swept["property.takeover", "draft"].id
            },
            "property.takeover.instalment": {
                "line_id": self.swept["property.takeover.line", "draft"].id
            },
            "property.fapiao": {
                "number": "9" * 20,
                "contract_id": self.taxed.id,
                "amount": 1,
            },
            "property.vat.prepayment": {
                "development_id": self.planned.id,
                "date": "2020-02-02",
            },
            "property.training": {
                "user_id": self.home_colleague.id,
                "subject": "Homes",
            },
            "property.unit": {
                "name": "New",
                "building_id": self.swept["property.building", "planning"].id,
            },
            "res.company": {"name": "New"},
        }
        return needed.get(model._name, {})

    def get_names(self, model):
        # refused where they are posted: `test_house_accounts`
        names = super().get_names(model)
        if model._name in ("account.move.line", "account.payment"):
            booked = {"contract_id", "property_reservation_id"}
            names = [name for name in names if name not in booked]
        # by whose the customer is: `tests/reception`
        if model._name == "property.reception":
            names = [name for name in names if name != "partner_id"]
        return names

    def get_value_to_create(self, model, name):
        drafts = {
            "property.amendment.buyer": "property.amendment",
            "property.amendment.instalment": "property.amendment",
            "property.contract.buyer": "property.contract",
            "property.mortgage": "property.contract",
            "property.instalment": "property.contract",
            "property.marketing.plan.target": "property.marketing.plan",
            "property.payment.plan.line": "property.payment.plan",
            "property.area.list.line": "property.area.list",
            "property.takeover.line": "property.takeover",
            "property.takeover.instalment": "property.takeover.line",
        }
        parents = PARENTS
        if model._name == "property.takeover.line":
            parents = ("takeover_id",)
        values = {
            # a member of the team, whom the manager trains
            ("property.training", "user_id"): self.home_colleague.id,
            # what is reserved
            ("property.contract", "reservation_id"): self.hold.id,
            ("property.contract", "unit_id"): self.unit.id,
            ("property.contract", "partner_id"): self.buyer.id,
            ("property.contract", "promotion_ids"): [
                Command.link(self.swept["property.promotion", "force"].id)
            ],
            # a home that is handed over, and its day
            ("property.service.request", "contract_id"): self.swept[
                "property.contract", "handed_over"
            ].id,
            ("property.service.request", "unit_id"): self.swept[
                "property.contract", "handed_over"
            ].unit_id.id,
            ("property.service.request", "reported_on"): self.today,
            ("property.fee", "contract_id"): self.swept[
                "property.contract", "filed"
            ].id,
            ("property.fee", "kind"): "other",
            # what came of a contract, and its instalment
            ("property.fapiao", "contract_id"): self.taxed.id,
            ("property.fapiao", "instalment_id"): self.taxed.instalment_ids[0].id,
            ("property.fapiao", "kind"): "advance",
            ("property.fapiao", "number"): "8" * 20,
            ("property.fapiao", "receipt_id"): self.taxed_receipt.id,
            ("property.vat.prepayment", "development_id"): self.planned.id,
            # homes that are there, and one that is free
            ("property.reception", "unit_ids"): [Command.link(self.unit.id)],
            ("property.reservation", "is_waiting"): False,
            ("property.reservation", "partner_id"): self.other_buyer.id,
            ("property.reservation", "unit_id"): self.units[3].id,
        }
        if (model._name, name) in values:
            return values[model._name, name]
        # lines are added to drafts only
        if name in parents and model._name in drafts:
            return self.swept[drafts[model._name], "draft"].id
        return super().get_value_to_create(model, name)

    def get_carried(self, role, record, copy):
        # another hold, or contract, takes what lists and settings say that day
        anew = {
            "property.reservation": {"price", "price_line_id"},
            "property.contract": self.swept[
                "property.contract", "draft"
            ]._prepare_term_vals(),
        }.get(record._name, ())
        carried = super().get_carried(role, record, copy)
        return carried - {f"{role}: {record._name}.{name}" for name in anew}
