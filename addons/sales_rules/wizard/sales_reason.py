from odoo import api, fields, models
from odoo.exceptions import UserError


class SalesReason(models.TransientModel):
    """Asks why, for every action that takes a reason.

    The client says which documents and which of the actions that their model declares
    in `_reason_actions`; the documents check who may do it, however this dialog was
    opened. Dialogs that ask more inherit from this one.
    """

    _name = "sales.reason"
    _description = "Reason"

    res_model = fields.Char(
        string="Document Model",
        required=True,
        default=lambda self: self.env.context.get("active_model"),
    )
    res_ids = fields.Json(
        string="Document IDs",
        default=lambda self: self.env.context.get("active_ids"),
    )
    action = fields.Char(required=True)
    document_count = fields.Integer(compute="_compute_documents")
    document_names = fields.Char(string="Documents", compute="_compute_documents")
    reason = fields.Text()

    @api.depends("res_model", "res_ids", "action")
    def _compute_documents(self):
        for dialog in self:
            documents = dialog._get_documents()
            dialog.document_count = len(documents)
            dialog.document_names = ", ".join(documents[:10].mapped("display_name"))

    def action_apply(self):
        """Run the chosen action, with the reason given.

        :raise UserError: where the documents declare no such action, and as they do
        """
        self.ensure_one()
        documents = self._get_documents()
        method = getattr(documents, documents._get_reason_actions()[self.action])
        result = method(*self._get_arguments())
        if isinstance(result, dict):
            return result
        return {"type": "ir.actions.act_window_close"}

    def _get_documents(self):
        """Return the documents, of a model that declares the action.

        :raise UserError: for any other model or action, or what are no ids
        """
        self.ensure_one()
        documents = self.env.get(self.res_model)
        ids = self.res_ids or []
        if (
            not hasattr(documents, "_get_reason_actions")
            or self.action not in documents._get_reason_actions()
            or not isinstance(ids, list)
            or any(type(id_) is not int for id_ in ids)
        ):
            raise UserError(
                self.env._("Open this dialog from the document that asks why.")
            )
        return documents.browse(dict.fromkeys(ids)).exists()

    def _get_arguments(self):
        """Return the arguments for the method of the document.

        To be extended by dialogs that ask for more than the reason.
        """
        return (self.reason,)
