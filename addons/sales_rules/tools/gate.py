"""The one way through `write`, `create` and named steps that only methods may take.

A permit is an object in the context: no RPC client, import or server action can send
one, and a string, boolean or dict of that name opens nothing. A permit is spent by the
call that it was made for, and closed below it, so that nothing that runs later or
below inherits an open door.

Three kinds, each for one model:

- `opened(records, fields)`: these very records may have these fields written;
- `opened_create(model, fields)`: records may be created with these fields given;
- `opened_for(records, step)`: these very records may pass a step that has a name, for
  what is refused by a method and not by a field. The method asks `passes(self, step)`.

Models under `sales.protected.mixin` use none of them: `_write_protected` and
`_create_protected` open, `write` and `create` ask and spend. A model that guards its
fields by itself does the same in its `write`::

    permit = gate.get(self)
    if not (permit and permit.admits(self, touched)):
        raise UserError(...)
    permit.spend(self)
    return super(Thing, gate.closed(self)).write(vals)

and a model that guards a step::

    def _reverse(self):
        if not gate.passes(self, "refused by the bank"):
            raise UserError(...)
        return super(Thing, gate.closed(self))._reverse()

    gate.opened_for(things, "refused by the bank")._reverse()

One permit is open at a time: opening another one hides the first.
"""

KEY = "sales_rules_gate"


class Gate:
    """Permission to change `fields` of the records `ids` of `model`, each once.

    `ids` is None for the creation of records.
    """

    __slots__ = ("fields", "ids", "model")

    def __init__(self, model, ids, fields):
        self.model = model
        self.ids = None if ids is None else set(ids)
        self.fields = frozenset(fields)

    def admits(self, records, fields):
        """Return whether all `records` may have all `fields` changed now."""
        return (
            records._name == self.model
            and self.ids is not None
            and self.ids.issuperset(records._ids)
            and self.fields.issuperset(fields)
        )

    def admits_create(self, model, fields=()):
        """Return whether records of `model` may be created with `fields` given."""
        return (
            model._name == self.model
            and self.ids is None
            and self.fields.issuperset(fields)
        )

    def spend(self, records):
        """Close the gate for `records`."""
        self.ids.difference_update(records._ids)

    def spend_create(self):
        """Close the gate to creation: it is no model's any more."""
        self.model = None


class Step:
    """Permission for records `ids` of `model` to pass the step `name`, each once."""

    __slots__ = ("ids", "model", "name")

    def __init__(self, model, ids, name):
        self.model = model
        self.ids = set(ids)
        self.name = name


def opened(records, fields):
    """Return `records` with a gate for these very records and `fields`."""
    return records.with_context(**{KEY: Gate(records._name, records._ids, fields)})


def opened_create(model, fields):
    """Return `model` with a gate to create records with `fields` given."""
    return model.with_context(**{KEY: Gate(model._name, None, fields)})


def opened_for(records, step):
    """Return `records` with a permit for these very records to pass `step`."""
    return records.with_context(**{KEY: Step(records._name, records._ids, step)})


def passes(records, step):
    """Return whether all `records` may pass `step` now; the permit is spent by it."""
    permit = records.env.context.get(KEY)
    if not (
        isinstance(permit, Step)
        and permit.name == step
        and permit.model == records._name
        and permit.ids.issuperset(records._ids)
    ):
        return False
    permit.ids.difference_update(records._ids)
    return True


def closed(records):
    """Return `records` without any permit in their context."""
    if records.env.context.get(KEY) is None:
        return records
    return records.with_context(**{KEY: None})


def get(records):
    """Return the gate in the context, or None: only an object of ours is a permit."""
    gate = records.env.context.get(KEY)
    return gate if isinstance(gate, Gate) else None
