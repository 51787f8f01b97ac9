"""Search of a number of days that is counted from the company's day."""

from datetime import timedelta

OPERATORS = ("<", "<=", ">", ">=", "in")


def find_days(env, operator, value, get_domain):
    """Return the domain of records so many days from the day of their company.

    :param get_domain: takes the company, an operator and one day, or several with
        `in`, and returns the `Domain`
    :return: the domain, or `NotImplemented` for another operator
    """
    if operator not in OPERATORS:
        return NotImplemented
    values = value if operator == "in" else [value]
    if any(type(days) is not int for days in values):
        return NotImplemented

    def get_by_company(company):
        today = company._get_today()
        days = [today + timedelta(days=days) for days in values]
        return get_domain(company, operator, days if operator == "in" else days[0])

    return env["res.company"]._get_domain_by_day(get_by_company)
