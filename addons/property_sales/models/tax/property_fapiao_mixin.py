from odoo import api, fields, models


class PropertyFapiaoMixin(models.AbstractModel):
    """Records with money that fapiao are issued for, and the part without one (R2.8).

    A model brings `fapiao_ids`, and what its money depends on.
    """

    _name = "property.fapiao.mixin"
    _description = "Money That Fapiao Are Issued for"

    _fapiao_depends = ()

    currency_id = fields.Many2one("res.currency")
    fapiao_count = fields.Integer(
        string="Number of Fapiao", compute="_compute_fapiao", compute_sudo=True
    )
    fapiao_missing = fields.Monetary(
        string="Without a Fapiao",
        compute="_compute_fapiao",
        search="_search_fapiao_missing",
        compute_sudo=True,
    )

    @api.depends(lambda self: self._fapiao_depends)
    def _compute_fapiao(self):
        missing = self.env["property.fapiao.check"]._get_left(self)
        for row in self:
            row.fapiao_count = len(row.fapiao_ids)
            row.fapiao_missing = missing.get(row.id, 0.0)

    @api.model
    def _search_fapiao_missing(self, operator, value):
        if operator != ">" or value != 0:
            return NotImplemented
        return self.env["property.fapiao.check"]._search_left(self)
