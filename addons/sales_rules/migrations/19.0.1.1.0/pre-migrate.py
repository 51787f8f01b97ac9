"""One dialog asks why: its action is a key that documents declare, no selection."""


def migrate(cr, version):
    # the values of the former selection would be looked up in a field that has none
    cr.execute(
        """
        DELETE FROM ir_model_data data
              USING ir_model_fields_selection value
               JOIN ir_model_fields field ON field.id = value.field_id
              WHERE data.model = 'ir.model.fields.selection'
                AND data.res_id = value.id
                AND field.model = 'sales.approval.reason'
                AND field.name = 'action'
        """
    )
    cr.execute(
        """
        DELETE FROM ir_model_fields_selection value
              USING ir_model_fields field
              WHERE field.id = value.field_id
                AND field.model = 'sales.approval.reason'
                AND field.name = 'action'
        """
    )
    # dialogs that were open know none of the new fields
    cr.execute("DELETE FROM sales_approval_reason")
