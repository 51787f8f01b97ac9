"""Deletions refused in every case."""

from odoo import api

# Core leaves out the other `ondelete` methods while an addon is uninstalled, which a
# client may claim in the context of an RPC call.
ondelete_always = api.ondelete(at_uninstall=True)
