from odoo import fields, models


class ResCompany(models.Model):
    """Settings of collection slips: runs, promises, worklist."""

    _inherit = "res.company"

    collection_run_day = fields.Integer(
        string="Day of the Collection Run",
        groups="base.group_user",
        help="The day of the month on which slips are prepared by themselves, once"
        " dunning levels are in force. Zero: never.",
    )
    collection_watcher_ids = fields.Many2many(
        "res.users",
        "res_company_collection_watcher_rel",
        string="Further Recipients of Each Run",
        groups="base.group_user",
        help="Besides branch heads, the persons concerned and the director.",
    )
    collection_promise_grace_days = fields.Integer(
        string="Days of Grace of a Promise",
        groups="base.group_user",
        help="A payment so many days after the promised day still keeps the promise.",
    )
    collection_promise_kept_percent = fields.Float(
        string="Promise Kept From (%)",
        default=100.0,
        digits=(16, 2),
        groups="base.group_user",
        help="The part of the promised amount that keeps the promise.",
    )
    collection_untouched_days = fields.Integer(
        string="Untouched After (Days)",
        default=7,
        groups="base.group_user",
        help="A slip without any contact for so many days is shown as untouched.",
    )
    collection_credit_note_days = fields.Integer(
        string="Days for the Credit Note",
        default=30,
        groups="base.group_user",
        help="So many days after a dispute was accepted, its credit note has to be"
        " there. Without one, the amount is asked for again.",
    )

    _collection_days = models.Constraint(
        "CHECK(collection_run_day BETWEEN 0 AND 28"
        " AND collection_promise_grace_days >= 0"
        " AND collection_promise_kept_percent > 0"
        " AND collection_promise_kept_percent <= 100"
        " AND collection_untouched_days >= 0"
        " AND COALESCE(collection_credit_note_days, 0) >= 0)",
        "Collection: the day of the run lies between 0 and 28, days are not negative,"
        " and the part that keeps a promise lies above 0 and up to 100 %.",
    )
