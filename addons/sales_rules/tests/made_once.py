"""A set-up that the database holds already, so that no class makes it again.

`make test` has `keep` called on the template of the tests: it commits what a class's
`setUpClass` makes, and notes in a parameter of the database which record is which
attribute of the class. `restore` gives these to every class that asks for the same. A
database without the note (Odoo's own loader, `make test DB=...`) is none the worse:
each class makes its own.
"""

import json
from contextlib import ExitStack
from datetime import date
from unittest.mock import patch

from odoo import models
from odoo.modules.registry import Registry
from odoo.sql_db import Cursor
from odoo.tests import get_db_name

from odoo.addons.base.tests.common import BaseCommon

PARAMETER = "sales_rules.tests.{}"
# attributes that `TransactionCase` and Python give every class
OF_EVERY_CLASS = ("_", "cr", "env", "registry")
_notes = {}  # (database, name) -> the note, or None


def read(name):
    """Return the note of the set-up `name` in this database, or None."""
    key = (get_db_name(), name)
    if key not in _notes:
        with Registry(key[0]).cursor() as cr:
            cr.execute(
                "SELECT value FROM ir_config_parameter WHERE key = %s",
                [PARAMETER.format(name)],
            )
            row = cr.fetchone()
            _notes[key] = json.loads(row[0]) if row else None
    return _notes[key]


def restore(cls, made_class, note):
    """Run the `setUpClass` of `cls` without what `made_class` and its bases make.

    That is given from the note instead. Other classes that `cls` inherits from (core's
    for payments) make theirs, after `BaseCommon` as ever.

    :param made_class: the class that asks, whose set-up the note is of
    :param dict note: see `read`
    """

    def set_up(klass):
        super(BaseCommon, klass).setUpClass()
        klass.env = klass.env["base"].with_context(**klass.default_env_context()).env
        klass.env = klass.env(user=note["uid"])
        give(klass, note, note["attributes"])

    bases = made_class.__mro__[1 : made_class.__mro__.index(BaseCommon)]
    with ExitStack() as replaced:
        replaced.enter_context(
            patch.object(BaseCommon, "setUpClass", classmethod(set_up))
        )
        for base in bases:
            if "setUpClass" in vars(base):
                replaced.enter_context(
                    patch.object(base, "setUpClass", classmethod(_pass_on(base)))
                )
        super(made_class, cls).setUpClass()


def give(cls, note, names):
    """Give `cls` the attributes of these names, as it sees them."""
    for name in names:
        setattr(cls, name, _load(cls.env, note["attributes"][name]))


def _pass_on(base):
    """Return a `setUpClass` that does nothing of its own."""
    return lambda cls: super(base, cls).setUpClass()


def keep(cls, name):
    """Run the `setUpClass` of `cls`, commit what it makes and note it as `name`."""
    cls.setUpClass()
    attributes = {
        key: _dump(value)
        for key, value in vars(cls).items()
        if not (key.startswith(OF_EVERY_CLASS) or key.endswith("_patcher"))
        and not isinstance(value, classmethod)
    }
    note = {"uid": cls.env.uid, "attributes": attributes}
    parameters = cls.env["ir.config_parameter"].sudo()  # the tests' own note
    parameters.set_param(PARAMETER.format(name), json.dumps(note))
    cls.env.flush_all()
    Cursor.commit(cls.cr)  # that of the instance refuses, being a test's
    cls.doClassCleanups()


def _dump(value):
    """Return what JSON can hold of an attribute of a class."""
    if isinstance(value, models.BaseModel):
        return {"model": value._name, "ids": value.ids, "su": value.env.su}
    if isinstance(value, dict):
        return {"items": [[key, _dump(item)] for key, item in value.items()]}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if value is None or isinstance(value, (bool, int, float, str)):
        return {"value": value}
    raise TypeError(f"A set-up cannot be kept with a {type(value).__name__}.")


def _load(env, value):
    """The reverse of `_dump`."""
    if "model" in value:
        return env[value["model"]].browse(value["ids"]).sudo(value["su"])
    if "items" in value:
        return {key: _load(env, item) for key, item in value["items"]}
    if "date" in value:
        return date.fromisoformat(value["date"])
    return value["value"]
