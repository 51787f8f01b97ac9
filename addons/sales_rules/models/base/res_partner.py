from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.entities import (
    ENTITY_FIELDS,
    get_entities,
    search_entities,
)
from odoo.addons.sales_rules.tools.guard import Changes, Guard, judge_given


class ResPartner(models.Model):
    """Fields of a customer that only some may write (R1.6, R1.7, R4.13, R4.30).

    A topic adds a row for each of its fields to `_get_guarded_fields`. `write` finds
    what really changes, asks the guards in the table's order, writes once, and calls
    what follows; a gate opened for a field passes its guard, and its opener does what
    follows. `create` asks the guards of what a company says of its customers.
    """

    _inherit = "res.partner"

    is_commercial_entity = fields.Boolean(
        string="Owes by Itself",
        compute="_compute_is_commercial_entity",
        search=search_entities,
        help="A company, below another one or not, or a person of no company."
        " Orders of their contacts are theirs.",
    )
    is_private = fields.Boolean(
        string="Private",
        readonly=True,
        copy=False,
        exportable=False,
        help="A person whose data only the salesperson, the leader of the team and who"
        " reads all teams may see. Contacts follow their commercial entity.",
    )

    @api.depends("is_company", "parent_id")
    def _compute_is_commercial_entity(self):
        for partner in self:
            partner.is_commercial_entity = partner.is_company or not partner.parent_id

    @api.model
    def _get_guarded_fields(self):
        """Return {field: `tools.guard.Guard`}; each topic adds its rows.

        Contacts have company-dependent fields from their commercial entity; read-only
        ones are kept on the entity alone.
        """
        return {"is_private": Guard("_refuse_private", is_moved=True)}

    @api.model
    def default_get(self, fields):
        # EXTENDS 'base': neither `default_x` in a client's context nor a default that
        # a user stored says of a new customer what guards are asked about
        defaults = super().default_get(fields)
        guards = self._get_guarded_fields()
        for name in guards.keys() & defaults.keys():
            field = self._fields[name]
            if not field.company_dependent:
                if guards[name].is_moved:
                    del defaults[name]
            else:
                start = field.get_company_dependent_fallback(self)
                defaults[name] = field.convert_to_write(start, self)
        return defaults

    @api.model
    def _prepare_customer_vals(self, vals_list):
        """Return the values that partners are made with: a hook."""
        return [dict(vals) for vals in vals_list]

    def _start_customers(self, vals_list):
        """Give new partners what the company gives everybody: a hook, called before
        the values that are given are looked at.

        :param list vals_list: the values given of each
        """

    def _keep_entities(self):
        """Keep what these commercial entities were given: a hook, called before any of
        them may come under another one, from which core copies its own.
        """

    def _get_open(self):
        """Return what these partners have open, for `_follow_entities`: a hook, called
        before any of them may come to another commercial entity.
        """
        return {}

    def _follow_entities(self, before, opened):
        """Do what follows where customers belong to another commercial entity: a hook.

        Called on all of them, contacts below those that were moved included.

        :param dict before: the entity that each of them had
        :param dict opened: what `_get_open` returned
        """

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        guards = {
            name: guard
            for name, guard in self._get_guarded_fields().items()
            if self._fields[name].company_dependent or guard.is_moved
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
            for value, ids in given.items():
                judge_given(self.browse(ids), name, guard, value)
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        guards = self._get_guarded_fields()
        moved = ENTITY_FIELDS & vals.keys()
        if not moved and guards.keys().isdisjoint(vals):
            return super().write(vals)
        before = get_entities(self, vals) if moved else {}
        # sudo: as before
        private = {p for p, entity in before.items() if entity.sudo().is_private}
        self.browse(
            p.id for p, entity in before.items() if p == entity
        )._keep_entities()
        changes = Changes(self, guards, vals)
        partners = changes.ask()
        if changes.is_granted(vals) and not self.env.su:
            self.check_access("read")
            partners = partners.sudo()  # sudo: asked above, and nothing else is written
        opened = self.browse(p.id for p in before)._get_open() if before else {}
        res = super(ResPartner, partners).write(changes.get_written(vals))
        changes.follow()
        after = {p: p.sudo().commercial_partner_id for p in before}  # sudo: as before
        left = {p: e for p, e in before.items() if after[p] != e}
        if left:
            moved = self.browse(p.id for p in private & left.keys())
            self.env["sales.private"]._check_kept(moved)
            self.browse(p.id for p in left)._follow_entities(left, opened)
        return res

    def copy(self, default=None):
        # EXTENDS 'base': the copy of a private person tells the same of it
        door_kinds.defaults("res.partner")(self.env, default)
        copies = super().copy(default)
        pairs = zip(self, copies, strict=True)
        private = self.browse(new.id for old, new in pairs if old.is_private)
        # contacts follow the entity that they were copied to
        private = private.filtered(lambda p: p.commercial_partner_id == p)
        self.env["sales.private"]._make(private)
        return copies

    def _refuse_private(self, _value):
        """Refuse what `sales.private` did not do.

        :raise UserError: naming the partners
        """
        raise UserError(
            self.env._(
                "%s: whether a person is private is not entered or imported. It follows"
                " from the business done with it, and contacts follow their customer.",
                ", ".join(self.sudo()[:3].mapped("display_name")),  # sudo: a message
            )
        )

    def _commercial_fields(self):
        # EXTENDS 'base'
        fields = map(self._fields.get, self._get_guarded_fields())
        shared = [f.name for f in fields if f.company_dependent and not f.readonly]
        return super()._commercial_fields() + shared + ["is_private"]
