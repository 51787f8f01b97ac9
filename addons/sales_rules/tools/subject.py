from dataclasses import dataclass, field

from odoo.tools.translate import LazyGettext, LazyTranslate

_lt = LazyTranslate(__name__)

UNITS = ("money", "percent", "days", "none")
_UNIT_LABELS = {"days": _lt("days"), "percent": "%"}


@dataclass(frozen=True)
class Subject:
    """The subject of a decision (R1.1), declared on the class that asks it.

    A document names it in `_approval_subject`; a model that asks several things names
    them in the tuple `_approval_subjects`. Classes may share a key when they declare
    it alike, see `sales.subject`. For example::

        _approval_subject = Subject("promotion", _lt("Promotion"), unit="money")

    :param key: kept in authorities and approvals
    :param label: as the inbox calls it
    :param unit: what its limits count: money, percent, days, or none for a decision by
        role alone, which shows no amount and climbs from regional manager to director
        to general manager
    :param decider: external id of the role that decides while nobody entered an
        authority; without one, an authority has to be entered
    :param fixed: the decider decides, whatever authorities say
    :param personal: the role decides in person: nothing is forwarded, escalated or left
        to a substitute, and authorities that name a person do not count
    :param days: escalated after so many, 0 for never; None for the company's setting
    :param unit_label: as authorities call what its limits count; by default the
        currency, %, or days
    :param setting: flag of the company without which it is not asked, stored or
        computed
    :param sequence: the place in lists
    """

    key: str
    label: LazyGettext | str = field(compare=False)
    unit: str = field(default="money", kw_only=True)
    decider: str = field(default="", kw_only=True)
    fixed: bool = field(default=False, kw_only=True)
    personal: bool = field(default=False, kw_only=True)
    days: int | None = field(default=None, kw_only=True)
    unit_label: LazyGettext | str = field(default="", kw_only=True, compare=False)
    setting: str = field(default="", kw_only=True)
    sequence: int = field(default=100, kw_only=True)
    # the label in English: translatable texts cannot be compared
    text: str = field(init=False, repr=False)

    def __post_init__(self):
        if self.unit not in UNITS:
            raise ValueError(f"{self.key}: no such unit: {self.unit}")
        if self.fixed and not self.decider:
            raise ValueError(f"{self.key}: fixed, so it needs a decider")
        text = getattr(self.label, "_source", self.label)
        object.__setattr__(self, "text", text)

    @property
    def has_amount(self):
        """Return whether an amount decides who is asked."""
        return self.unit != "none"

    def get_label(self, env):
        """Return the label in the language of `env`."""
        return _translate(self.label, env)

    def get_unit_label(self, env):
        """Return the label of its unit in the language of `env`, empty for money."""
        return _translate(self.unit_label or _UNIT_LABELS.get(self.unit, ""), env)


def _translate(label, env):
    return env._(label) if isinstance(label, LazyGettext) else label


# Authorities over expenses may be entered before an addon asks for their approval.
EXPENSE = Subject("expense", _lt("Expense"), sequence=50)
