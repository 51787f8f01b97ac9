"""The judge of a change of orders: the outermost write, once (R1.7).

One save of an order writes line by line; only the whole may be judged. A watch is an
object in the context, as a gate is: no RPC client, import or server action can send
one.
"""

KEY = "sales_rules_watch"


class Watch:
    """Says that the changes of the orders `ids` are judged as a whole outside."""

    __slots__ = ("ids",)

    def __init__(self, ids):
        self.ids = frozenset(ids)


def opened(records, orders):
    """Return `records` whose writes to `orders` leave the judging to the caller.

    Changes that the save sets off on other orders are judged there.
    """
    outer = records.env.context.get(KEY)
    ids = orders._ids + (tuple(outer.ids) if isinstance(outer, Watch) else ())
    return records.with_context(**{KEY: Watch(ids)})


def covers(records, orders):
    """Return whether an outer write judges the whole change of all `orders`."""
    watch = records.env.context.get(KEY)
    return isinstance(watch, Watch) and watch.ids.issuperset(orders._ids)
