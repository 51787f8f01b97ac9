"""A fifth document under approval and its lines, in the tests' database only.

`FakeRequest` is all that a further document needs; see docs/developer.md.
"""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry

from odoo.addons.sales_rules.models.hold.sales_hold import SalesHold
from odoo.addons.sales_rules.tools.subject import EXPENSE, Subject

DIRECTOR = "sales_rules.group_marketing_director"
GENERAL = "sales_rules.group_general_manager"


class FakeRequest(models.Model):
    _module = None
    _name = "sales.fake.request"
    _description = "Request (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = EXPENSE
    _approval_frozen_fields = frozenset({"amount", "line_ids", "partner_id"})

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner")
    team_id = fields.Many2one("crm.team")
    amount = fields.Monetary()
    note = fields.Char()
    line_ids = fields.One2many("sales.fake.request.line", "request_id")

    def _get_approval_amount(self):
        return self.amount


class FakeRequestLine(models.Model):
    _module = None
    _name = "sales.fake.request.line"
    _description = "Line of a Request (test)"
    _inherit = ["sales.line.mixin"]
    _line_parent = "request_id"

    request_id = fields.Many2one("sales.fake.request", required=True)
    name = fields.Char()
    is_checked = fields.Boolean()

    def _get_line_free_fields(self, parents):
        # EXTENDS 'sales.line.mixin': looked at until it is applied
        if all(parent.state != "applied" for parent in parents):
            return frozenset({"is_checked"})
        return frozenset()

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin'
        parents._raise_frozen()


class FakeApplied(models.Model):
    """A further class of a document adds a state after its approval."""

    _module = None
    _name = "sales.fake.request"
    _inherit = ["sales.fake.request"]
    _protected_fields = frozenset({"applied_on"})
    _immutable_fields = frozenset({"origin"})
    _state_moves = {"applied": ("approved",)}

    state = fields.Selection(
        selection_add=[("applied", "Applied")], ondelete={"applied": "set default"}
    )
    applied_on = fields.Date()
    # protected by a hook, in whatever state
    stage = fields.Selection([("none", "None"), ("late", "Late")], default="none")
    origin = fields.Char()

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.fake.request'
        return super()._get_protected_touched(vals) | ({"stage"} & vals.keys())


class FakePlain(models.Model):
    """A document with states of its own, as a sale order is, and nothing frozen."""

    _module = None
    _name = "sales.fake.plain"
    _description = "Plain (test)"
    _inherit = ["sales.approval.mixin"]
    _approval_subject = SalesHold._reason_subjects["contract_review"]

    name = fields.Char(required=True)
    amount = fields.Float()
    company_id = fields.Many2one("res.company")
    state = fields.Char()

    def _get_approval_amount(self):
        return self.amount


class FakeTimed(models.Model):
    """A document with its own days before it is escalated."""

    _module = None
    _name = "sales.fake.timed"
    _description = "Timed (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_timed", "Timed", days=7)

    name = fields.Char(required=True)


class FakeRole(models.Model):
    """A document decided by role without an amount, the director first."""

    _module = None
    _name = "sales.fake.role"
    _description = "Role (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_role", "Role", unit="none", decider=DIRECTOR)

    name = fields.Char(required=True)
    team_id = fields.Many2one("crm.team")

    def _get_approval_amount(self):
        return 1234.0  # nobody reads it


class FakeDefault(models.Model):
    """A document the director decides, any amount, while nobody says otherwise."""

    _module = None
    _name = "sales.fake.default"
    _description = "Default (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_default", "Default", decider=DIRECTOR)

    name = fields.Char(required=True)
    amount = fields.Monetary()

    def _get_approval_amount(self):
        return self.amount


class FakePersonal(models.Model):
    """A document that the director decides in person."""

    _module = None
    _name = "sales.fake.personal"
    _description = "Personal (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject(
        "fake_personal", "Personal", unit="none", decider=DIRECTOR, personal=True
    )

    name = fields.Char(required=True)


