from odoo.tests import Form, tagged

from ..common import CreditCommon

STOP = {"credit_stop": True, "credit_stop_reason": "Cheque"}


class PayerCommon(CreditCommon):
    """A company below a company, and customers who came in other ways than as one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.holding = cls.new_customer(5000, name="Holding", is_company=True)
        vals = {"is_company": True, "parent_id": cls.holding.id, "name": "Daughter"}
        cls.daughter = cls.new_customer(limit=None, **vals)

    @classmethod
    def new_default(cls, limit=0, **vals):
        return cls.new_tier(limit, name="Default", is_default=True, **vals)

    def confirm(self, amount, customer, **vals):
        order = self.new_order(amount, customer, **vals)
        order.action_confirm()
        return order

    def get_history(self, partner):
        histories = self.env["sales.tier.history"].sudo()
        return histories.search([("partner_id", "=", partner.id)], order="id")


@tagged("post_install", "-at_install")
class TestCompanyBelowCompany(PayerCommon):
    """A company below a company owes by itself (R1.7): real-cases row 3."""

    def test_it_is_its_own_commercial_entity(self):
        self.assertTrue(self.daughter.is_commercial_entity)
        self.assertFalse(self.new_contact(self.daughter).is_commercial_entity)
        entities = [("is_commercial_entity", "=", True)]
        model = self.env["res.partner"]
        self.assertIn(self.daughter, model.search(entities))
        self.assertNotIn(self.daughter, model.search(["!", *entities]))

    def test_created_as_a_customer_it_gets_the_default_tier(self):
        default = self.new_default(10)
        vals = {"name": "D", "is_company": True, "parent_id": self.holding.id}
        seller = self.env["res.partner"].with_user(self.seller)
        daughter = seller.create(vals | {"customer_rank": 1})
        self.assertEqual(daughter.tier_id, default)
        self.assertEqual(daughter.user_id, self.seller)

    def test_it_is_judged_by_its_own_tier_to_the_cent(self):
        self.give_tier(self.daughter, self.new_tier(1000))
        self.assertEqual(self.confirm(999.99, self.daughter).state, "sale")
        self.assertEqual(self.confirm(0.01, self.daughter).state, "sale")
        held = self.confirm(0.01, self.daughter)
        self.assertRecordValues(
            self.get_holds(held), [{"partner_id": self.daughter.id, "over": 0.01}]
        )

    def test_a_contact_of_it_is_judged_with_it(self):
        self.give_tier(self.daughter, self.new_tier(1000))
        contact = self.new_contact(self.daughter)
        self.assertEqual(self.confirm(1000.01, contact).credit_hold, "held")

    def test_six_hundred_thousand_are_held_by_the_default_tier(self):
        self.new_default(0)
        held = self.confirm(600_000, self.daughter)
        self.assertEqual(self.get_reasons(held), {"payment_first"})

    def test_it_is_in_every_list(self):
        tier = self.new_tier(1000)
        self.give_tier(self.daughter, tier)
        self.new_invoice(300, self.daughter, due=-5)
        actions = [
            self.env["ir.actions.act_window"]._for_xml_id(f"sales_rules.{name}")
            for name in ("res_partner_action_credit", "res_partner_action_approve")
        ]
        actions.append(tier.action_view_partners())
        model = self.env["res.partner"]
        for action in actions:
            domain = action["domain"]
            if isinstance(domain, str):
                domain = [("is_commercial_entity", "=", True)]
                self.assertIn("is_commercial_entity", action["domain"])
            self.assertIn(self.daughter, model.search(domain))
        self.assertEqual(tier.partner_count, 1)
        for domain in (
            [("is_customer", "=", True)],
            [("credit_exposure", ">", 0)],
            [("credit_overdue", ">", 0)],
        ):
            self.assertIn(self.daughter, model.search(domain))

    def test_over_the_limit_it_is_found(self):
        self.give_tier(self.daughter, self.new_tier(100))
        self.new_invoice(100.01, self.daughter)
        exceeded = [("is_credit_exceeded", "=", True)]
        self.assertIn(self.daughter, self.env["res.partner"].search(exceeded))

    def test_it_is_in_the_report_of_credit(self):
        self.new_invoice(300, self.daughter)
        domain = [("partner_id", "=", self.daughter.id)]
        rows = self.env["sales.credit.report"].search(domain)
        self.assertEqual(sum(rows.mapped("exposure")), 300)

    def test_it_can_be_stopped(self):
        daughter = self.daughter.with_user(self.finance)
        self.assertTrue(daughter.can_stop_credit)
        daughter._stop_credit("Cheque")
        held = self.confirm(1, self.daughter)
        self.assertEqual(self.get_reasons(held), {"manual_stop"})
        self.assertEqual(self.confirm(1, self.holding).state, "sale")

    def test_its_tier_is_opened_on_the_form(self):
        daughter = self.daughter.with_user(self.rules_admin)
        self.assertTrue(daughter.can_open_tier)
        self.assertTrue(daughter.can_review_credit)

    def test_somebody_is_asked_to_approve_it(self):
        self.company.sudo().sales_customer_approval = True
        vals = {"name": "D", "is_company": True, "parent_id": self.holding.id}
        seller = self.env["res.partner"].with_user(self.seller)
        daughter = seller.create(vals | {"customer_rank": 1})
        self.assertEqual(daughter.customer_stage, "pending")
        asked = self.env["res.partner"]._get_customer_approvers()
        self.assertTrue(sum(asked.values()))
        waiting = [("customer_stage", "=", "pending"), ("is_commercial_entity", "=", 1)]
        self.assertIn(daughter, self.env["res.partner"].search(waiting))

    def test_it_can_have_a_temporary_limit_and_join_a_group(self):
        self.give_tier(self.daughter, self.new_tier(100))
        for model in ("sales.credit.temporary", "sales.credit.group.member"):
            field = self.env[model]._fields["partner_id"]
            domain = field.get_description(self.env)["domain"]
            self.assertIn("is_customer", str(domain))
        self.assertTrue(self.daughter.is_customer)


@tagged("post_install", "-at_install")
class TestHoweverTheyCame(PayerCommon):
    """A payer without a tier is judged by the default tier: row 4."""

    def assert_payment_first(self, partner, **vals):
        held = self.confirm(50_000, partner, **vals)
        self.assertEqual(self.get_reasons(held), {"payment_first"})
        return held

    def new_partner(self, **vals):
        return self.env["res.partner"].create({"name": "Somebody"} | vals)

    def test_as_a_lead(self):
        self.new_default(0)
        self.assert_payment_first(self.new_partner(user_id=self.seller.id))

    def test_in_contacts(self):
        self.new_default(0)
        self.assert_payment_first(self.new_partner(is_company=True))

    def test_as_a_vendor(self):
        self.new_default(0)
        self.assert_payment_first(self.new_partner(supplier_rank=1))

    def test_by_create_and_edit_in_the_invoice_address(self):
        self.new_default(0)
        stranger = self.new_partner(type="invoice")
        self.assert_payment_first(self.customer, partner_invoice_id=stranger.id)

    def test_by_import(self):
        self.new_default(0)
        result = self.env["res.partner"].load(["name"], [["Imported"]])
        self.assert_payment_first(self.env["res.partner"].browse(result["ids"]))

    def test_before_there_were_tiers(self):
        partner = self.new_partner()
        self.assertEqual(self.confirm(1, partner).state, "sale")
        self.new_default(0)
        self.assert_payment_first(partner)

    def test_by_merge(self):
        partner, other = self.new_partner(), self.new_partner()
        self.new_default(0)
        wizard = self.env["base.partner.merge.automatic.wizard"].sudo()
        wizard.create({})._merge((partner | other).ids, partner)
        self.assert_payment_first(partner)

    def test_as_a_contact_that_left_its_company(self):
        contact = self.new_contact(self.holding)
        self.new_default(0)
        contact.parent_id = False
        self.assert_payment_first(contact)

    def test_a_default_tier_with_credit_gives_it_to_the_cent(self):
        self.new_default(1000)
        partner = self.new_partner()
        self.assertEqual(self.confirm(1000, partner).state, "sale")
        held = self.confirm(0.01, partner)
        self.assertRecordValues(self.get_holds(held), [{"limit": 1000, "over": 0.01}])

    def test_overdue_and_discount_are_judged_too(self):
        self.new_default(1000, grace_days=5)
        partner = self.new_partner(user_id=self.seller.id)
        self.new_invoice(1, partner, due=-6)
        self.assertEqual(self.get_reasons(self.confirm(1, partner)), {"overdue"})

    def test_paid_in_full_passes(self):
        self.new_default(0)
        partner = self.new_partner()
        order = self.assert_payment_first(partner)
        self.pay(50_000, partner)
        self.run_queue()
        self.assertEqual(order.state, "sale")

    def test_without_a_default_tier_nobody_is_judged(self):
        self.assertEqual(self.confirm(50_000, self.new_partner()).state, "sale")

    def test_a_draft_of_a_default_tier_judges_nobody(self):
        self.new_default(0).active = False
        self.assertEqual(self.confirm(50_000, self.new_partner()).state, "sale")

    def test_the_customer_is_found_and_shown_with_it(self):
        default = self.new_default(100)
        partner = self.new_partner()
        self.new_entry(300, partner)
        self.assertEqual(partner.credit_tier_id, default)
        self.assertEqual(partner.credit_available, -200)
        self.assertTrue(partner.credit_panel["over"])
        for domain in (
            [("is_customer", "=", True)],
            [("is_credit_exceeded", "=", True)],
            [("credit_exposure", "=", 300)],
            [("credit_tier_id", "in", default.ids)],
        ):
            self.assertIn(partner, self.env["res.partner"].search(domain), domain)
        [row] = self.env["sales.credit.report"].search(
            [("partner_id", "=", partner.id)]
        )
        self.assertEqual((row.tier_id, row.unused), (default, -200))

    def test_a_vendor_who_never_bought_is_no_customer(self):
        self.new_default(0)
        vendor = self.new_partner(supplier_rank=1)
        self.assertFalse(vendor.is_customer)
        self.assertFalse(vendor.credit_panel)
        report = self.env["sales.credit.report"]
        self.assertFalse(report.search([("partner_id", "=", vendor.id)]))

    def test_the_administrator_may_still_open_a_tier(self):
        self.new_default(0)
        partner, tier = self.new_partner(), self.new_tier(70)
        form = Form(partner.with_user(self.rules_admin).sudo())
        self.assertTrue(form.is_commercial_entity)
        partner.with_user(self.rules_admin).sudo().tier_id = tier
        self.assertEqual(partner.credit_tier_id, tier)


@tagged("post_install", "-at_install")
class TestBranchClimbs(PayerCommon):
    """A branch has tier, limit and stop of the nearest company above: row 11."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.new_branch(cls.company)
        cls.office = cls.new_branch(cls.branch)
        cls.sister = cls.new_branch(cls.company)

    @classmethod
    def new_branch(cls, parent):
        count = cls.env["res.company"].sudo().search_count([])
        vals = {"name": f"Branch {count}", "parent_id": parent.id}
        company = cls.env["res.company"].create(vals)
        cls.env.user.company_ids += company
        cls.seller.sudo().company_ids += company
        return company

    def test_the_limit_above_holds_in_the_branch(self):
        held = self.confirm(5000, company=self.branch, customer=self.customer)
        self.assertRecordValues(self.get_holds(held), [{"limit": 1000, "over": 4000}])
        passed = self.confirm(1000, company=self.office, customer=self.customer)
        self.assertEqual(passed.state, "sale")

    def test_the_stop_above_holds_in_the_branch_with_its_reason(self):
        self.customer.sudo().write(STOP)
        for company in (self.branch, self.office):
            held = self.confirm(1, company=company, customer=self.customer)
            self.assertRecordValues(
                self.get_holds(held), [{"reason": "manual_stop", "note": "Cheque"}]
            )
        there = self.env["res.partner"].with_company(self.office)
        self.assertIn(self.customer, there.search([("is_credit_stopped", "=", True)]))

    def test_a_stop_of_the_branch_does_not_hold_above(self):
        self.customer.with_company(self.branch).sudo().write(STOP)
        self.assertEqual(self.confirm(1, self.customer).state, "sale")
        held = self.confirm(1, self.customer, company=self.office)
        self.assertEqual(self.get_reasons(held), {"manual_stop"})

    def test_the_nearest_tier_wins(self):
        near = self.new_tier(50, company_id=self.branch.id)
        self.give_tier(self.customer, near)
        for company in (self.branch, self.office):
            there = self.customer.with_company(company)
            self.assertEqual(there.credit_tier_id, near)
        self.assertEqual(self.customer.credit_tier_id, self.customer.tier_id)

    def test_a_sister_with_a_default_tier_judges_by_it(self):
        self.new_default(0, company_id=self.sister.id)
        stranger = self.new_customer(limit=None)
        held = self.confirm(1, stranger, company=self.sister)
        self.assertEqual(self.get_reasons(held), {"payment_first"})
        self.assertEqual(self.confirm(1, stranger, company=self.branch).state, "sale")

    def test_another_company_with_a_default_tier_judges_by_it(self):
        other = self.setup_other_company(name="Other")["company"]
        self.env.user.company_ids += other
        self.seller.sudo().company_ids += other
        self.new_default(0, company_id=other.id)
        held = self.confirm(1, self.customer, company=other)
        self.assertEqual(self.get_reasons(held), {"payment_first"})

    def test_the_default_tier_above_holds_in_the_branch(self):
        self.new_default(0)
        stranger = self.new_customer(limit=None, customer_rank=0)
        held = self.confirm(1, stranger, company=self.office)
        self.assertEqual(self.get_reasons(held), {"payment_first"})

    def test_core_has_the_limit_and_term_in_the_branch(self):
        term = self.env["account.payment.term"].create({"name": "30 days"})
        self.give_tier(self.customer, self.new_tier(70, payment_term_id=term.id))
        new = self.new_branch(self.office)
        for company in (self.branch, self.office, self.sister, new):
            there = self.customer.with_company(company).sudo()
            self.assertEqual(there.credit_limit, 70)
            self.assertEqual(there.property_payment_term_id, term)

    def test_core_keeps_what_a_nearer_tier_says(self):
        self.give_tier(self.customer, self.new_tier(50, company_id=self.branch.id))
        self.give_tier(self.customer, self.new_tier(70))
        limits = [
            self.customer.with_company(company).sudo().credit_limit
            for company in (self.company, self.branch, self.office, self.sister)
        ]
        self.assertEqual(limits, [70, 50, 50, 70])

    def test_the_report_has_the_tier_above(self):
        self.new_confirmed(600, company=self.branch)
        domain = [("partner_id", "=", self.customer.id)]
        report = self.env["sales.credit.report"].with_company(self.branch)
        [row] = report.with_context(allowed_company_ids=self.branch.ids).search(domain)
        self.assertEqual((row.tier_id, row.unused), (self.customer.tier_id, 400))
        there = self.customer.with_company(self.branch)
        self.assertEqual(there.credit_limit_amount, 1000)
        self.assertEqual(there.credit_available, 400)
