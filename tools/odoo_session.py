"""Odoo in this process, on one database."""

import os
from contextlib import contextmanager


def load(name, addons=(), log_level="error"):
    """The registry of a database.

    :param addons: further folders of addons
    """
    from odoo.modules.registry import Registry
    from odoo.tools import config

    ours = configured_addons()
    paths = ",".join(str(path) for path in [*ours, *addons])
    config.parse_config(
        ["-d", name, "--no-http", f"--addons-path={paths}", f"--log-level={log_level}"],
        setup_logging=True,
    )
    return Registry(name)


def configured_addons():
    """The folders of addons in Odoo's configuration file."""
    with open(os.environ["ODOO_RC"]) as lines:
        for line in lines:
            if line.startswith("addons_path"):
                return line.split("=", 1)[1].strip().split(",")
    return []


@contextmanager
def environment(registry, commit=False):
    """An environment of the superuser in a transaction of its own."""
    from odoo.api import SUPERUSER_ID, Environment

    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {"lang": "en_US", "tz": "UTC"})
        yield env
        if commit:
            env.flush_all()
            cr.commit()
        else:
            cr.rollback()
