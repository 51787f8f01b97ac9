def pre_init_hook(env):
    """Add the column of payments before the ORM does: it would read all payments."""
    env.cr.execute(
        "ALTER TABLE account_payment"
        " ADD COLUMN IF NOT EXISTS property_reservation_id integer"
    )


def post_init_hook(env):
    """Make the accounts of homes in the charts that were loaded before.

    A chart that is loaded later brings them along.
    """
    companies = env["res.company"].search([("chart_template", "!=", False)])
    charts = env["account.chart.template"]
    charts._load_property_accounts(companies)
    charts._translate_property_accounts(companies)
