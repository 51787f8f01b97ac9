from contextlib import contextmanager
from unittest.mock import patch

from .common_money import MoneyCommon


class TargetCommon(MoneyCommon):
    """Receipts that pay journal items on no slip, as those of other addons may."""

    @contextmanager
    def hooked(self, model, **methods):
        """Fill hooks of a model as an addon above would, by name and function."""
        registered = self.env.registry[model]
        patches = [
            patch.object(registered, name, method) for name, method in methods.items()
        ]
        for one in patches:
            one.start()
        try:
            yield
        finally:
            for one in patches:
                one.stop()

    def paying(self, *items):
        """Have receipts propose these journal items, in this order."""

        def get_allocatable(receipt):
            items_sudo = sum(items, self.env["account.move.line"]).sudo()
            free = receipt._get_free_amounts(items_sudo)
            return [({"move_line_id": id_}, amount) for id_, amount in free.items()]

        return self.hooked("collection.receipt", _get_allocatable=get_allocatable)

    @classmethod
    def new_item(cls, amount=100, customer=None, **vals):
        """A receivable item that is on no slip, of a plain entry."""
        customer = customer or cls.customer
        return cls.get_item(cls.new_entry(amount, customer, **vals))

    def collect_items(self, amount, *items, **vals):
        """A collected receipt without a slip that pays these items."""
        customer = items[0].partner_id
        with self.paying(*items):
            return self.collect(None, amount, partner_id=customer.id, **vals)
