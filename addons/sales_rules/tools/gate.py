"""The one way through `write` and `create` for what only methods may change.

A gate is an object in the context: no RPC client, import or server action can send
one. It lets through the given values of the given records once and is spent
then, so that nothing that runs below inherits an open door.
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
        """:return: whether all `records` may have all `fields` changed now"""
        return (
            records._name == self.model
            and self.ids is not None
            and self.ids.issuperset(records._ids)
            and self.fields.issuperset(fields)
        )

    def admits_create(self, model, fields):
        """:return: whether records of `model` may be created with `fields` given"""
        return (
            model._name == self.model
            and self.ids is None
            and self.fields.issuperset(fields)
        )

    def spend(self, records):
        """Close the gate for `records`."""
        self.ids.difference_update(records._ids)


def opened(records, fields):
    """:return: `records` with a gate for these very records and `fields`"""
    return records.with_context(**{KEY: Gate(records._name, records._ids, fields)})


def opened_create(model, fields):
    """:return: `model` with a gate to create records with `fields` given"""
    return model.with_context(**{KEY: Gate(model._name, None, fields)})


def closed(records):
    """:return: `records` without any gate in their context"""
    return records.with_context(**{KEY: None}) if get(records) else records


def get(records):
    """:return: the gate in the context, or None; what is no gate is no permission"""
    gate = records.env.context.get(KEY)
    return gate if isinstance(gate, Gate) else None


def opened_for(records, step):
    """Return `records` with a permit for these very records to pass `step`.

    :param str step: what has been done with them, such as "examined"
    """
    return opened(records, {f"step {step}"})


def passes(records, step):
    """Return whether all `records` may pass `step` now; the permit is spent by it."""
    permit = get(records)
    if not (permit and permit.admits(records, {f"step {step}"})):
        return False
    permit.spend(records)
    return True
