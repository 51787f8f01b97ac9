from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.inherited import add_up


class SalesProtectedMixin(models.AbstractModel):
    """Fields that move by the model's own methods only, for every caller.

    A model names them in `_protected_fields`; they add up with those of its bases.
    Giving one of them from outside (form, RPC, import, automation rule, context,
    `sudo()` included) is refused; the model's transition code writes through
    `_write_protected(vals)` and creates through `_create_protected(vals_list)`.

    `_immutable_fields` are free when a record is made and protected from then on.
    Protection in some states only is the matter of `_get_protected_touched`.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.protected.mixin"]
            _protected_fields = frozenset({"checked_at"})
            _immutable_fields = frozenset({"partner_id"})

            def action_check(self):
                self._check_may_check()
                self._write_protected({"checked_at": fields.Datetime.now()})
    """

    _name = "sales.protected.mixin"
    _description = "Fields Moved by Methods Only"

    # both add up over the classes of a model: a class names its own only
    _protected_fields = frozenset()
    _immutable_fields = frozenset()

    @api.model
    def default_get(self, fields):
        # protected fields start as the model says: neither `default_x` in a client's
        # context nor a default that a user stored may create a record already moved
        protected = self.browse()._get_protected_touched(dict.fromkeys(fields))
        defaults = super().default_get([f for f in fields if f not in protected])
        for name in protected:
            field = self._fields.get(name)
            if field and field.default:
                value = field.convert_to_cache(field.default(self), self)
                defaults[name] = field.convert_to_write(value, self)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        new = self.browse()
        asked = [new._get_protected_touched(vals) for vals in vals_list]
        touched = set().union(*asked)
        permit = gate.get(self)
        admitted = permit and permit.admits_create(self, touched)
        if touched and not admitted:
            defaults = self.default_get(list(touched))
            for vals, names in zip(vals_list, asked, strict=True):
                given = {
                    f for f in names if (vals[f] or False) != defaults.get(f, False)
                }
                if given:
                    self._raise_protected(given)
        if admitted:
            permit.spend_create()
        return super(SalesProtectedMixin, gate.closed(self)).create(vals_list)

    def write(self, vals):
        touched = self._get_protected_touched(vals)
        permit = gate.get(self)
        if touched and not (permit and permit.admits(self, touched)):
            self._raise_protected(touched)
        used = permit and permit.fields & vals.keys()
        if used and permit.admits(self, used):
            permit.spend(self)
        return super(SalesProtectedMixin, gate.closed(self)).write(vals)

    @classmethod
    def _get_protected_fields(cls):
        """Return the protected fields that all classes of the model name."""
        return add_up(cls, "_protected_fields")

    @classmethod
    def _get_immutable_fields(cls):
        """Return the fields fixed at creation that all classes of the model name."""
        return add_up(cls, "_immutable_fields")

    def _get_protected_touched(self, vals):
        """Return which of the fields in `vals` need the gate for these records.

        The one hook of `write`, `create` and `default_get`. To be overridden where
        fields are protected in some states only, or only some of their values.

        :param dict vals: what is about to be written; or, without records, what a new
            one is given, which has values of None where its defaults are asked for
        :return: set of field names
        """
        touched = self._get_protected_fields() & vals.keys()
        return touched | (self._get_immutable_fields() & vals.keys() if self else set())

    def _raise_protected(self, names):
        """Refuse a change from outside, naming record, fields and way out.

        :raise UserError: always
        """
        labels = ", ".join(
            sorted(self._fields[name]._description_string(self.env) for name in names)
        )
        # new records, and those without a name, go by what they are
        kind = self.env["ir.model"]._get(self._name).name
        names = [record.display_name or kind for record in self[:3]] or [kind]
        raise UserError(
            self.env._(
                "%(document)s: %(fields)s cannot be changed directly. Use the buttons"
                " of the document, which check who may do it and keep the record.",
                document=", ".join(dict.fromkeys(names)),
                fields=labels,
            )
        )

    def _write_protected(self, vals):
        """Write `vals`, protected fields included: transition code only."""
        return gate.opened(self, self._get_protected_fields() | vals.keys()).write(vals)

    @api.model
    def _create_protected(self, vals_list):
        """Create records with protected fields given: transition code only."""
        fields = self._get_protected_fields().union(*vals_list)
        return gate.opened_create(self, fields).create(vals_list)
