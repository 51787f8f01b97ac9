from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.inherited import add_up


class SalesReasonMixin(models.AbstractModel):
    """A document some of whose actions ask why, in the one dialog `sales.reason`.

    A model declares these actions in `_reason_actions`, each key with its method; they
    add up over the classes of the model. The client names a key and never a method. The
    method checks who may do it and takes the reason.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.reason.mixin"]
            _reason_actions = {"void": "action_void"}

            def action_void(self, reason):
                self._check_may_void()
                self._move("void", end_reason=self._check_reason(reason))
    """

    _name = "sales.reason.mixin"
    _description = "Actions with a Reason"

    # key -> name of the method that takes the reason; adds up over the classes
    _reason_actions = {}

    @classmethod
    def _get_reason_actions(cls):
        """Return the actions that all classes of the model declare, by key."""
        return add_up(cls, "_reason_actions")

    @api.model
    def _clean_reason(self, reason):
        """Return `reason` without blanks around it, whatever a client sent."""
        return reason.strip() if isinstance(reason, str) else ""

    @api.model
    def _check_reason(self, reason, message=None):
        """Check that there is a reason, and return it without blanks around it.

        :param str message: what is said where there is none
        :raise UserError: when there is none
        """
        reason = self._clean_reason(reason)
        if not reason:
            raise UserError(
                message or self.env._("Say why: the reason stays on record.")
            )
        return reason
