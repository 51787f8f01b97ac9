from odoo import api, models

from odoo.addons.sales_rules.tools import gate

# What a contact's commercial entity follows from.
ENTITY_FIELDS = frozenset({"parent_id", "is_company"})


class ResPartner(models.Model):
    """Fields of a customer that only some may write (R1.6, R1.7, R4.13, R4.30).

    A topic adds a row for each of its fields to `_get_guarded_fields`. `write` finds
    what really changes, asks the guards in the table's order, writes once, and calls
    what follows; a gate opened for a field passes its guard, and whoever opened it does
    what follows. `create` asks the guards of what a company says of its customers.
    """

    _inherit = "res.partner"

    @api.model
    def _get_guarded_fields(self):
        """Return {field: `tools.guard.Guard`}; each topic adds its rows.

        What a company says of its customers (company-dependent fields) contacts have
        from their commercial entity; read-only ones are kept on the entity alone.
        """
        return {}

    @api.model
    def _prepare_customer_vals(self, vals_list):
        """Return the values that partners are made with: a hook."""
        return [dict(vals) for vals in vals_list]

    def _start_customers(self, vals_list):
        """Give new partners what the company gives everybody: a hook, called before
        the values that are given are looked at.

        :param list vals_list: the values given of each
        """

    def _follow_entities(self, before):
        """Do what follows where customers belong to another commercial entity: a hook.

        :param dict before: the entity that each of them had
        """

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        guards = {
            name: guard
            for name, guard in self._get_guarded_fields().items()
            if self._fields[name].company_dependent
        }
        withheld = {name for name, guard in guards.items() if guard.is_withheld}
        partners = super().create(
            [
                {name: value for name, value in vals.items() if name not in withheld}
                for vals in self._prepare_customer_vals(vals_list)
            ]
        )
        partners._start_customers(vals_list)
        for name, guard in guards.items():
            given = {}
            for partner, vals in zip(partners, vals_list, strict=True):
                if vals.get(name):
                    given.setdefault(vals[name], []).append(partner.id)
            for raw, ids in given.items():
                self.browse(ids)._judge_given(name, guard, self._get_value(name, raw))
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        guards = self._get_guarded_fields()
        touched = [name for name in guards if name in vals]
        moved = ENTITY_FIELDS & vals.keys()
        if not touched and not moved:
            return super().write(vals)
        before = {partner: partner.commercial_partner_id for partner in self if moved}
        values = {name: self._get_value(name, vals[name]) for name in touched}
        changes = {
            name: changed
            for name, value in values.items()
            if (changed := self._get_changed(name, value))
        }
        asked = self._ask_guards(guards, changes, values)
        writer = self if asked.keys() == changes.keys() else gate.closed(self)
        if asked and not self.env.su and self._is_granted(guards, vals):
            self.check_access("read")
            writer = writer.sudo()  # sudo: asked above, and nothing else is written
        applied = {name for name in changes if guards[name].apply}
        kept = {name: value for name, value in vals.items() if name not in applied}
        res = super(ResPartner, writer).write(kept)
        self._follow_guards(guards, asked, values)
        left = {p: e for p, e in before.items() if p.commercial_partner_id != e}
        if left:
            self.browse(p.id for p in left)._follow_entities(left)
        return res

    def _commercial_fields(self):
        # EXTENDS 'base'
        fields = map(self._fields.get, self._get_guarded_fields())
        shared = [f.name for f in fields if f.company_dependent and not f.readonly]
        return super()._commercial_fields() + shared

    @api.model
    def _get_value(self, name, raw):
        """Return a value given to `write` as the field reads it."""
        field = self._fields[name]
        cached = field.convert_to_cache(raw, self, validate=False)
        return field.convert_to_record(cached, self)

    def _get_changed(self, name, value):
        """Return those whose field `name` becomes another by itself."""
        # sudo: whether it does, of whatever customer
        changed_sudo = self.sudo().filtered(lambda partner: partner[name] != value)
        return self.browse(changed_sudo._get_leading(name, value)._ids)

    def _get_leading(self, name, value):
        """Return all but the contacts who follow their commercial entity in `value`."""
        return self.filtered(
            lambda partner: (
                partner.commercial_partner_id == partner
                or partner.commercial_partner_id[name] != value
            )
        )

    @api.model
    def _ask_guards(self, guards, changes, values):
        """Have the guards refuse what the caller may not change.

        :return: those of `changes` that were asked about; a gate passed the others
        """
        permit = gate.get(self)
        asked = {
            name: changed
            for name, changed in changes.items()
            if not (permit and permit.admits(changed, {name}))
        }
        for name, changed in asked.items():
            getattr(changed, guards[name].refuse)(values[name])
        return asked

    @api.model
    def _is_granted(self, guards, vals):
        """Return whether nothing is written but what the guards alone decide on."""
        return all(name in guards and guards[name].is_granted for name in vals)

    @api.model
    def _follow_guards(self, guards, asked, values):
        """Apply what was not written, then do what follows, each thing once."""
        followed = {}
        for name, changed in asked.items():
            guard = guards[name]
            if guard.apply:
                getattr(changed, guard.apply)(values[name])
            if guard.follow:
                known = followed.get(guard.follow, self.browse())
                followed[guard.follow] = known | changed
        for method, changed in followed.items():
            getattr(changed, method)()

    def _judge_given(self, name, guard, value):
        """Have a guard refuse, or apply, the value given to these new customers.

        A value that is the company's own default is not given by anybody.
        """
        if value == self._fields[name].get_company_dependent_fallback(self):
            return
        # sudo: whose contacts they are
        given = self.browse(self.sudo()._get_leading(name, value)._ids)
        if guard.is_withheld:
            given = given._get_changed(name, value)
        if given:
            getattr(given, guard.refuse)(value)
            if guard.apply:
                getattr(given, guard.apply)(value)
