"""How a field of customers changes that only some may write."""

from typing import NamedTuple


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
    # may be written by whoever is not refused, without the right to write customers
    is_granted: bool = False

    @property
    def is_withheld(self):
        """Return whether a new customer is made without the value that is given."""
        return bool(self.apply) or self.is_moved
