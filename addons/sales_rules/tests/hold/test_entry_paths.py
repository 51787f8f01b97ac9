import xmlrpc.client

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.account_payment.tests.common import AccountPaymentCommon

from ..common import CreditCommon

# an image of one pixel
SIGNATURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw"
    "AAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestEntryPaths(CreditCommon):
    """An order passes, is held or refused, however it is confirmed (R1.7)."""

    def assert_held(self, order, state="draft"):
        self.assertEqual((order.state, order.credit_hold), (state, "held"))
        self.assert_exposure()

    def get_vals(self, amount=1200, **vals):
        line = {"product_id": self.goods.id, "product_uom_qty": amount}
        order_line = [Command.create(line)]
        return {"partner_id": self.customer.id, "order_line": order_line} | vals

    def test_the_button_of_the_form_holds(self):
        with Form(self.env["sale.order"].with_user(self.seller)) as form:
            form.partner_id = self.customer.with_user(self.seller)
            with form.order_line.new() as line:
                line.product_id = self.goods
                line.product_uom_qty = 1200
        form.record.action_confirm()
        self.assert_held(form.record)

    def test_a_batch_from_the_list_holds(self):
        orders = self.new_order(1200) | self.new_order(1300)
        orders.action_confirm()
        self.assertEqual(orders.mapped("credit_hold"), ["held", "held"])

    def test_the_rpc_call_holds(self):
        order = self.new_order(1200)
        call_kw(order.browse(), "action_confirm", [order.ids], {})
        self.assert_held(order)

    def test_rpc_reaches_no_private_way(self):
        order = self.new_held(1200)
        for method in (
            "_action_confirm",
            "_validate_order",
            "_write_protected",
            "_grant_increases",
            "_use_up_approvals",
            "_forget_approved",
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                call_kw(order.browse(), method, [order.ids], {})
        for model, method in (
            ("sales.hold.check", "_examine"),
            ("sales.hold.sync", "_sync_holds"),
            ("sales.hold.sync", "_set_credit_hold"),
            ("sales.hold.increase", "_judge"),
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                call_kw(self.env[model], method, [order.ids, {}], {})

    def test_a_context_of_rpc_opens_no_gate(self):
        order = self.new_held(1200)
        for value in (True, "sale", 1, {"ids": order.ids}, order.ids):
            context = {
                "sales_rules_gate": value,
                "sales_rules_watch": value,
                "sales_rules_asked_by": "customer",
            }
            given = order.with_context(**context)
            for vals in ({"state": "sale"}, {"credit_hold": "released"}):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    given.write(vals)
            given.action_confirm()
            self.assert_held(order)
            self.assertEqual(order.sudo().credit_asked_by, "user")

    def test_creating_it_confirmed_is_refused(self):
        vals = self.get_vals(state="sale")
        for model in (
            self.env["sale.order"].with_user(self.seller),
            self.env["sale.order"].sudo(),
        ):
            with self.assertRaisesRegex(UserError, "cannot be entered as confirmed"):
                model.create(vals)

    def test_creating_it_confirmed_within_the_limit_passes(self):
        order = self.env["sale.order"].sudo().create(self.get_vals(900, state="sale"))
        self.assertEqual(order.state, "sale")
        self.assert_exposure(orders=900)

    def test_lines_added_to_an_order_created_confirmed_are_judged(self):
        order = (
            self.env["sale.order"]
            .sudo()
            .create({"partner_id": self.customer.id, "state": "sale"})
        )
        line = {"product_id": self.goods.id, "product_uom_qty": 1200}
        with self.assertRaises(UserError):
            order.order_line = [Command.create(line)]

    def test_writing_the_state_is_refused(self):
        order = self.new_order(1200)
        for sudo in (False, True):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                order.sudo(sudo).write({"state": "sale"})
        self.assertEqual(order.state, "draft")

    def test_writing_the_state_of_a_released_order_is_refused(self):
        order = self.new_released(1200)
        with self.assertRaises(UserError):
            order.write({"state": "sale"})

    def test_an_import_of_confirmed_orders_is_refused(self):
        names = ["partner_id/.id", "state", "order_line/product_id/.id"]
        names.append("order_line/product_uom_qty")
        row = [self.customer.id, "sale", self.goods.id, "1200"]
        model = self.env["sale.order"].with_user(self.seller)
        result = model.load(names, [[str(value) for value in row]])
        self.assertFalse(result["ids"])
        self.assertIn("cannot be entered", result["messages"][0]["message"])

    def test_an_import_of_quotations_passes(self):
        names = ["partner_id/.id", "order_line/product_id/.id"]
        names.append("order_line/product_uom_qty")
        row = [str(self.customer.id), str(self.goods.id), "1200"]
        result = self.env["sale.order"].with_user(self.seller).load(names, [row])
        order = self.env["sale.order"].browse(result["ids"])
        self.assertEqual(order.amount_total, 1200)
        order.action_confirm()
        self.assert_held(order)

    def test_a_server_action_that_writes_the_state_is_refused(self):
        with self.assertRaises(UserError):
            self.run_action("records.write({'state': 'sale'})", self.new_order(1200))

    def test_a_server_action_that_confirms_holds(self):
        order = self.new_order(1200)
        self.run_action("records.action_confirm()", order)
        self.assert_held(order)

    def test_a_server_action_reaches_no_sentinel(self):
        """Code of an administrator reads attributes of models and nothing else."""
        order = self.new_order(1200)
        for code in (
            "records.with_context(sales_rules_gate=records).write({'state': 'sale'})",
            "records.with_context(sales_rules_watch=env).write({'state': 'sale'})",
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.run_action(code, order)
        self.assertEqual(order.state, "draft")

    def run_action(self, code, order):
        """Run Python code on an order as an automation rule does."""
        action = (
            self.env["ir.actions.server"]
            .sudo()
            .create(
                {
                    "name": "Automation",
                    "model_id": self.env["ir.model"]._get_id("sale.order"),
                    "state": "code",
                    "code": code,
                }
            )
        )
        context = {"active_model": "sale.order", "active_ids": order.ids}
        with mute_logger("odoo.addons.base.models.ir_actions"):
            action.with_context(**context, active_id=order.id).run()

    def test_a_quotation_that_was_sent_is_held(self):
        order = self.new_order(1200)
        order.action_quotation_sent()
        order.action_confirm()
        self.assert_held(order, "sent")

    def test_a_validated_order_is_held_and_kept_as_sent(self):
        order = self.new_order(1200)
        order.action_quotation_sent()
        self.sign(order)
        self.assert_held(order, "sent")
        self.assertEqual(order.sudo().credit_asked_by, "customer")
        self.assertEqual(self.get_approvals(order).requester_id, self.seller)

    def test_a_validated_order_within_the_limit_is_confirmed(self):
        order = self.new_order(900)
        order.sudo()._validate_order()
        self.assertEqual(order.state, "sale")

    def test_the_superuser_is_no_exception(self):
        order = self.new_order(1200)
        order.with_user(self.env.ref("base.user_root")).action_confirm()
        self.assert_held(order)
        self.assertEqual(self.get_approvals(order).requester_id, self.seller)

    def test_locking_and_unlocking_confirms_nothing(self):
        order = self.new_held(1200)
        order.with_user(self.director).action_lock()
        order.with_user(self.director).action_unlock()
        self.assert_held(order)

    def test_a_template_that_confirms_on_payment_or_signature_holds(self):
        order = self.new_order(1200, require_signature=True)
        order.action_quotation_sent()
        order.sudo().write({"signed_by": "Buyer", "signature": SIGNATURE})
        order.sudo()._validate_order()
        self.assert_held(order, "sent")
        self.assertEqual(order.signed_by, "Buyer")


@tagged("post_install", "-at_install")
class TestEntryByRemoteCall(CreditCommon, HttpCase):
    """No remote call confirms past the rules (R1.7)."""

    def call(self, user, method, *args):
        return self.xmlrpc_object.execute(
            self.env.cr.dbname, user.id, user.login, "sale.order", method, *args
        )

    def test_a_remote_call_holds(self):
        order = self.new_order(1200)
        self.assertTrue(self.call(self.seller, "action_confirm", order.ids))
        order.invalidate_recordset()
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))

    @mute_logger("odoo.http")
    def test_a_remote_write_of_the_state_is_refused(self):
        order = self.new_order(1200)
        for vals in ({"state": "sale"}, {"credit_hold": "released"}):
            with self.assertRaises(xmlrpc.client.Fault):
                self.call(self.seller, "write", order.ids, vals)
        order.invalidate_recordset()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))

    def test_a_signature_holds_and_stays(self):
        order = self.new_order(1200, require_signature=True, require_payment=False)
        order.action_quotation_sent()
        token = order.sudo()._portal_ensure_token()
        params = {"access_token": token, "name": "Buyer", "signature": SIGNATURE}
        answer = self.make_jsonrpc_request(f"/my/orders/{order.id}/accept", params)
        self.assertIn("sign_ok", answer["redirect_url"])
        order.invalidate_recordset()
        self.assertEqual((order.state, order.credit_hold), ("sent", "held"))
        self.assertEqual(order.signed_by, "Buyer")
        self.assertEqual(order.activity_ids.user_id, self.seller)


