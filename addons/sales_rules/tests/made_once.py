"""A set-up that the database holds already, so that no class makes it again.

`make test` has set-ups made on the template of the tests. `keep` commits what a class's
`setUpClass` makes. `set_aside` commits none of it: it keeps a copy of the rows, which
are put in place for a class and go with its transaction, so that no other class finds
them. Both note in a parameter of the database which record is which attribute of the
class, and `restore` gives these to every class that asks for the same. A database
without the note (Odoo's own loader, `make test DB=...`) is none the worse: each class
makes its own.
"""

import json
import sys
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest.mock import patch

from odoo import models
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.sql_db import Cursor
from odoo.tests import get_db_name

from odoo.addons.base.models.ir_attachment import IrAttachment
from odoo.addons.base.tests.common import BaseCommon

from . import rows_aside

PARAMETER = "sales_rules.tests.{}"
# attributes that `TransactionCase` and Python give every class
OF_EVERY_CLASS = ("_", "cr", "env", "registry", "test_")
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


def restore(cls, made_class, name):
    """Run the `setUpClass` of `cls` without what `made_class` and its bases make.

    That is given from the note instead. Other classes that `cls` inherits from (core's
    for payments) make theirs, after `BaseCommon` as ever. A class that takes a step of
    a set-up aside in a way of its own makes the whole, as without a note.

    :param made_class: the class that asks, whose set-up it is
    :param name: that of the set-up
    :return: whether it was given
    """
    note = read(name)
    if not note or not _takes_steps(cls, made_class, note["steps"]):
        return False

    def set_up(klass):
        super(BaseCommon, klass).setUpClass()
        klass.env = klass.env["base"].with_context(**klass.default_env_context()).env
        rows_aside.put_in_place(klass.env, note["rows"])
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
    return True


def give(cls, note, names):
    """Give `cls` the attributes of these names, as it sees them."""
    for name in names:
        setattr(cls, name, _load(cls.env, note["attributes"][name]))


def _pass_on(base):
    """Return a `setUpClass` that does nothing of its own."""
    return lambda cls: super(base, cls).setUpClass()


def _takes_steps(cls, made_class, steps):
    """Return whether `cls` takes these steps as `made_class` does."""
    return all(
        getattr(getattr(cls, step), "__func__", None)
        is getattr(made_class, step).__func__
        for step in steps
    )


def keep(cls, name):
    """Run the `setUpClass` of `cls`, commit what it makes and note it as `name`."""
    with _making(cls) as (made, _steps):
        made.env.flush_all()
        Cursor.commit(made.cr)  # that of the instance refuses, being a test's
        _write(name, made)


def set_aside(cls, name):
    """Run the `setUpClass` of `cls`, and note it as `name` with the rows it makes.

    Steps of it that are given from a note already are not among those which a class may
    take in its own way: a set-up that builds on another one comes before that.
    """
    # files that no committed row names are deleted at the end of a class
    in_rows = patch.object(IrAttachment, "_storage", lambda _self: "db")
    with in_rows, _making(cls) as (made, steps):
        made.env.flush_all()
        _write(name, made, rows_aside.get_rows(made.cr), steps)


@contextmanager
def _making(cls):
    """Set a class up; yields it and the class methods that took part, by name."""
    made = type(cls)(cls.__name__, (cls,), {"__module__": cls.__module__})
    codes = {
        value.__func__.__code__: name
        for base in cls.__mro__[: cls.__mro__.index(BaseCommon)]
        for name, value in vars(base).items()
        if isinstance(value, classmethod) and name != "setUpClass"
    }
    steps = set()

    def note_step(frame, event, _argument):
        if event == "call" and frame.f_code in codes:
            steps.add(codes[frame.f_code])

    sys.setprofile(note_step)
    try:
        made.setUpClass()
    finally:
        sys.setprofile(None)
    yield made, sorted(steps)
    made.doClassCleanups()


def _write(name, made, rows=(), steps=()):
    """Note a set-up in the database."""
    attributes = {
        key: _dump(value)
        for key, value in vars(made).items()
        if not (key.startswith(OF_EVERY_CLASS) or key.endswith("_patcher"))
    }
    note = {"uid": made.env.uid, "attributes": attributes}
    note |= {"rows": rows, "steps": steps}
    with Registry(get_db_name()).cursor() as cr:
        parameters = Environment(cr, SUPERUSER_ID, {})["ir.config_parameter"]
        parameters.set_param(PARAMETER.format(name), json.dumps(note))
    _notes.clear()


def _dump(value):
    """Return what JSON can hold of an attribute of a class."""
    if isinstance(value, models.BaseModel):
        record = {"model": value._name, "ids": value.ids}
        return record | {"uid": value.env.uid, "su": value.env.su}
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
        records = env[value["model"]].browse(value["ids"])
        return records.with_user(value["uid"]).sudo(value["su"])
    if "items" in value:
        return {key: _load(env, item) for key, item in value["items"]}
    if "date" in value:
        return date.fromisoformat(value["date"])
    return value["value"]
