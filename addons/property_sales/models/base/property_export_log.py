from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class PropertyExportLog(models.Model):
    """An export of secrets of homes: by whom, when, which records and fields (R2.12).

    Written by every export, never changed and never deleted, by nobody.
    """

    _name = "property.export.log"
    _description = "Export of Homes"
    _inherit = ["property.kept.mixin"]
    _order = "date desc, id desc"
    _rec_name = "model"

    _protected_fields = frozenset(
        {"user_id", "date", "company_id", "model", "domain", "active_domain"}
        | {"field_names", "count"}
    )

    user_id = fields.Many2one(
        "res.users",
        string="Exported by",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date = fields.Datetime(string="Exported on", required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The company of the records.",
    )
    model = fields.Char(
        required=True,
        readonly=True,
        index=True,
        help="Where the export began; its fields may lead to other models.",
    )
    model_label = fields.Char(string="Documents", compute="_compute_model_label")
    domain = fields.Text(
        string="Records", readonly=True, help="The exported records, by their ids."
    )
    active_domain = fields.Text(
        string="Filter",
        readonly=True,
        help="The filter of the screen, as the browser sent it.",
    )
    field_names = fields.Text(string="Fields", required=True, readonly=True)
    count = fields.Integer(
        string="Number of Records", required=True, readonly=True, aggregator="sum"
    )

    @api.depends("model")
    @api.depends_context("lang")
    def _compute_model_label(self):
        for log in self:
            log.model_label = self.env["ir.model"]._get(log.model).name or log.model

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "The record of an export is kept; it cannot be deleted: %s", names
        )

    @api.model
    def _note_export(self, records, paths):
        """Check that the user may export these values, and keep that it was done.

        One row for each company of the records; nothing for models without secrets.

        :param records: those that are exported, of any model
        :param paths: the fields, as lists of names
        :raise AccessError: naming documents that the user's roles do not export
        """
        secrets = self._get_secrets(records, paths)
        if not secrets:
            return
        for model in secrets:
            self._check_may_export(model)
        domain = self.env.context.get("active_domain")
        vals = {
            "user_id": self.env.uid,
            "date": fields.Datetime.now(),
            "model": records._name,
            "active_domain": str(domain) if domain else False,
            "field_names": "\n".join("/".join(path) for path in paths),
        }
        # sudo: nobody writes rows, whoever exports
        self.sudo()._create_protected(
            [
                vals
                | {
                    "company_id": company.id,
                    "domain": str([("id", "in", part.ids)]),
                    "count": len(part),
                }
                for company, part in self._get_by_company(records).items()
            ]
        )

    @api.model
    def _get_by_company(self, records):
        """Return the records by company, those without one under the current one."""
        if "company_id" not in records._fields:
            return {self.env.company: records}
        # sudo: whose records they are, though the company may not be ticked
        groups = records.sudo().grouped("company_id")
        return {company or self.env.company: part for company, part in groups.items()}

    @api.model
    def _get_secrets(self, records, paths):
        """Return the secret models of which these paths show values.

        The name of a record in a many2one field is none; a list of names is.

        :rtype: list[BaseModel]
        """
        found = {}
        for path in paths:
            model = records.browse()
            for name in path:
                if getattr(model, "_export_groups", None):
                    found[model._name] = model
                field = model._fields.get(name)
                if not field or not field.comodel_name:
                    break
                model = self.env[field.comodel_name]
                is_list = field.type in ("one2many", "many2many")
                if is_list and getattr(model, "_export_groups", None):
                    found[model._name] = model
        return list(found.values())

    @api.model
    def _check_may_export(self, model):
        """Check that a role of the user exports this model.

        :raise AccessError: naming the roles
        """
        groups = sorted(model._export_groups)
        if self.env.su or self.env.user.has_groups(",".join(groups)):
            return
        names = [self.env.ref(group).sudo().name for group in groups]  # sudo: of roles
        raise AccessError(
            self.env._(
                "%(model)s: trade secrets are exported by these roles only: %(roles)s."
                " Ask one of them for the figures.",
                model=self.env["ir.model"]._get(model._name).name,
                roles=", ".join(names),
            )
        )

    def _raise_protected(self, names):
        # EXTENDS 'sales_rules': there is no button either
        raise UserError(
            self.env._(
                "Exports are recorded by themselves, and a record stays as it was"
                " written: %s.",
                ", ".join(self.mapped("display_name")[:3])
                or self.env["ir.model"]._get(self._name).name,
            )
        )
