from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.inherited import add_up


class SalesStateMixin(models.AbstractModel):
    """A document whose `state` moves along a table, by its methods only.

    A model names the allowed moves in `_state_moves`, each state with those it may be
    reached from; they add up with those of its bases, state by state. `_move` is the
    only writer of `state`, `_sql_move` its part in a statement over many rows.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.state.mixin"]
            _state_moves = {"done": ("draft",)}

            def action_do(self):
                self._check_may_do()
                self._move("done")

    and a document that lives on after its approval::

        class SalesPrice(models.Model):
            _name = "sales.price"
            _inherit = ["sales.approval.document"]
            _state_moves = {"applied": ("approved",)}
    """

    _name = "sales.state.mixin"
    _description = "States along a Table"
    _inherit = ["sales.protected.mixin"]

    _protected_fields = frozenset({"state"})
    # the allowed moves: state -> states it may be reached from; adds up over the
    # classes of a model, of a state named twice the nearer class has the last word
    _state_moves = {}

    @classmethod
    def _get_state_moves(cls):
        """Return the allowed moves that all classes of the model name."""
        return add_up(cls, "_state_moves")

    def _move(self, state, claim=False, **vals):
        """Move documents along the table; the only writer of `state`.

        :param str state: the state to reach
        :param bool claim: move by one statement and at once, before anything follows
            from it: a transaction at the same moment is retried, and refused then
        :param vals: further fields to write with it
        :raise UserError: naming documents that cannot get there from where they are
        """
        self._check_move(state, self._get_state_moves()[state])
        if self and claim:
            self._claim(dict(vals, state=state))
        elif self:
            self._write_protected(dict(vals, state=state))

    def _claim(self, vals):
        """Move documents by SQL, without overwriting a move made meanwhile.

        It asks for no access right and tracks nothing: the caller has checked who may.
        """
        sources = self._get_state_moves()[vals["state"]]
        if self._log_access:
            vals |= {"write_uid": self.env.uid, "write_date": self.env.cr.now()}
        columns = SQL(", ").join(
            SQL(
                "%s = %s",
                SQL.identifier(name),
                self._fields[name].convert_to_column_insert(value, self),
            )
            for name, value in vals.items()
        )
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "UPDATE %s SET %s WHERE id IN %s AND state IN %s RETURNING id",
                SQL.identifier(self._table),
                columns,
                self._ids,
                sources,
            )
        )
        self.invalidate_recordset(vals)
        self.modified(vals)
        lost = self - self.browse(row[0] for row in rows)
        lost._check_move(vals["state"], sources)

    @api.model
    def _sql_move(self, source, state):
        """Return the SQL that sets `state` in an UPDATE of rows in state `source`.

        For moves of thousands in one statement, which check nothing row by row.

        :raise ValueError: when the table has no such move
        """
        if source not in self._get_state_moves()[state]:
            raise ValueError(f"{self._name} does not move from {source} to {state}")
        return SQL("state = %s", state)

    def _check_state(self, *states):
        """Check that these documents are in one of `states`, for what moves nothing.

        :raise UserError: naming the first one that is not
        """
        wrong = self.filtered(lambda document: document.state not in states)
        if not wrong:
            return
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "%(document)s is “%(present)s”; this is possible while it is"
                " %(states)s.",
                document=wrong[0].display_name,
                present=labels[wrong[0].state],
                states=", ".join(f"“{labels[state]}”" for state in states),
            )
        )

    def _check_move(self, state, sources):
        """Check that these documents are in one of `sources`, to become `state`.

        :raise UserError: naming those that are not
        """
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
