"""Parts of views that documents share, filled into the view of each."""


def fill(node, part):
    """Fill `node`, a node of a document's view, with the nodes of the shared `part`.

    A node of the document's own takes the place of the shared one of the same name,
    and from it what it does not say itself: label, condition, hotkey. One that is not
    shared stands before the next that is, or else before Cancel where there is one.
    Names in the attribute `without` are left out.

    :param node: an element whose children are the document's own
    :param part: an element that nobody else needs; it is taken apart
    :raise ValueError: when `without` names what is not shared
    """
    shared = {child.get("name"): child for child in part if child.get("name")}
    gone = set(node.attrib.pop("without", "").split())
    if gone - shared.keys():
        raise ValueError(f"Not shared, so not left out: {sorted(gone - shared.keys())}")
    cancel = shared.get("action_cancel")
    waiting = []
    for own in list(node):
        waiting.append(own)
        place = shared.get(own.get("name"))
        if place is None:
            continue
        gone.add(own.get("name"))
        _complete(own, place)
        while waiting:
            place.addprevious(waiting.pop(0))
    for own in waiting:
        if cancel is None:
            part.append(own)
        else:
            cancel.addprevious(own)
    for name in gone:
        part.remove(shared[name])
    node.extend(list(part))


def put(node, part):
    """Put the nodes of the shared `part` in the place of `node`.

    Where `node` has a sibling of the same name, that one stays where it is, and takes
    from the shared one what it does not say itself.
    """
    siblings = [other for other in node.getparent() if other is not node]
    own = {other.get("name"): other for other in siblings if other.get("name")}
    for child in list(part):
        if child.get("name") in own:
            _complete(own[child.get("name")], child)
        else:
            node.addprevious(child)
    node.getparent().remove(node)


def _complete(own, shared):
    own.attrib.update(dict(shared.attrib) | dict(own.attrib))
