"""Fields of customers that only some may write: who refuses, and what follows.

The table is `res.partner._get_guarded_fields`, the one `write` and `create` that obey
it are in models/base/res_partner.py.
"""

from typing import NamedTuple

from . import gate


class Guard(NamedTuple):
    """The methods of `res.partner` that one guarded field obeys, by name.

    They are called with the customers whose value really changes. `refuse` and `apply`
    take the new value too, a record where the field is a relation.
    """

    # raises where the caller may not change it
    refuse: str
    # does what follows, once it is written
    follow: str = ""
    # gives the value in the place of `write`
    apply: str = ""
    # moved by the module's own methods through the gate, and never entered
    is_moved: bool = False
    # may be written by every user not refused, without the right to write customers
    is_granted: bool = False

    @property
    def is_withheld(self):
        """Return whether a new customer is made without the value that is given."""
        return bool(self.apply) or self.is_moved


class Changes:
    """The guarded fields that a write really changes: asked, then followed."""

    def __init__(self, partners, guards, vals):
        self.partners = partners
        self.guards = {name: guard for name, guard in guards.items() if name in vals}
        self.values = {
            name: get_value(partners, name, vals[name]) for name in self.guards
        }
        self.changed = {}
        for name, value in self.values.items():
            if changed := get_changed(partners, name, value):
                self.changed[name] = changed
        self.asked = {}

    def ask(self):
        """Have the guards refuse what the caller may not change.

        A gate that was opened for a field passes its guard, once: its opener does what
        follows.

        :return: the customers to write on, without that gate
        """
        permit = gate.get(self.partners)
        self.asked = {
            name: changed
            for name, changed in self.changed.items()
            if not (permit and permit.admits(changed, {name}))
        }
        for name, changed in self.asked.items():
            getattr(changed, self.guards[name].refuse)(self.values[name])
        if self.asked.keys() == self.changed.keys():
            return self.partners
        return gate.closed(self.partners)

    def is_granted(self, vals):
        """Return whether `vals` change nothing but what the guards alone decide on."""
        return bool(self.asked) and all(
            name in self.guards and self.guards[name].is_granted for name in vals
        )

    def get_written(self, vals):
        """Return `vals` less what is applied by a method."""
        return {
            name: value
            for name, value in vals.items()
            if not (name in self.changed and self.guards[name].apply)
        }

    def follow(self):
        """Apply what was not written, then do what follows, each thing once."""
        followed = {}
        for name, changed in self.asked.items():
            guard = self.guards[name]
            if guard.apply:
                getattr(changed, guard.apply)(self.values[name])
            if guard.follow:
                known = followed.get(guard.follow, changed)
                followed[guard.follow] = known | changed
        for method, changed in followed.items():
            getattr(changed, method)()


def judge_given(partners, name, guard, raw):
    """Have a guard refuse, or apply, the value that new `partners` were given.

    The company's default counts as given by nobody.
    """
    value = get_value(partners, name, raw)
    field = partners._fields[name]
    if field.company_dependent and value == field.get_company_dependent_fallback(
        partners
    ):
        return
    given = get_leading(partners, name, value)
    if guard.is_withheld:
        given = get_changed(given, name, value)
    if given:
        getattr(given, guard.refuse)(value)
        if guard.apply:
            getattr(given, guard.apply)(value)


def get_value(partners, name, raw):
    """Return a value given to `write` as the field reads it."""
    field = partners._fields[name]
    cached = field.convert_to_cache(raw, partners, validate=False)
    return field.convert_to_record(cached, partners)


def get_changed(partners, name, value):
    """Return those whose field `name` becomes another by itself."""
    # sudo: whether it does, of every customer
    others = partners.sudo().filtered(lambda partner: partner[name] != value)
    return get_leading(partners.browse(others._ids), name, value)


def get_leading(partners, name, value):
    """Return all but the contacts who follow their commercial entity in `value`."""
    # sudo: of every customer
    leading = partners.sudo().filtered(
        lambda partner: (
            partner.commercial_partner_id == partner
            or partner.commercial_partner_id[name] != value
        )
    )
    return partners.browse(leading._ids)
