from odoo import api, fields, models


class PropertyInstalment(models.Model):
    """An instalment waits for a stage of the building of its home (R2.10)."""

    _inherit = "property.instalment"

    _protected_fields = frozenset({"progress_id"})

    stage_id = fields.Many2one(
        "property.progress.stage",
        index="btree_not_null",
        ondelete="restrict",
        help="Of what is due by the progress of the building.",
    )
    progress_id = fields.Many2one(
        "property.progress",
        string="Due by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The certificate that gave it its day.",
    )

    _waits = models.Index(
        "(stage_id) WHERE anchor = 'progress' AND date_due IS NULL"
        " AND move_line_id IS NULL"
    )

    @api.depends("stage_id.name")
    def _compute_due_text(self):
        # EXTENDS 'property_sales': it names the stage
        return super()._compute_due_text()

    @api.onchange("anchor")
    def _onchange_anchor(self):
        if self.anchor != "progress":
            self.stage_id = False

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'property_sales': drafts show the day of a stage that is reached
        rows = super().create(vals_list)
        rows._show_stages()
        return rows

    def write(self, vals):
        # EXTENDS 'property_sales': as above
        res = super().write(vals)
        touched = {"anchor", "stage_id", "months", "date_due"} & vals.keys()
        if touched and "progress_id" not in vals:
            self._show_stages()
        return res

    def _get_term_reasons(self):
        # EXTENDS 'property_sales': a buyer knows what each payment waits for
        reasons = super()._get_term_reasons()
        unnamed = self.filtered(
            lambda row: row.anchor == "progress" and not row.stage_id
        )
        if unnamed:
            reasons.append(
                self.env._(
                    "Choose the stage of the building for: %s",
                    ", ".join(unnamed.mapped("name")),
                )
            )
        return reasons

    def _show_stages(self):
        """Have drafts show the day of stages, as if they were signed today."""
        rows = self.filtered(
            lambda row: row.anchor == "progress" and row.contract_id.state == "draft"
        )
        for company, own in rows.grouped("company_id").items():
            own._wait_for_stages(company._get_today())

    def _wait_for_stages(self, day):
        """Have these wait for the stages of their building anew.

        Those of stages that are reached have their day at once, `day` or later.

        :param date day: from which on it holds for their contracts
        """
        rows = self.filtered(
            lambda row: row.anchor == "progress" and row.state == "planned"
        )
        dated = rows.filtered(lambda row: row.date_due or row.progress_id)
        dated._write_protected({"date_due": False, "progress_id": False})
        self.env["property.progress.dates"]._date_instalments(rows, day)

    def _note_event(self, anchor, day):
        # EXTENDS 'property_sales': stages that were reached before the signature
        res = super()._note_event(anchor, day)
        if anchor == "signing":
            self._wait_for_stages(day)
        return res

    @api.model
    def _prepare_planned_vals(self, line, payment):
        # EXTENDS 'property_sales'
        vals = super()._prepare_planned_vals(line, payment)
        return vals | {"stage_id": line.stage_id.id}

    @api.model
    def _cron_claim(self):
        # EXTENDS 'property_sales': what a certificate has passed by
        self.env["property.progress.dates"]._date_waiting()
        return super()._cron_claim()

    def _get_due_text(self):
        # EXTENDS 'property_sales': what was agreed stays in print with its day
        text = super()._get_due_text()
        if self.anchor == "progress" and self.date_due:
            return f"{self._get_event_text()} ({text})"
        return text

    def _get_event_name(self):
        # EXTENDS 'property_sales': by its stage
        if self.anchor == "progress" and self.stage_id:
            return self.stage_id.name
        return super()._get_event_name()
