"""The one door of public methods: what a client may hand to them.

Every method without an underscore is an RPC entry, and core hands it whatever a client
sent: ids of nothing, an id twice, NaN, a dictionary for a reason. Methods that look
after it by themselves forget; so none does, and the door is hung before each public
method that our addons define, when the models are set up (`models/base/base.py`).
A new model, a new method, a new addon that depends on this one have it without a word.

It lets these pass (`tools/door_kinds.py`):

- records that exist, each once, that the user may read (rules and companies), or more
  where the method `needs` it; for the superuser all that exist. Without records nothing
  happens;
- one record where the method is for one;
- no context in which a client claims that the addon is being uninstalled;
- arguments that the method takes, of the kind that it names by `takes`; where it names
  none, finite numbers, texts, booleans and nothing.

Else a UserError (AccessError, MissingError) comes before the method has begun: nothing
happens, no number is taken.

Why not where RPC calls come in: core has no hook there, JSON and XML have an entry
each, and dialogs pass on ids that a client chose to methods that they call. Why not in
a mixin: who forgets to inherit it is open. It costs the read that the method
begins with anyway, whose values stay in the cache; no query where they are there. Core
calling its own methods of the same model goes below the door, as `super()` does.

Values for records pass `tools/door_values.py`.
"""

import functools
import inspect

from odoo.exceptions import UserError
from odoo.models import BaseModel
from odoo.modules.module import Manifest

from odoo.addons.sales_rules.tools import door_kinds, door_values

ADDON = "sales_rules"


@functools.cache
def stands_on_this(addon):
    """Return whether an addon is this one, or depends on it."""
    if not addon or addon == ADDON:
        return bool(addon)
    manifest = Manifest.for_addon(addon, display_warning=False)
    return bool(manifest) and any(map(stands_on_this, manifest["depends"]))


def get_classes(cls):
    """Return the classes that define a model, mixins included: (ours, others)."""
    ours, others = [], []
    for base in cls.__mro__:
        if getattr(base, "pool", None) is not None or base is object:
            continue  # made by the registry of those that define
        addon = vars(base).get("_module")
        is_ours = addon and base._name != "base" and stands_on_this(addon)
        (ours if is_ours else others).append(base)
    return ours, others


def get_methods(cls):
    """Return the public methods of a model that our addons define.

    :return: {name: whether it extends one of others}
    """
    ours, others = get_classes(cls)
    names = {name for base in ours for name in vars(base) if name[0] != "_"}
    return {
        name: any(name in vars(base) for base in others)
        for name in sorted(names)
        if inspect.isfunction(inspect.getattr_static(cls, name))
        and not any(
            getattr(vars(base).get(name), "_api_private", False)
            for base in (*ours, *others)
        )
    }


def hang(cls):
    """Hang the door before the public methods of a model, and before its values."""
    methods = get_methods(cls)
    for name, is_theirs in methods.items():
        if name not in door_values.GUARDS:
            setattr(cls, name, make_door(cls, name, is_theirs))
    if get_classes(cls)[0]:
        door_values.hang(cls, is_ours=stands_on_this(cls._original_module))


def make_door(cls, name, is_theirs):
    """Return the method `name` of a model's class, behind the door.

    :param bool is_theirs: it extends a method of others, who look after its arguments
    """
    below = getattr(super(cls, cls), name)
    signature = inspect.signature(below)
    is_model = getattr(below, "_api_model", False)
    # the ORM asks for the right it needs
    kinds, right = {}, None if hasattr(BaseModel, name) else "read"
    goes_on = is_theirs
    for base in reversed(cls.__mro__):
        said = vars(base).get(name)
        kinds |= getattr(said, "_door_kinds", {})
        right = getattr(said, "_door_right", right)
        goes_on = goes_on or getattr(said, "_door_for_none", False)

    @functools.wraps(below)
    def door(self, *args, **kwargs):
        if type(self) is not cls:
            # a model that inherits from this one: its own door comes before
            return getattr(super(cls, self), name)(*args, **kwargs)
        self = door_kinds.disclaimed(self)
        arguments = door_kinds.bind(self, signature, args, kwargs)
        if not is_theirs:
            for key, value in list(arguments.arguments.items())[1:]:
                kind = kinds.get(key, door_kinds.plain)
                arguments.arguments[key] = kind(self.env, value)
        records = self
        if not is_model:
            records = door_kinds.admit_records(self, right)
            if not (records or goes_on):
                return True
        method = getattr(super(cls, records), name)
        try:
            return method(*arguments.args[1:], **arguments.kwargs)
        except ValueError as error:
            check_singleton(records, error)
            raise

    return door


def check_singleton(records, error):
    """Say it to the user where several records came to a method for one.

    :raise UserError: if `error` is that of `ensure_one`
    """
    if len(records) != 1 and str(error).startswith("Expected singleton"):
        raise UserError(
            records.env._("This is done for one record at a time.")
        ) from error
