import logging

from psycopg2 import errors

from odoo import api, models
from odoo.tools import split_every

_logger = logging.getLogger(__name__)

# what another transaction at the same moment makes of this one: it is tried again
LOST = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)
TRIES = 3


class IrCron(models.Model):
    """Jobs that go through many things, each in a transaction of its own."""

    _inherit = "ir.cron"

    @api.model
    def _go_through(self, things, step, label, size=1):
        """Take a step for each of many things, with a commit after each.

        A step that fails is logged, and keeps none of the others from it. One that
        lost a race is tried again, as a request is. Killed or stopped for its time, a
        job goes on at its next run with what is still to be done then.

        :param things: recordset or list
        :param step: takes one of them, or as many as `size` says: a recordset or list
        :param str label: what the log names it by
        :param int size: how many one transaction takes
        :return: whether all had their turn
        """
        if not self._commit_progress(remaining=len(things)):
            return False
        whole = isinstance(things, models.BaseModel)
        for chunk in split_every(size, things.ids if whole else things):
            part = things.browse(chunk) if whole else chunk
            self._take_step(part if whole or size > 1 else chunk[0], step, label)
            if not self._commit_progress(len(chunk)):
                return False
        return True

    @api.model
    def _take_step(self, part, step, label):
        """Take one step; log it where it fails."""
        for left in reversed(range(TRIES)):
            try:
                step(part)
                self.env.flush_all()
                return
            except Exception as error:  # cron: the others go on
                self.env.cr.rollback()
                if left and isinstance(error, LOST):
                    continue
                _logger.exception("%s: %s", label, part)
                return