class FakeFixed(models.Model):
    """A document that the general manager decides, whatever authorities say."""

    _module = None
    _name = "sales.fake.fixed"
    _description = "Fixed (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_fixed", "Fixed", decider=GENERAL, fixed=True)

    name = fields.Char(required=True)
    amount = fields.Monetary()

    def _get_approval_amount(self):
        return self.amount


class FakePercent(models.Model):
    """A document whose limits are percent."""

    _module = None
    _name = "sales.fake.percent"
    _description = "Percent (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_percent", "Percent", unit="percent")

    name = fields.Char(required=True)
    rate = fields.Float()
    team_id = fields.Many2one("crm.team")

    def _get_approval_amount(self):
        return self.rate


class FakeDays(models.Model):
    """A document whose limits are days, of nothing overdue."""

    _module = None
    _name = "sales.fake.days"
    _description = "Days (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_days", "Extension", unit="days")

    name = fields.Char(required=True)
    rate = fields.Float()
    team_id = fields.Many2one("crm.team")

    def _get_approval_amount(self):
        return self.rate


class FakeFlagged(models.Model):
    """A document asked where a computed flag of the company is set."""

    _module = None
    _name = "sales.fake.flagged"
    _description = "Flagged (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject(
        "fake_flagged", "Flagged", setting="is_company_details_empty"
    )

    name = fields.Char(required=True)


class FakeLiving(models.Model):
    """A document that lives on: approved, active, superseded; or filed."""

    _module = None
    _name = "sales.fake.living"
    _description = "Living (test)"
    _inherit = ["sales.approval.document"]
    _approval_subject = Subject("fake_living", "Living", decider=DIRECTOR)
    _approval_frozen_fields = frozenset({"amount"})
    _state_moves = {
        "active": ("approved",),
        "superseded": ("approved", "active"),
        "filed": ("approved",),
    }
    _notice_groups = {"active": DIRECTOR}

    name = fields.Char(required=True)
    amount = fields.Monetary()
    note = fields.Char()
    # an addon labels the known states anew, to translate them
    state = fields.Selection(
        selection_add=[
            ("approved", "In Order"),
            ("active", "Active"),
            ("superseded", "Superseded"),
            ("filed", "Filed"),
        ],
        ondelete={
            "active": "set default",
            "superseded": "set default",
            "filed": "set default",
        },
    )

    def _get_approval_amount(self):
        return self.amount


DEFINITIONS = (FakeRequest, FakeApplied, FakeRequestLine, FakePlain)
SUBJECT_DEFINITIONS = (
    FakeTimed,
    FakeRole,
    FakeDefault,
    FakePersonal,
    FakeFixed,
    FakePercent,
    FakeDays,
    FakeFlagged,
)
LIVING_DEFINITIONS = (FakeLiving,)


def load(test_class, definitions=DEFINITIONS):
    """Make the models real for `test_class`: in the registry, with tables and access.

    The tables go with the transaction of the class, the rest is cleaned up.
    """
    names, env = register(test_class, definitions), test_class.env
    env["ir.model.access"].create(
        [
            {
                "name": name,
                "model_id": env["ir.model"]._get_id(name),
                "group_id": env.ref("base.group_user").id,
                "perm_read": True,
                "perm_write": True,
                "perm_create": True,
                "perm_unlink": True,
            }
            for name in names
        ]
    )


def register(test_class, definitions):
    """Make the models real, and leave it to the test to say who has access.

    :return: their names
    """
    registry, env = test_class.registry, test_class.env
    names = list(dict.fromkeys(definition._name for definition in definitions))
    for definition in definitions:
        add_to_registry(registry, definition)
    test_class.addClassCleanup(_unload, registry, names)
    registry._setup_models__(env.cr, [])
    registry.init_models(env.cr, names, {"models_to_check": True})
    return names


def _unload(registry, names):
    for name in names:
        for parent in registry[name]._inherit_module:
            registry[parent]._inherit_children.discard(name)
        del registry.models[name]
    with registry.cursor() as cr:
        registry._setup_models__(cr)
    registry.registry_invalidated = False
    registry.clear_all_caches()
