"""Holds slips, journal and forecast against a file of receivables.

All three work on the books of a `receivables_ledger.Ledger`.
"""

from datetime import timedelta
from decimal import Decimal

import receivables_file

WEEKS = 13  # of the last quarter, on which the forecast is measured


def issue_slips(ledger, day):
    """Issue slips of all that is overdue on a day and on none yet.

    :return: the open slips, and the amount asked of each customer on them
    """
    run = ledger.env["collection.run"].create({"date": day - timedelta(days=1)})
    run.action_generate()
    if run.slip_ids:  # a run without any slip is not issued
        run.action_issue()
    asked = {name: Decimal(0) for name in ledger.partners}
    names = {partner.id: name for name, partner in ledger.partners.items()}
    slips = run.search([]).slip_ids.filtered(lambda slip: slip.state == "issued")
    for slip in slips:
        asked[names[slip.partner_id.id]] += _cents(slip.amount_residual)
    return slips, asked


def unsettled(ledger, slips):
    """Return the numbers of the file that are open on slips, and the open slips."""
    numbers = {
        invoice.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        ).id: number
        for number, invoice in ledger.invoices.items()
    }
    lines = slips.line_ids.filtered(lambda line: line.is_open and not line.is_credit)
    open_slips = slips.filtered(lambda slip: slip.state == "issued")
    return {numbers[line.move_line_id.id] for line in lines}, open_slips


def journal(ledger, day):
    """Return opening and closing of a day, and each customer's debt at its end."""
    books, company = ledger.env["collection.ledger"], ledger.env.company
    books._flush()
    query = books._query_journal(company, day, day)
    rows = ledger.env.execute_query_dict(query)
    names = {partner.id: name for name, partner in ledger.partners.items()}
    owed = {name: Decimal(0) for name in ledger.partners}
    for row in rows:
        owed[names[row["partner_id"]]] += _cents(row["closing"])
    opening = sum(_cents(row["opening"]) for row in rows)
    return opening, sum(owed.values()), owed


def compare_slips(ledger, day):
    """Return the customers whose open slips are not what is overdue in the file."""
    slips, asked = issue_slips(ledger, day)
    found, _open = unsettled(ledger, slips)
    expected = receivables_file.owed(ledger.rows, day)
    late = {row.number for row in ledger.rows if row.is_open(day) and row.due < day}
    ahead = receivables_file.paid_ahead(ledger.rows, day)
    wrong = [
        name
        for name in asked
        if asked[name] != max(expected[name].overdue - ahead[name], 0)
    ]
    return wrong + sorted(late ^ found)


def compare_journal(ledger, first, last):
    """Return the days on which the journal is not what the file says, or what the day
    before and the receivable accounts say.
    """
    wrong, before, day = [], None, first
    while day <= last:
        opening, closing, owed = journal(ledger, day)
        expected = receivables_file.owed(ledger.rows, day)
        balance = ledger.env["collection.ledger"]._get_balance(ledger.env.company, day)
        same = all(owed[name] == expected[name].exposure for name in owed)
        if not same or closing != _cents(balance) or before not in (None, opening):
            wrong.append(day)
        before, day = closing, day + timedelta(days=1)
    return wrong


def forecast_errors(ledger):
    """Return the mean absolute error per week of the last quarter of the file.

    A week is forecast on the morning of its Monday.

    :return: tuple of the mean error of the forecast, of plain due dates, and what came
        in a week on average
    """
    last = receivables_file.last_settled(ledger.rows)
    monday = last - timedelta(days=last.weekday() + 7 * (WEEKS - 1))
    errors, plain, came = [], [], []
    for number in range(WEEKS):
        day = monday + timedelta(days=7 * number)
        weeks = ledger.env["collection.cash.forecast"]._get_weeks(
            ledger.env.company, day
        )
        expected, by_due = weeks.get(day, (0.0, 0.0))
        fact = sum(
            float(row.amount)
            for row in ledger.rows
            if day <= row.settled < day + timedelta(days=7)
        )
        errors.append(abs(expected - fact))
        plain.append(abs(by_due - fact))
        came.append(fact)
    return tuple(sum(values) / WEEKS for values in (errors, plain, came))


def _cents(amount):
    return Decimal(f"{amount:.2f}")
