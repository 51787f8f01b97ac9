"""Decisions of the company: tiers, authorities, contract review, substitutes.

Each is made by its decision-maker, so that the records name the right people.
"""

from datetime import timedelta

from .grading import get_opening_letter
from .world import in_two_languages

# letter, colour, credit limit, grace days, discount, days between visits, least
# turnover of half a year
TIERS = (
    ("A", 10, 500_000, 7, 5, 7, 160_000),
    ("B", 4, 100_000, 5, 3, 14, 45_000),
    ("C", 3, 30_000, 3, 2, 30, 12_000),
    ("D", 1, 0, 0, 0, 60, 0),
)
# subject: limits of regional manager, director and general manager
ALL = "unlimited"
AUTHORITIES = {
    "credit_release": (20_000, 200_000, ALL),
    "overdue_release": (10, 45, ALL),
    "payment_term": (15, 60, ALL),
    "discount": (5, 15, ALL),
    "contract": (200_000, 500_000, ALL),
    "tier_change": (0, ALL, 0),
    "temporary_limit": (20_000, 200_000, ALL),
    "guarantee": (0, ALL, 0),
    "assessment": (0, ALL, 0),
}
ROLES = ("regional_manager", "marketing_director", "general_manager")
REVIEW_FROM = 100_000
REMINDER_DAYS, ESCALATION_DAYS = 2, 5


def make_rules(world):
    """Put tiers in force, give the customers theirs, delegate authority."""
    world.tiers = _make_tiers(world)
    _import_opening_tiers(world)
    _make_authorities(world)
    review = world.act_as(world.users["director"])["sales.contract.review"].create(
        {"contract_review": True, "contract_review_amount": REVIEW_FROM}
    )
    review.action_decide()
    world.company.write(
        {
            "approval_reminder_days": REMINDER_DAYS,
            "approval_escalation_days": ESCALATION_DAYS,
        }
    )


def _make_tiers(world):
    """The administrator keys the tiers in, the director puts them in force (R1.6)."""
    model = world.act_as(world.users["rules"])["sales.tier"]
    tiers = model.create(
        [
            {
                "name": f"Tier {letter}",
                "active": False,
                "sequence": 10 * (place + 1),
                "color": color,
                "credit_limit": limit,
                "payment_term_id": world.terms[letter].id,
                "grace_days": grace,
                "max_discount": discount,
                "visit_interval_days": visits,
                "min_turnover": turnover,
            }
            for place, row in enumerate(TIERS)
            for letter, color, limit, grace, discount, visits, turnover in [row]
        ]
    )
    in_two_languages(tiers, "name", [f"{row[0]} 级" for row in TIERS])
    by_director = tiers.with_user(world.users["director"])
    by_director.action_put_in_force()
    return dict(zip("ABCD", tiers, strict=True))


def _import_opening_tiers(world):
    """The tiers that customers had before, by Odoo's own import (R1.7)."""
    model = world.act_as(world.users["rules"])["res.partner"]
    done = model.load(
        [".id", "tier_id/.id"],
        [
            [str(world.customers[key].id), str(world.tiers[letter].id)]
            for place, (key, row) in enumerate(world.rows.items())
            for letter in [get_opening_letter(place, row[5])]
        ],
    )
    if not done["ids"]:
        raise ValueError(done["messages"])
    # new customers pay first, until they are graded
    world.tiers["D"].with_user(world.users["director"]).is_default = True


def _make_authorities(world):
    groups = [world.env.ref(f"sales_rules.group_{role}") for role in ROLES]
    authorities = world.act_as(world.users["rules"])["sales.authority"].create(
        [
            {
                "subject": subject,
                "group_id": group.id,
                "limit": 0 if limit == ALL else limit,
                "unlimited": limit == ALL,
            }
            for subject, limits in AUTHORITIES.items()
            for group, limit in zip(groups, limits, strict=True)
            if limit
        ]
    )
    # a second person above puts in force what the administrator entered
    above = world.act_as(world.users["gm"])["sales.authority"]
    above.browse(authorities.ids).action_put_in_force()


def make_substitute(world):
    """The manager of the West is away this week; the director decides instead."""
    west = world.users["west"]
    world.act_as(west)["sales.substitute"].create(
        {
            "user_id": west.id,
            "substitute_id": world.users["director"].id,
            "date_from": world.ago(1),
            "date_to": world.today + timedelta(days=6),
        }
    )
