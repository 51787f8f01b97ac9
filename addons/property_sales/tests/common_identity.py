"""Identity numbers that are right."""

from stdnum.iso7064 import mod_11_2

# published examples of both standards
RESIDENT = "11010519491231002X"
COMPANY = "91110000600037341L"


def resident(born, region="110105", order="123"):
    """The number of somebody born on a day, with the check digit of core's library."""
    digits = f"{region}{born:%Y%m%d}{order}"
    return digits + mod_11_2.calc_check_digit(digits)
