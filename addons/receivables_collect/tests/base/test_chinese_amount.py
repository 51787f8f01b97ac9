from odoo.tests import BaseCase, tagged

from odoo.addons.receivables_collect.tools.chinese_amount import spell_amount


@tagged("post_install", "-at_install")
class TestChineseAmount(BaseCase):
    """Yuan in capitals as the banks of China write and read them (R3.14)."""

    def assert_spelled(self, *pairs):
        for amount, text in pairs:
            with self.subTest(amount=amount):
                self.assertEqual(spell_amount(amount), text)

    def test_the_amount_of_the_case(self):
        self.assert_spelled((14780.40, "壹万肆仟柒佰捌拾元肆角整"))

    def test_examples_of_the_central_bank(self):
        self.assert_spelled(
            (1409.50, "壹仟肆佰零玖元伍角整"),
            (6007.14, "陆仟零柒元壹角肆分"),
            (1680.32, "壹仟陆佰捌拾元叁角贰分"),
            (16409.02, "壹万陆仟肆佰零玖元零贰分"),
            (325.04, "叁佰贰拾伍元零肆分"),
        )

    def test_zeros(self):
        self.assert_spelled(
            (0, "零元整"),
            (10, "壹拾元整"),
            (105, "壹佰零伍元整"),
            (1005, "壹仟零伍元整"),
            (1050, "壹仟零伍拾元整"),
            (10005, "壹万零伍元整"),
            (10000.05, "壹万元零伍分"),
            (100000, "壹拾万元整"),
            (1000500, "壹佰万零伍佰元整"),
            (100000000, "壹亿元整"),
            (100000005, "壹亿零伍元整"),
            (100010000, "壹亿零壹万元整"),
            (1000000000000, "壹万亿元整"),
        )

    def test_jiao_and_fen(self):
        self.assert_spelled(
            (0.05, "伍分"),
            (0.5, "伍角整"),
            (0.55, "伍角伍分"),
            (1, "壹元整"),
            (1.01, "壹元零壹分"),
            (1.1, "壹元壹角整"),
            (1.11, "壹元壹角壹分"),
        )

    def test_it_rounds_to_fen(self):
        self.assert_spelled(
            (0.004, "零元整"),
            (0.005, "壹分"),
            (99.995, "壹佰元整"),
            (0.1 + 0.2, "叁角整"),
        )

    def test_negative_amounts(self):
        self.assert_spelled((-12.3, "负壹拾贰元叁角整"), (-0.001, "零元整"))
