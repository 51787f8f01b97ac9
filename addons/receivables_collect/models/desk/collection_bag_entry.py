from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class CollectionBagEntry(models.Model):
    """An entry sent by a phone, by its key: sent twice, it is done once (R4.26)."""

    _name = "collection.bag.entry"
    _description = "Sent from the Collection Bag"
    _log_access = False
    _order = "id desc"
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Char(required=True, readonly=True)
    res_id = fields.Integer(readonly=True)
    sent_at = fields.Datetime(readonly=True)

    _one_per_key = models.UniqueIndex("(key)", "This was sent already.")

    @api.model
    def _take(self, key, kind):
        """Return the row of `key`, new or known; the second of two at once is retried.

        :raise AccessError: when somebody else sent it
        """
        self.flush_model()
        [(entry_id, user_id)] = self.env.execute_query(
            SQL(
                """
                INSERT INTO collection_bag_entry (key, user_id, kind, sent_at)
                VALUES (%s, %s, %s, now() AT TIME ZONE 'UTC')
                ON CONFLICT (key) DO UPDATE SET key = EXCLUDED.key
                RETURNING id, user_id
                """,
                key,
                self.env.uid,
                kind,
            )
        )
        if user_id != self.env.uid:
            raise AccessError(self.env._("This was sent by somebody else."))
        entry = self.browse(entry_id)
        entry.invalidate_recordset()
        return entry
