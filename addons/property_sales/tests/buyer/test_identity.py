from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from odoo.tests import BaseCase, tagged

from odoo.addons.property_sales.tools import identity

from ..common_identity import COMPANY, RESIDENT, resident
from ..common_random import patient

TODAY = date(2026, 6, 15)
CHECKS = "0123456789X"


days = st.dates(date(1900, 1, 1), TODAY)
orders = st.integers(0, 999).map("{:03}".format)
# permits of foreigners begin with 9, those of Hong Kong, Macao and Taiwan with 81 to 83
regions = st.integers(100000, 999999).map(str)
residents = st.builds(resident, days, regions, orders)


class IdentityCase(BaseCase):
    def assert_right(self, kind, number):
        self.assertIsNone(identity.check(kind, number, TODAY))

    def assert_wrong(self, key, kind, number):
        with self.assertRaises(ValueError) as caught:
            identity.check(kind, number, TODAY)
        self.assertEqual(str(caught.exception), key)


@tagged("post_install", "-at_install")
class TestIdentityNumbers(IdentityCase):
    """Numbers that cannot be right are refused, all that are in use pass (row 31)."""

    def test_the_published_examples_are_right(self):
        self.assert_right("resident", RESIDENT)
        self.assert_right("company", COMPANY)

    @patient
    @given(residents)
    def test_residents_of_every_region_and_age_are_right(self, number):
        self.assert_right("resident", number)

    @patient
    @given(residents, st.data())
    def test_one_wrong_digit_is_noticed(self, number, data):
        place = data.draw(st.integers(0, 17))
        others = CHECKS if place == 17 else CHECKS[:-1]
        other = data.draw(st.sampled_from(others.replace(number[place], "")))
        with self.assertRaises(ValueError):
            identity.check(
                "resident", number[:place] + other + number[place + 1 :], TODAY
            )

    @patient
    @given(residents, st.integers(0, 15))
    def test_two_digits_in_the_wrong_order_are_noticed(self, number, place):
        first, second = number[place], number[place + 1]
        turned = number[:place] + second + first + number[place + 2 :]
        if first != second:
            with self.assertRaises(ValueError):
                identity.check("resident", turned, TODAY)

    def test_each_of_the_ten_other_check_digits_is_wrong(self):
        for digit in CHECKS.replace(RESIDENT[-1], ""):
            self.assert_wrong("check", "resident", RESIDENT[:-1] + digit)

    def test_a_resident_has_eighteen_characters_and_an_x_at_the_end_only(self):
        for number in (
            "",
            RESIDENT[:-1],
            RESIDENT + "1",
            "X" + RESIDENT[1:],
            "0" + RESIDENT[1:],
            # fifteen digits, as until 1999
            "110105491231002",
            # digits of another script
            RESIDENT.replace("1", "\u0661"),
            RESIDENT + "\n",
        ):
            self.assert_wrong("form", "resident", number)

    def test_the_day_of_birth_exists(self):
        for day in ("20250229", "20240230", "20241301", "20240100", "20240001"):
            self.assert_wrong("birth", "resident", f"110105{day}1230")
        self.assert_wrong("birth", "resident", "110105189912311230")
        self.assert_right("resident", resident(date(1900, 1, 1)))
        self.assert_right("resident", resident(date(2024, 2, 29)))

    def test_nobody_is_born_after_today(self):
        self.assert_right("resident", resident(TODAY))
        self.assert_wrong("birth", "resident", resident(TODAY + timedelta(1)))

    def test_a_passport_has_five_to_fifteen_letters_and_digits(self):
        for number in ("E12345678", "12345", "AB1234567890123"):
            self.assert_right("passport", number)
        for number in ("1234", "A" * 9, "A123456789012345", "E1234_678", "护照12345"):
            self.assert_wrong("form", "passport", number)

    def test_permits_of_hong_kong_and_macao(self):
        for number in ("H12345678", "M12345678", "H1234567801", "HA1234567"):
            self.assert_right("hk_macao", number)
        wrong = ("C12345678", "H1234567", "H123456780", "H12345678012", "H1A345678")
        for number in wrong:
            self.assert_wrong("form", "hk_macao", number)

    def test_permits_of_taiwan(self):
        for number in ("12345678", "0123456789", "0123456789B"):
            self.assert_right("taiwan", number)
        for number in ("1234567", "123456789", "01234567891", "T1234567"):
            self.assert_wrong("form", "taiwan", number)

    def test_a_kind_that_is_not_known_is_no_free_pass(self):
        for kind in ("licence", "", None, False):
            self.assert_wrong("kind", kind, RESIDENT)

    @patient
    @given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9))
    def test_companies_agree_with_the_library(self, order):
        number = "91" + "110000" + order
        right = uscc.calc_check_digit(number)
        self.assert_right("company", number + right)
        for letter in "0123456789ABCDEFGHJKLMNPQRTUWXY".replace(right, ""):
            self.assert_wrong("check", "company", number + letter)

    def test_a_company_has_eighteen_characters_without_those_that_look_alike(self):
        for number in (COMPANY[:-1], COMPANY + "1", COMPANY[:2] + "A" + COMPANY[3:]):
            self.assert_wrong("form", "company", number)
        for letter in "IOSVZ":
            self.assert_wrong("form", "company", letter + COMPANY[1:])


