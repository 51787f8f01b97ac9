"""Makes the demonstration company in a fresh database; `make demo` calls `main`.

A manufacturer of pumps and valves with four regions, 12 salespeople and 60 customers,
a year of business behind it and full desks today. Dates are relative to the day on
which it is made; everything else comes out the same every time.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent))

from demo_company import (  # noqa: E402 (the folder has to be on the path first)
    catalogue,
    collection,
    company,
    credit,
    customers,
    deals,
    follow_up,
    grading,
    guide,
    history,
    homes,
    rules,
)
from demo_company.world import TIMEZONE, World  # noqa: E402


def main(env, scale=1.0, chart="cn"):
    """Make the company.

    :param env: environment of the superuser on a database without business
    :param float scale: share of the customers; 0.1 makes the least that shows every
        reason of a hold
    :param chart: code of the chart of accounts to load, None for what is loaded
    :return: list of (role, login, what to look at first)
    """
    env = env(context=dict(env.context, lang="en_US", tz=TIMEZONE))
    world = World(company.load_chart(env, chart), scale)
    company.make_company(world)
    company.make_people(world)
    catalogue.make_catalogue(world)
    customers.make_customers(world)
    history.make_history(world)
    rules.make_rules(world)
    grading.make_past_months(world)
    deals.make_everyday_orders(world)
    deals.make_deals(world)
    deals.make_tier_changes(world)
    deals.make_portal_story(world)
    deals.make_stories(world)
    credit.make_credit(world)
    grading.make_this_month(world)
    rules.make_substitute(world)
    collection.make_collection(world)
    homes.make_homes(world)
    follow_up.make_follow_up(world)
    return guide.get_rows(world)
