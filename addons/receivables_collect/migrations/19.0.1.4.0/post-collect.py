"""Disputes of a part rest in part; colleagues charged with a debt are asked."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    # what was credited before a dispute is not its credit note
    cr.execute(
        """
        UPDATE collection_dispute dispute
           SET credited_before = credited.amount
          FROM (SELECT before.id, SUM(partial.debit_amount_currency) AS amount
                  FROM collection_dispute before
                  JOIN account_partial_reconcile partial
                    ON partial.debit_move_id = before.move_line_id
                   AND partial.create_date < before.create_date
                  JOIN account_move_line credit ON credit.id = partial.credit_move_id
                  JOIN account_move move ON move.id = credit.move_id
                  JOIN account_journal journal ON journal.id = move.journal_id
                 WHERE credit.parent_state = 'posted'
                   AND move.origin_payment_id IS NULL
                   AND journal.type NOT IN ('bank', 'cash', 'credit')
                 GROUP BY before.id) credited
         WHERE credited.id = dispute.id
        """
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["collection.dispute"].invalidate_model()
    disputes = env["collection.dispute"].search([("state", "in", ("open", "accepted"))])
    disputes.modified(["credited_before"])
    lines = disputes.move_line_id.collection_dispute_ids.slip_line_id
    lines.modified(["move_line_id", "amount_disputed"])
    env.flush_all()
    waiting = env["collection.day.difference"].search(
        [("report_id.state", "=", "submitted"), ("consequence", "=", "debt")]
    )
    needed = waiting.filtered(lambda line: line._is_answer_needed())
    env["collection.day.answer"]._ask_owner(needed)
