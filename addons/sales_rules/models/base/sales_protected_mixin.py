from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate


class SalesProtectedMixin(models.AbstractModel):
    """Fields that move by the model's own methods only, whoever calls.

    A model names them in `_protected_fields`. Writing one of them from outside
    (form, RPC, import, automation rule, `sudo()` included) is refused; the
    model's transition code writes through `_write_protected(vals)` and creates
    through `_create_protected(vals_list)`.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.protected.mixin"]
            _protected_fields = frozenset({"state"})

            def action_do(self):
                self._check_may_do()
                self._write_protected({"state": "done"})
    """

    _name = "sales.protected.mixin"
    _description = "Fields Moved by Methods Only"

    _protected_fields = frozenset()

    @api.model
    def default_get(self, fields):
        # protected fields start as the model says: neither `default_x` in a client's
        # context nor a default that a user stored may create a record already moved
        free = [name for name in fields if name not in self._protected_fields]
        defaults = super().default_get(free)
        for name in self._protected_fields.intersection(fields):
            field = self._fields[name]
            if field.default:
                value = field.convert_to_cache(field.default(self), self)
                defaults[name] = field.convert_to_write(value, self)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        defaults = None
        for vals in vals_list:
            touched = self._protected_fields & vals.keys()
            if not touched:
                continue
            permit = gate.get(self)
            if permit and permit.admits_create(self, touched):
                continue
            if defaults is None:
                defaults = self.default_get(list(self._protected_fields))
            given = {f for f in touched if vals[f] and vals[f] != defaults.get(f)}
            if given:
                self._raise_protected(given)
        return super(SalesProtectedMixin, gate.closed(self)).create(vals_list)

    def write(self, vals):
        touched = self._get_protected_touched(vals)
        if touched:
            permit = gate.get(self)
            if not (permit and permit.admits(self, touched)):
                self._raise_protected(touched)
            permit.spend(self)
        return super(SalesProtectedMixin, gate.closed(self)).write(vals)

    def _get_protected_touched(self, vals):
        """Return which of the fields in `vals` need the gate for these records.

        To be overridden where only some values of a field are protected.

        :param dict vals: what is about to be written
        :return: set of field names
        """
        return self._protected_fields & vals.keys()

    def _raise_protected(self, names):
        """Refuse a change from outside, naming record, fields and way out.

        :raise UserError: always
        """
        labels = ", ".join(
            sorted(self._fields[name]._description_string(self.env) for name in names)
        )
        raise UserError(
            self.env._(
                "%(document)s: %(fields)s cannot be changed directly. Use the buttons"
                " of the document, which check who may do it and keep the record.",
                document=", ".join(self.mapped("display_name")[:3])
                or self.env["ir.model"]._get(self._name).name,
                fields=labels,
            )
        )

    def _write_protected(self, vals):
        """Write `vals`, protected fields included: transition code only."""
        return gate.opened(self, self._protected_fields | vals.keys()).write(vals)

    @api.model
    def _create_protected(self, vals_list):
        """Create records with protected fields given: transition code only."""
        return gate.opened_create(self, self._protected_fields).create(vals_list)
