from odoo import api, models
from odoo.fields import Command


class SalesHoldRequester(models.AbstractModel):
    """The users with a part in an order, who do not decide on what it asks (R1.1).

    Besides those whom the order names: the users who asked for its confirmation, wrote
    its lines, signed it in the customer's place or owned it before.
    """

    _name = "sales.hold.requester"
    _description = "Requesters of Orders"

    @api.model
    def _note(self, orders, users):
        """Remember staff who had a part in what orders ask.

        From now on they do not decide on it, on requests that wait already neither.
        """
        users = users._get_asking()
        if not users:
            return
        changed = orders.browse()
        for order in orders.sudo():  # sudo: kept by the module only
            # most are written by whoever owns them: nothing more is read for those
            new = users - order.user_id - order.create_uid
            new = new and new - order.credit_requester_ids
            if new:
                links = [Command.link(user.id) for user in new]
                order._write_protected({"credit_requester_ids": links})
                changed |= order
        changed._get_pending_approvals()._add_requesters(users)

    @api.model
    def _get_former(self, orders, vals):
        """Return orders by the owner they have, before `vals` names another."""
        return orders.grouped("user_id") if "user_id" in vals else {}

    @api.model
    def _note_written(self, orders, vals, former):
        """Remember former owners and new ones, and the staff who signed.

        :param dict vals: what was written
        :param dict former: see `_get_former`
        """
        for owner, owned in former.items():
            self._note(owned, owner)
            pending = owned._get_pending_approvals()
            pending._add_requesters(owned.user_id._get_asking())
        if {"signature", "signed_by"} & vals.keys():
            self._note(orders, self.env.user)
