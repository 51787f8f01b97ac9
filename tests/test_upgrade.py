"""An upgrade from any release keeps all data.

A company made by the code of the release is upgraded by the present code. Every table,
row and value of the database is compared; whatever may be another one is declared in
`upgrade_changes.py`. Without the history there are no releases to upgrade from, and
these tests are not collected (see conftest.py).
"""

import os
from collections import namedtuple

import database
import pytest
from ground import OUR_ADDONS

from . import upgrade_release
from .upgrade_changes import GROWING, RELEASES, REWRITTEN, changes_since
from .upgrade_content import Comparison, Content

OURS = ", ".join(repr(addon) for addon in OUR_ADDONS)
XMLIDS = f"""
SELECT module || '.' || name, model, res_id, noupdate
  FROM ir_model_data WHERE module IN ({OURS})
"""
NAMES = f"SELECT module, name, model FROM ir_model_data WHERE module IN ({OURS})"
# Records that an upgrade leaves as they are, so that users may change them.
KEPT = f"""
SELECT 'code', data.name, action.code, '' FROM ir_act_server action
  JOIN ir_model_data data ON data.model = 'ir.actions.server' AND res_id = action.id
 WHERE module IN ({OURS})
 UNION
SELECT 'mail', data.name, subject::text, body_html::text FROM mail_template template
  JOIN ir_model_data data ON data.model = 'mail.template' AND res_id = template.id
 WHERE module IN ({OURS})
 UNION
SELECT 'activity', data.name, kind.name::text, summary::text
  FROM mail_activity_type kind
  JOIN ir_model_data data ON data.model = 'mail.activity.type' AND res_id = kind.id
 WHERE module IN ({OURS})
"""
# Tables that are not named after their models; actions share the ids of `ir_actions`.
TABLES = {
    "ir.actions.act_window": "ir_act_window",
    "ir.actions.client": "ir_act_client",
    "ir.actions.report": "ir_act_report_xml",
    "ir.actions.server": "ir_act_server",
    "ir.actions.act_url": "ir_act_url",
}
# Records that describe the code: fields and constraints are compared by name and all.
OF_CODE = ("ir.model", "ir.ui.view")
# A user with a group has those that it includes.
ROLES = """
WITH RECURSIVE included(user_id, group_id) AS (
    SELECT uid, gid FROM res_groups_users_rel
     UNION
    SELECT user_id, hid FROM included JOIN res_groups_implied_rel ON gid = group_id
)
SELECT login, data.module || '.' || data.name
  FROM included
  JOIN res_users ON res_users.id = user_id
  JOIN ir_model_data data ON data.model = 'res.groups' AND data.res_id = group_id
"""
RULES = f"""
SELECT data.name, rule.domain_force, rule.active, perm_read, perm_write, perm_create,
       perm_unlink, array(
           SELECT module || '.' || name FROM rule_group_rel
             JOIN ir_model_data ON model = 'res.groups' AND res_id = group_id
            WHERE rule_group_id = rule.id ORDER BY 1
       )
  FROM ir_rule rule
  JOIN ir_model_data data ON data.model = 'ir.rule' AND data.res_id = rule.id
 WHERE module IN ({OURS})
"""
SCHEMA = """
SELECT 'column', table_name || '.' || column_name, data_type
  FROM information_schema.columns WHERE table_schema = 'public'
 UNION SELECT 'index', indexname, '' FROM pg_indexes WHERE schemaname = 'public'
 UNION SELECT 'constraint', conrelid::regclass || '.' || conname, ''
  FROM pg_constraint WHERE contype <> 'n'
"""
FIELDS = """
SELECT 'field', replace(model, '.', '_') || '.' || name, ttype, relation
  FROM ir_model_fields
"""
# Fields of modules that the company has besides, as its chart of accounts.
OTHERS = """
SELECT replace(field.model, '.', '_') || '.' || field.name
  FROM ir_model_fields field
  JOIN ir_model_data data ON data.model = 'ir.model.fields' AND res_id = field.id
 GROUP BY field.id HAVING NOT array_agg(module::text) && %s::text[]
"""
MODULES = "SELECT array_agg(name) FROM ir_module_module WHERE state = 'installed'"
# Filters and exports of users are used, and every document is read, all its fields.
WORK = """
from ast import literal_eval
for filter in env["ir.filters"].search([("name", "like", "All of %%")]):
    model = env[filter.model_id]
    [order] = literal_eval(filter.sort)
    model.search(literal_eval(filter.domain), order=order)
    model.formatted_read_group([], literal_eval(filter.context)["group_by"][:1])
for export in env["ir.exports"].search([("name", "like", "All of %%")]):
    names = export.export_fields.mapped("name")
    model = env[export.resource]
    assert not set(names) - set(model._fields), (export.name, names)
    model.search([]).export_data(names)
for model in env.values():
    if not model._abstract and model._original_module in %r:
        model.search([]).read()
print("RESULT all read")
"""

Upgraded = namedtuple("Upgraded", "version name before after template")


def companies():
    oldest, *_later = RELEASES
    yield pytest.param((oldest, 0.1), id=f"{oldest} in short")
    marks = (pytest.mark.long, pytest.mark.timeout(1800))
    for version in RELEASES:
        yield pytest.param((version, 1.0), id=version, marks=marks)