@tagged("post_install", "-at_install")
class TestIdentityTexts(IdentityCase):
    """Numbers are kept in one way, and shown with stars."""

    def test_a_number_is_kept_in_one_way(self):
        for text in (
            RESIDENT.lower(),
            f"  {RESIDENT}\n",
            "110105 19491231 002x",
            "110105-19491231-002X",
            # as Chinese keyboards type it
            "１１０１０５１９４９１２３１００２Ｘ",
        ):
            self.assertEqual(identity.normalise(text), RESIDENT)
        self.assertEqual(identity.normalise("0123456789（b）"), "0123456789B")
        self.assertEqual(identity.normalise(None), "")
        self.assertEqual(identity.normalise(False), "")

    def test_a_resident_is_known_by_three_characters_and_four(self):
        self.assertEqual(identity.mask(RESIDENT), "110***********002X")

    def test_short_numbers_keep_less(self):
        masks = {
            "": "",
            "1234": "****",
            "12345": "1***5",
            "1234567": "1*****7",
            "12345678": "12****78",
            "E12345678": "E1*****78",
            "AB123456789012": "AB**********12",
            "AB1234567890123": "AB1********0123",
        }
        for number, masked in masks.items():
            self.assertEqual(identity.mask(number), masked)
        self.assertEqual(identity.mask(False), "")

    @patient
    @given(st.text("0123456789AX", max_size=30))
    def test_half_of_a_number_at_most_is_shown(self, number):
        masked = identity.mask(number)
        self.assertEqual(len(masked), len(number))
        self.assertGreaterEqual(2 * masked.count("*"), len(number))

    def test_a_text_with_a_star_is_a_mask(self):
        for text in ("1*", "110＊＊＊002X", identity.mask(RESIDENT)):
            self.assertTrue(identity.is_masked(text))
        for text in ("", None, False, RESIDENT):
            self.assertFalse(identity.is_masked(text))


@tagged("post_install", "-at_install")
class TestIdentityAge(IdentityCase):
    """A minor is of full age on the 18th birthday."""

    def test_the_day_of_birth_is_in_the_number(self):
        self.assertEqual(identity.birth_date(RESIDENT), date(1949, 12, 31))

    def test_what_holds_no_day_is_refused(self):
        for number in ("", "E12345678", "110105२०२४०१०१1230", "110105  491231002X"):
            with self.assertRaises(ValueError) as caught:
                identity.birth_date(number)
            self.assertEqual(str(caught.exception), "birth")

    def test_the_eighteenth_birthday_ends_it(self):
        number = resident(date(2008, 6, 15))
        self.assertTrue(identity.is_minor(number, date(2026, 6, 14)))
        self.assertFalse(identity.is_minor(number, date(2026, 6, 15)))
        self.assertTrue(identity.is_minor(number, date(2008, 6, 15)))
        self.assertFalse(identity.is_minor(number, date(2027, 1, 1)))

    def test_years_and_months_are_compared_together(self):
        number = resident(date(2008, 12, 31))
        self.assertTrue(identity.is_minor(number, date(2026, 12, 30)))
        self.assertFalse(identity.is_minor(number, date(2026, 12, 31)))
        self.assertFalse(identity.is_minor(number, date(2027, 1, 1)))
        self.assertFalse(identity.is_minor(resident(date(2008, 1, 1)), TODAY))

    def test_born_on_the_day_that_years_lack(self):
        number = resident(date(2008, 2, 29))
        self.assertTrue(identity.is_minor(number, date(2026, 2, 28)))
        self.assertFalse(identity.is_minor(number, date(2026, 3, 1)))
        # a year that has it
        number = resident(date(2004, 2, 29))
        self.assertTrue(identity.is_under_age(date(2006, 2, 28), date(2024, 2, 27)))
        self.assertFalse(identity.is_minor(number, date(2024, 2, 29)))
