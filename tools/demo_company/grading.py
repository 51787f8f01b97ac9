"""Customers graded month by month: three months applied, the last one on the desk.

Each step by its owner: the director has the customers graded, managers tick their
teams and depart from the formula where they know better, the director decides.
"""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from .deals import decide
from .world import backdate

# half a year is graded: orders of small customers are months apart
WINDOW = relativedelta(months=5)
APPLIED_MONTHS = 3
# demands of the director from this month on, besides turnover: days late, overdue
TIGHTER = {"A": (10, 0.25), "B": (20, 0.5), "C": (45, 0.8)}
KEEPS = "年度框架合同已签，下半年订单有保障，维持原等级。"
KNOWN_REASON = "账期内一笔质量争议款，已约定本月付清，暂不降级。"
# row in the list of customers, modulo ten: tiers that they began below their own
BEGAN_BELOW = {3: 2, 5: 1, 8: 1}


def get_opening_letter(place, letter):
    """The tier that a customer had half a year ago."""
    letters = "ABCD"
    return letters[min(letters.index(letter) + BEGAN_BELOW.get(place % 10, 0), 3)]


def make_past_months(world):
    """Three months, graded and applied; everybody ends in the tier of the table."""
    _date_the_standard(world)
    world.company.assessment_max_steps = 1  # a tier up or down a month
    _give_classes(world)
    for back in range(APPLIED_MONTHS + 1, 1, -1):
        assessment = _compute(world, back)
        if back == 2:
            _keep_in_place(world, assessment)
        _tick_and_apply(world, assessment)
        _date(world, assessment)


def make_this_month(world):
    """The month that is over: the standard is tighter, a region has begun to tick."""
    for letter, (days, ratio) in TIGHTER.items():
        tier = world.tiers[letter].with_user(world.users["director"])
        tier.write({"max_days_late": days, "max_overdue_ratio": ratio})
    assessment = _compute(world, 1)
    # sudo: teams of falling customers are looked up for the office
    lines = assessment.sudo().line_ids
    falling = lines.filtered(lambda line: line.move == "down" and line.leader_id)
    leader = falling[:1].leader_id or world.users["east"]
    own = lines.filtered(lambda line: line.leader_id == leader).with_env(
        world.act_as(leader)
    )
    departure = own & falling or own
    departure[0].write(
        {
            "final_tier_id": _get_departure(world, departure[0]).id,
            "override_reason": KNOWN_REASON if falling else KEEPS,
        }
    )
    (departure[0] | own[: len(own) // 2]).action_tick()


def _get_departure(world, line):
    """The tier that its manager gives a customer instead of the proposed one."""
    if line.move == "down":
        return line.old_tier_id
    tiers = line.env["sales.tier"].union(*world.tiers.values())
    return (tiers - line.proposed_tier_id)[-1]


def _date_the_standard(world):
    """The standard and the opening tiers are half a year old."""
    days = (world.today - _get_window(world, APPLIED_MONTHS + 2)[1]).days
    tiers = world.env["sales.tier"].union(*world.tiers.values())
    tiers._write_protected({"in_force_since": world.ago(days)})
    backdate(world.env["sales.tier.version"].search([]), days)
    backdate(world.env["sales.tier.history"].search([]), days)


def _give_classes(world):
    """Salespeople class by sales, finance rates the trust in customers."""
    for letter in "ABCD":
        keys = [key for key, row in world.rows.items() if row[5] == letter]
        partners = world.env["res.partner"].union(*(world.customers[k] for k in keys))
        partners.sales_class = letter
        partners.credit_standing = 90 - 20 * "ABCD".index(letter)


def _get_window(world, back):
    """The first and last day that are graded, `back` months ago."""
    first = world.today.replace(day=1) - relativedelta(months=back)
    return first - WINDOW, first + relativedelta(months=1, days=-1)


def _compute(world, back):
    date_from, date_to = _get_window(world, back)
    assessment = world.act_as(world.users["director"])["sales.tier.assessment"].create(
        {"date_from": date_from, "date_to": date_to}
    )
    assessment.action_compute()
    return assessment


def _keep_in_place(world, assessment):
    """Where the formula leads away from the table, the region knows better."""
    for key, partner in world.customers.items():
        line = assessment.sudo().line_ids.filtered(
            lambda line, partner=partner: line.partner_id == partner
        )
        tier = world.tiers[world.rows[key][5]]
        if line.final_tier_id != tier:
            own = line.with_env(world.act_as(line.leader_id))
            own.write({"final_tier_id": tier.id, "override_reason": KEEPS})


def _tick_and_apply(world, assessment):
    # sudo: users with lines to tick are looked up for the office
    for leader in assessment.sudo()._get_unticked().leader_id:
        assessment.with_env(world.act_as(leader)).action_submit()
    decide(world, assessment, "同意，按此执行。")
    assessment.action_apply()


def _date(world, assessment):
    """It was done on the fourth of the month after."""
    days = (world.today - assessment.date_to - timedelta(days=4)).days
    own = assessment.sudo()
    history = own.env["sales.tier.history"].search(
        [("origin", "=", assessment.display_name)]
    )
    for records in (own, own.line_ids, own.approval_ids, own.message_ids, history):
        backdate(records, max(days, 0))
