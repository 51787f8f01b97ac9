"""Tells what a department's trade amounts to; run in Odoo's shell.

Credit, grades and the slips of the next run, in one line of JSON. Nothing is kept.
"""

import json

from dateutil.relativedelta import relativedelta


def get_company(env):
    """The company whose orders and slips there are."""
    return env["collection.run"].search([], limit=1).company_id


def get_credit(env, company):
    """The figures of credit by customer."""
    customers = env["res.partner"].search([("customer_rank", ">", 0)])
    customers = customers.commercial_partner_id
    figures = env["sales.credit"]._get_figures(customers, company)
    return sorted([id_, repr(figure)] for id_, figure in figures.items())


def get_grades(env, company):
    """The figures of each customer's grade, of the last three months."""
    grading = env["sales.grading"]
    today = company._get_today()
    since = today - relativedelta(months=3)
    standard = grading._get_standard(company)
    query = grading._query_grades(company, since, today, standard)
    env.flush_all()
    return sorted(map(repr, env.execute_query(query)))


def get_slips(env, company):
    """The slips of the next run, customer by customer."""
    vals = {"company_id": company.id, "date": company._get_today()}
    run = env["collection.run"].create(vals)
    run.action_generate()
    return sorted(
        [slip.partner_id.id, slip.amount_due, sorted(slip.line_ids.move_line_id.ids)]
        for slip in run.slip_ids
    )


def get_asked(env):
    """The approvals left when the general manager has decided on his."""
    general = env["res.users"].search([("login", "=", "crt_general")])
    rows = env["sales.approval"].with_user(general)
    asked = rows.search([("state", "=", "pending"), ("can_decide", "=", True)])
    asked.action_approve()
    return asked.filtered(lambda row: row.state == "pending").mapped("display_name")


def tell(env):
    env.cr.rollback()  # to see what was committed since this process began
    finance = env["res.users"].search([("login", "=", "crt_finance")])
    company = get_company(env)
    figures = {
        "credit": get_credit(env, company),
        "grades": get_grades(env, company),
        "slips": get_slips(env(user=finance), company),
        "held": env["sale.order"].search_count([("credit_hold", "=", "held")]),
    }
    figures["asked"] = get_asked(env)
    env.cr.rollback()
    print("FIGURES", json.dumps(figures))


tell(env)  # noqa: F821 the shell gives it
