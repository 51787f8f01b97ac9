from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.roles import CREDIT

LABEL = frozenset({"collection_label"})


class AccountMoveLine(models.Model):
    """An item may be excluded from collection slips, with a reason, and be disputed.

    The customer knows an item by its label where it has one, else by the number of its
    document (`sales.ledger`). Methods of addons alone name it, by
    `_set_collection_label`, or as they make it, by `_with_labels`.
    """

    _inherit = "account.move.line"

    collection_label = fields.Char(
        readonly=True,
        copy=False,
        groups=CREDIT,
        help="Printed on slips and statements instead of the document's number.",
    )
    collection_exclusion = fields.Char(
        string="Collection Exclusion Reason",
        copy=False,
        groups=roles.FINANCE_OR_DIRECTOR,
        help="With a reason here, the item is on no further collection slip.",
    )
    collection_dispute_ids = fields.One2many(
        "collection.dispute",
        "move_line_id",
        string="Disputes",
        readonly=True,
        groups=CREDIT,
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        default = self.env.context.get("default_collection_label")
        given = any(vals.get("collection_label", default) for vals in vals_list)
        permit = gate.get(self)
        admitted = permit and permit.admits_create(self, LABEL)
        if given and not admitted:
            self._refuse_label()
        if admitted:
            permit.spend_create()
        return super(AccountMoveLine, gate.closed(self)).create(vals_list)

    @api.model
    def _with_labels(self):
        """Return the model so that entries made with it may label their items.

        The items of the next call are given theirs in `collection_label`, many at once.
        """
        return gate.opened_create(self, LABEL)

    def write(self, vals):
        # EXTENDS 'account'
        if not LABEL & vals.keys():
            return super().write(vals)
        permit = gate.get(self)
        if not (permit and permit.admits(self, LABEL)):
            self._refuse_label()
        permit.spend(self)
        return super(AccountMoveLine, gate.closed(self)).write(vals)

    def _set_collection_label(self, label):
        """Name these items for the customer; open slips keep what they were issued
        with.

        :param str label: the text, or nothing for the document's number
        """
        gate.opened(self, LABEL).write({"collection_label": label})

    def _refuse_label(self):
        """Refuse to name items by hand.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "The collection label is given by the document an item comes from. Make"
                " your change there."
            )
        )