@pytest.fixture(scope="module", params=companies())
def upgraded(request):
    version, scale = request.param
    source = upgrade_release.make(RELEASES[version], scale)
    name = f"run_{os.getpid()}_upgraded"
    database.copy(source, name)
    try:
        database.upgrade(name, OUR_ADDONS[0])  # as administrators do; all follow
        with Content(source) as before, Content(name) as after:
            [(modules,)] = before.query(MODULES)
            had = tuple(addon for addon in OUR_ADDONS if addon in modules)
            with Content(database.template(had)) as template:
                yield Upgraded(version, name, before, after, template)
    finally:
        database.drop(name)


def fail_for(lines):
    """Fail with all that is wrong, a line each."""
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def rename(xmlid, changes):
    """The external id after the upgrade."""
    module, _dot, name = xmlid.partition(".")
    return f"{module}.{changes.renamed_xmlids.get(xmlid, name)}"


def find_written(upgraded, changes):
    """The rows that the files of our addons write, {table: ids}.

    A row that came or went with its external id is one of them: see the test of those.
    """
    before, after = (
        content.query(XMLIDS) for content in (upgraded.before, upgraded.after)
    )
    before = [(rename(xmlid, changes), *rest) for xmlid, *rest in before]
    kept = {row[0] for row in before} & {row[0] for row in after}
    written = {}
    for xmlid, model, id_, noupdate in (*before, *after):
        if not noupdate or xmlid not in kept:
            table = TABLES.get(model, model.replace(".", "_"))
            written.setdefault(table, set()).add(id_)
    kinds = (written.get(table, set()) for table in TABLES.values())
    written["ir_actions"] = set().union(*kinds)
    return written


def test_every_table_row_and_value_is_kept(upgraded):
    changes = changes_since(upgraded.version)
    fail_for(
        Comparison(
            upgraded.before,
            upgraded.after,
            renamed=changes.renamed,
            gone=changes.gone,
            changed=changes.changed | REWRITTEN,
            grows=GROWING,
            written=find_written(upgraded, changes),
        ).run()
    )


def test_external_ids_stay_with_their_records(upgraded):
    """So favourites, menus and the groups of users lead where they led."""
    changes = changes_since(upgraded.version)
    models = {
        old.replace("_", "."): new.replace("_", ".")
        for old, new in changes.renamed.items()
        if "." not in old
    }
    after = {
        xmlid: (model, id_)
        for xmlid, model, id_, _noupdate in upgraded.after.query(XMLIDS)
    }
    lost = []
    for xmlid, model, id_, _noupdate in upgraded.before.query(XMLIDS):
        if model.startswith(OF_CODE):
            continue
        found = after.get(rename(xmlid, changes))
        if xmlid in changes.gone_xmlids:
            if found:
                lost.append(f"{xmlid} is still there")
        elif found != (models.get(model, model), id_):
            lost.append(f"{xmlid} was {model} {id_}, is {found}")
    fail_for(lost)


def test_fields_and_models_stay_with_what_speaks_of_them(upgraded):
    """Defaults, trackings, server actions and jobs hold the ids of both."""
    renamed = changes_since(upgraded.version).renamed
    before, after = (
        dict(content.query("SELECT model || '.' || name, id FROM ir_model_fields"))
        | dict(content.query("SELECT model, id FROM ir_model"))
        for content in (upgraded.before, upgraded.after)
    )
    lost = []
    for old, new in renamed.items():
        table, dot, column = old.partition(".")
        if dot:
            new = f"{renamed.get(table, table)}.{new}"
        names = [
            name.rpartition(".")[0].replace("_", ".") + dot + name.rpartition(".")[2]
            if dot
            else name.replace("_", ".")
            for name in (f"{table}{dot}{column}", new)
        ]
        if before.get(names[0]) != after.get(names[1]):
            lost.append(" -> ".join(names))
    fail_for(lost)


@pytest.mark.parametrize(
    "query",
    [SCHEMA, FIELDS, NAMES, RULES, KEPT],
    ids=["schema", "fields", "external ids", "rules", "records kept"],
)
def test_nothing_is_left_over_or_missing(upgraded, query):
    """As in a new installation."""
    [(modules,)] = upgraded.template.query(MODULES)
    others = {name for (name,) in upgraded.after.query(OTHERS, [modules])}
    after, new = (
        {str(row) for row in content.query(query) if row[1] not in others}
        for content in (upgraded.after, upgraded.template)
    )
    fail_for(
        [f"left over: {row}" for row in sorted(after - new)]
        + [f"missing: {row}" for row in sorted(new - after)]
    )


def test_users_have_the_roles_they_had(upgraded):
    before, after = (
        {tuple(row) for row in content.query(ROLES)}
        for content in (upgraded.before, upgraded.after)
    )
    groups = {group for _login, group in before}
    kept = {role for role in after if role[1] in groups}
    fail_for(
        [f"lost: {role}" for role in sorted(before - kept)]
        + [f"gained: {role}" for role in sorted(kept - before)]
    )


def test_filters_exports_and_documents_are_in_use(upgraded):
    out = database.shell(upgraded.name, WORK % (OUR_ADDONS,))
    assert "RESULT all read" in out


def test_addons_that_the_release_had_not_are_installed_upon_it(upgraded):
    """Last, as nothing else here looks for them."""
    database.install(upgraded.name, *OUR_ADDONS)
    assert set(OUR_ADDONS) <= set(upgraded.after.query(MODULES)[0][0])
