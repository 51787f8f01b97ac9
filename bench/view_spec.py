"""The request of the web client for a list: `web_search_read`'s arguments."""

import ast

from lxml import etree

from odoo.tools.safe_eval import safe_eval


def of_list(model, action):
    """The specification of a list view, every optional column shown."""
    views = model.get_views([(action.view_id.id, "list")])
    arch = etree.fromstring(views["views"]["list"]["arch"])
    fields = views["models"][model._name]["fields"]
    nodes = [
        node
        for node in arch.iter("field")
        if not any(parent.tag == "field" for parent in node.iterancestors())
    ]
    return {
        node.get("name"): _of_field(fields[node.get("name")], node) for node in nodes
    }


def _of_field(field, node):
    if field["type"] in ("many2one", "one2many", "many2many", "reference"):
        # the client asks for no name of what is not shown
        is_hidden = node.get("column_invisible") == "True"
        return {"fields": {} if is_hidden else {"display_name": {}}}
    return {}


def domain_of(action):
    return ast.literal_eval(action.domain or "[]")


def filters_of(arch, uid):
    """The filters of a search view: (name, domain)."""
    for node in etree.fromstring(arch).iter("filter"):
        if node.get("domain"):
            yield node.get("name"), safe_eval(node.get("domain"), {"uid": uid})
