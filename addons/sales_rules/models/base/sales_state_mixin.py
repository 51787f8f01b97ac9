from odoo import models
from odoo.exceptions import UserError


class SalesStateMixin(models.AbstractModel):
    """A document whose `state` moves along a table, by its methods only.

    A model names the allowed moves in `_state_moves`, each state with those it may be
    reached from; `_move` is the only writer of `state`.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.state.mixin"]
            _protected_fields = frozenset({"state"})
            _state_moves = {"done": ("draft",)}

            def action_do(self):
                self._check_may_do()
                self._move("done")
    """

    _name = "sales.state.mixin"
    _description = "States along a Table"
    _inherit = ["sales.protected.mixin"]

    # the allowed moves: state -> states it may be reached from
    _state_moves = {}

    def _get_state_moves(self):
        """Return the allowed moves, each state with those it may be reached from."""
        return self._state_moves

    def _move(self, state, **vals):
        """Move documents along the table; the only writer of `state`.

        :param str state: the state to reach
        :param vals: further fields to write with it
        :raise UserError: naming documents that cannot get there from where they are
        """
        self._check_move(state, self._get_state_moves()[state])
        if self:
            self._write_protected(dict(vals, state=state))

    def _check_move(self, state, sources):
        """:raise UserError: naming documents that are in none of `sources`"""
        wrong = self.filtered(lambda document: document.state not in sources)
        if not wrong:
            return
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(documents)s: cannot become “%(target)s” from “%(present)s”; only"
                " from %(sources)s.",
                documents=wrong._get_state_names(),
                target=labels[state],
                present=labels[wrong[0].state],
                sources=", ".join(f"“{labels[source]}”" for source in sources),
            )
        )

    def _get_state_names(self):
        """Return the first names of these documents for a message."""
        # sudo: names for the message
        return ", ".join(self.sudo()[:10].mapped("display_name"))
