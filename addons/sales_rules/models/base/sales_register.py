from odoo import api, fields, models
from odoo.tools import SQL


class SalesRegister(models.Model):
    """Register of numbered documents: how far the numbers go, per company and year.

    A row is the only source of numbers of its kind, so two documents cannot get the
    same one, and what is rolled back leaves no gap. Whether every number is there is
    a query over the documents themselves.
    """

    _name = "sales.register"
    _description = "Register of Numbers"
    _log_access = False
    _order = "company_id, year desc, code"

    code = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade"
    )
    year = fields.Integer(required=True, readonly=True, aggregator=None)
    prefix = fields.Char(required=True, readonly=True)
    last_number = fields.Integer(required=True, readonly=True, aggregator=None)
    res_model = fields.Char(string="Model", required=True, readonly=True)
    document_name = fields.Char(string="Document", compute="_compute_document_name")
    first_text = fields.Char(string="First", compute="_compute_texts")
    last_text = fields.Char(string="Last", compute="_compute_texts")
    gap_count = fields.Integer(string="Missing", compute="_compute_gaps")
    gaps = fields.Char(
        string="Missing Numbers",
        compute="_compute_gaps",
        help="The first of the numbers that no document carries.",
    )

    _one_per_year = models.UniqueIndex(
        "(company_id, code, year)",
        "There is a register of this kind for the company and year already.",
    )

    @api.depends_context("lang")
    @api.depends("res_model")
    def _compute_document_name(self):
        for register in self:
            # sudo: the name of a model
            model_sudo = self.env["ir.model"].sudo()._get(register.res_model)
            register.document_name = model_sudo.name

    @api.depends("prefix", "last_number")
    def _compute_texts(self):
        mixin = self.env["sales.register.mixin"]
        for register in self:
            register.first_text = mixin._format_number(register.prefix, 1)
            register.last_text = mixin._format_number(
                register.prefix, register.last_number
            )

    @api.depends("last_number")
    def _compute_gaps(self):
        for register in self:
            gaps = register._get_gaps()
            register.gap_count = len(gaps)
            register.gaps = ", ".join(gaps[:10])

    @api.depends("code", "year")
    def _compute_display_name(self):
        for register in self:
            register.display_name = register.prefix

    def _get_gaps(self):
        """Return the numbers given out that no document carries: none, ever."""
        self.ensure_one()
        if self.res_model not in self.env:
            return []
        return [row[0] for row in self.env.execute_query(self._query_gaps())]

    def _query_gaps(self):
        model = self.env[self.res_model]
        model.flush_model(["company_id", model._register_field])
        return SQL(
            """
            SELECT expected.number
              FROM (SELECT n, %(number)s AS number
                      FROM generate_series(1, %(last)s) n) expected
             WHERE NOT EXISTS (SELECT 1
                                 FROM %(table)s document
                                WHERE document.company_id = %(company)s
                                  AND document.%(field)s = expected.number)
             ORDER BY expected.n
            """,
            number=model._sql_register_number(self.prefix, SQL("n")),
            last=self.last_number,
            table=SQL.identifier(model._table),
            company=self.company_id.id,
            field=SQL.identifier(model._register_field),
        )