@tagged("post_install", "-at_install")
class TestEntryByPayment(CreditCommon, AccountPaymentCommon):
    """The customer pays online: the money stays, the order is confirmed or held (R1.7,
    R3.16).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        methods = cls.provider.journal_id.inbound_payment_method_line_ids
        method = methods.filtered(lambda line: line.payment_provider_id == cls.provider)
        method.payment_account_id = cls.inbound_payment_method_line.payment_account_id

    def pay_online(self, order, amount, state="done", user=None):
        """A payment on the page of an order, by the customer or `user` logged in."""
        partner = user.partner_id if user else order.partner_id
        transaction = self._create_transaction(
            "redirect",
            amount=amount,
            currency_id=order.currency_id.id,
            partner_id=partner.id,
            reference=f"{order.name}-{len(order.sudo().transaction_ids)}",
            sale_order_ids=order.ids,
            state=state,
        )
        transaction._post_process()
        return transaction

    def new_stopped(self, amount=1200, **vals):
        """A quotation of a customer who is stopped."""
        self.customer.sudo().write(
            {"credit_stop": True, "credit_stop_reason": "Cheque"}
        )
        return self.new_order(amount, require_payment=True, **vals)

    def test_a_paid_order_within_the_limit_is_confirmed(self):
        order = self.new_order(900, require_payment=True)
        self.pay_online(order, 900)
        self.assertEqual(order.state, "sale")
        self.assert_exposure(receivable=-900, orders=900)

    def test_an_order_paid_in_full_needs_no_credit(self):
        self.new_invoice(5000, due=-50)
        order = self.new_order(1200, require_payment=True)
        self.pay_online(order, 1200)
        self.assertEqual(order.state, "sale")

    def test_a8_a_payment_of_the_staff_is_not_the_customers(self):
        """The manager who paid is a requester, whatever job processes it."""
        order = self.new_stopped(1200)
        self.pay_online(order, 1200, user=self.manager)
        self.assertRecordValues(
            order.sudo(),
            [{"credit_asked_by": "user", "credit_asked_user_id": self.manager.id}],
        )
        self.assertIn(self.manager, order.sudo()._get_approval_requesters())
        self.customer.sudo().credit_stop = False
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("draft", "none"))

    def test_a_held_order_keeps_its_payment(self):
        order = self.new_stopped(1200)
        transaction = self.pay_online(order, 1200)
        self.assertEqual((order.state, order.credit_hold), ("draft", "held"))
        self.assertEqual(
            (transaction.state, transaction.is_post_processed), ("done", True)
        )
        self.assertEqual(transaction.payment_id.state, "in_process")
        self.assert_exposure(receivable=-1200)

    def test_the_salesperson_is_told_of_a_payment_for_a_held_order(self):
        order = self.new_stopped(1200)
        self.pay_online(order, 1200)
        self.assertEqual(order.activity_ids.user_id, self.seller)

    def test_a_paid_order_is_confirmed_by_itself_when_its_hold_ends(self):
        order = self.new_stopped(1200)
        self.pay_online(order, 1200)
        self.customer.sudo().credit_stop = False
        self.run_queue()
        self.assertEqual((order.state, order.credit_hold), ("sale", "none"))

    def test_a_paid_order_is_confirmed_by_its_release(self):
        self.company.sudo().contract_review = True
        order = self.new_order(1200, require_payment=True)
        self.pay_online(order, 1200)
        self.assertEqual(self.get_reasons(order), {"contract_review"})
        order.with_user(self.manager).action_approve()
        self.assertEqual(order.state, "sale")

    def test_a_part_paid_ahead_counts_less_than_the_whole(self):
        """Enough for core, which asks half: not enough for the limit."""
        self.new_invoice(1000)
        order = self.new_order(1200, require_payment=True, prepayment_percent=0.5)
        self.pay_online(order, 600)
        self.assertEqual(order.credit_hold, "held")
        self.assertRecordValues(self.get_holds(order), [{"amount": 1200, "over": 600}])

    def test_a_part_paid_ahead_is_enough_where_the_rest_is_within_the_limit(self):
        order = self.new_order(1200, require_payment=True, prepayment_percent=0.5)
        self.pay_online(order, 600)
        self.assertEqual(order.state, "sale")
        self.assert_exposure(receivable=-600, orders=1200)

    def test_a_payment_that_waits_counts_nothing(self):
        order = self.new_order(1200, require_payment=True)
        self.pay_online(order, 1200, state="pending")
        order.action_confirm()
        self.assertEqual(order.credit_hold, "held")

    def test_money_paid_twice_is_not_lent_twice(self):
        """Money paid for one order is no credit for it and for another one."""
        customer = self.new_customer(limit=0)
        order = self.new_order(1200, customer, require_payment=True)
        self.pay_online(order, 1200)
        other = self.new_order(1200, customer)
        other.action_confirm()
        self.assertEqual((order.state, other.credit_hold), ("sale", "held"))

    def test_the_invoice_of_a_paid_order_is_made_automatically(self):
        set_param = self.env["ir.config_parameter"].sudo().set_param
        set_param("sale.automatic_invoice", "True")
        order = self.new_order(900, require_payment=True)
        with mute_logger("odoo.addons.sale.models.payment_transaction"):
            self.pay_online(order, 900)
        paid = ("in_payment", "paid")
        self.assertIn(order.sudo().invoice_ids.payment_state, paid)
        self.assert_exposure()

    def test_no_invoice_is_made_of_a_held_order(self):
        set_param = self.env["ir.config_parameter"].sudo().set_param
        set_param("sale.automatic_invoice", "True")
        order = self.new_stopped(1200)
        with mute_logger("odoo.addons.sale.models.payment_transaction"):
            self.pay_online(order, 1200)
        self.assertFalse(order.sudo().invoice_ids)
