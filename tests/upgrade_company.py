"""A company at work, made by the code of a release; runs in Odoo's shell.

The release's own demonstration company; every document of its collection in every
state, as its own tests make them; and what users keep for themselves: filters, exports,
defaults, activities, followers, settings of their own, dialogs left open.
"""

from odoo.sql_db import Cursor

from odoo.addons.receivables_collect.tests.common_sweep import SweepCommon

OURS = ("sales_rules", "receivables_collect", "property_sales")


def main(env, scale):
    """Make the company.

    :param float scale: see `main` of `tools/demo_data.py`
    """
    import demo_data  # noqa: PLC0415 (of the release)

    demo_data.main(env, scale=scale)
    env.cr.commit()
    _sweep()
    env.invalidate_all()
    _change_settings(env)
    for model in _get_models(env):
        _use(model)
    _open_dialogs(env)
    env.cr.commit()


def _sweep():
    """Keep what the tests of the release make of every document."""
    SweepCommon.setUpClass()
    SweepCommon.env.flush_all()
    Cursor.commit(SweepCommon.cr)  # that of the instance refuses, being a test's
    SweepCommon.doClassCleanups()


def _get_models(env):
    """Our models that have tables of documents."""
    for model in env.values():
        kept = model._auto and not (model._abstract or model._transient)
        if kept and model._original_module in OURS:
            yield model.sudo()


def _change_settings(env):
    """No setting is as a new column would have it."""
    for company in env["res.company"].search([]):
        for field in company._fields.values():
            if field._module in OURS and field.store and field.type == "integer":
                company[field.name] += company.id


def _use(model):
    """Have a user work with the documents of a model."""
    env, name = model.env, model._name
    user = env.ref("base.user_admin")
    fields = sorted(
        field.name
        for field in model._fields.values()
        if field.store and field.column_type and field.name != "id"
    )
    env["ir.filters"].create(
        {
            "name": f"All of {name}",
            "model_id": name,
            "domain": str(
                ["|"] * (len(fields) - 1) + [(field, "!=", False) for field in fields]
            ),
            "context": str({"group_by": [_get_group(model, f) for f in fields]}),
            "sort": f'["{fields[0]} desc"]',
            "user_ids": [(4, user.id)],
        }
    )
    lines = [(0, 0, {"name": field}) for field in fields]
    env["ir.exports"].create(
        {"name": f"All of {name}", "resource": name, "export_fields": lines}
    )
    record = model.search([], limit=1, order="id")
    if not record:
        return
    if "activity_ids" in model._fields:
        record.activity_schedule(
            "mail.mail_activity_data_todo", summary="Ask again", user_id=user.id
        )
    if "message_ids" in model._fields:
        record.message_subscribe(user.partner_id.ids)
        record.message_post(body="Noted by hand")
        env["ir.attachment"].create(
            {"name": "Scan", "raw": b"scan", "res_model": name, "res_id": record.id}
        )


def _get_group(model, field):
    """Return the name that groups by a field."""
    by_month = model._fields[field].type in ("date", "datetime")
    return f"{field}:month" if by_month else field


def _open_dialogs(env):
    approval = env["sales.approval"].search([], limit=1)
    dialogs = env["sales.approval.reason"]
    if "approval_ids" in dialogs._fields:
        dialogs.create({"approval_ids": approval.ids, "reason": "Too much"})
