"""The request of the web client for a list: `web_search_read`'s arguments."""

import ast

from lxml import etree


def of_list(model, action):
    """The specification of a list view, every optional column shown."""
    views = model.get_views([(action.view_id.id, "list")])
    arch = etree.fromstring(views["views"]["list"]["arch"])
    fields = views["models"][model._name]["fields"]
    names = [
        node.get("name")
        for node in arch.iter("field")
        if not any(parent.tag == "field" for parent in node.iterancestors())
    ]
    return {name: _of_field(fields[name]) for name in names}


def _of_field(field):
    if field["type"] in ("many2one", "one2many", "many2many", "reference"):
        return {"fields": {"display_name": {}}}
    return {}


def domain_of(action):
    return ast.literal_eval(action.domain or "[]")
