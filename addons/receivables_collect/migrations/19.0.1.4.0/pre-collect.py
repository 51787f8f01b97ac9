"""Papers taken already, each on its first receipt, before the index that holds them;
and the day in the letter of the journal.
"""


def migrate(cr, version):
    cr.execute(
        "ALTER TABLE collection_receipt_method"
        " ADD COLUMN IF NOT EXISTS paper_key varchar"
    )
    # two receipts of one paper that are there keep what they say; no third joins them
    cr.execute(
        r"""
        UPDATE collection_receipt_method method
           SET paper_key = paper.key
          FROM (SELECT id, key, row_number() OVER (PARTITION BY key ORDER BY id) place
                  FROM (SELECT part.id,
                               split_part(company.parent_path, '/', 1) || '|'
                               || part.method || '|'
                               || upper(regexp_replace(
                                      COALESCE(part.bank, ''), '\s', '', 'g')) || '|'
                               || upper(regexp_replace(
                                      part.reference, '\s', '', 'g')) AS key
                          FROM collection_receipt_method part
                          JOIN collection_receipt receipt
                            ON receipt.id = part.receipt_id
                          JOIN res_company company ON company.id = receipt.company_id
                         WHERE receipt.state IN ('collected', 'reported', 'verified')
                           AND part.bounce_date IS NULL
                           AND part.method <> 'cash'
                           AND part.reference ~ '\S') keyed) paper
         WHERE paper.id = method.id AND paper.place = 1
        """
    )
    # letters give the day as their reader writes it, not as the database does
    cr.execute(
        """
        UPDATE mail_template template
           SET subject = replace(template.subject::text, '{{ object.date }}',
                                 '{{ format_date(object.date) }}')::jsonb,
               body_html = replace(template.body_html::text, '"object.date or',
                                   '"format_date(object.date) or')::jsonb
          FROM ir_model_data data
         WHERE data.module = 'receivables_collect'
           AND data.name = 'mail_template_journal'
           AND data.res_id = template.id
        """
    )
