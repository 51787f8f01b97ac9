"""The picture of the topics, one above the other, with arrows to the topics they name.

An arrow that follows from others is left out, so that the picture can be read; one that
goes up is drawn thick and red.
"""

from html import escape

LEFT, WIDTH, HEIGHT, GAP = 150, 530, 40, 18
TITLE = 44  # above the topics of an addon
STYLE = """
text { font-family: sans-serif; font-size: 13px; fill: #333 }
.addon { font-size: 15px; font-weight: bold }
.topic { font-weight: bold }
rect { fill: #f4f1f6; stroke: #714b67 }
path { fill: none; stroke: #714b67; marker-end: url(#head) }
.up { stroke: #d00; stroke-width: 3 }
"""
HEAD = """<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"
 viewBox="0 0 {width} {height}">
<title>The topics of the addons, and which names which</title>
<style>{style}</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8"
 markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
<polygon points="0,0 8,4 0,8" style="fill:#714b67" /></marker></defs>
<rect width="100%" height="100%" style="fill:#fff;stroke:none" />
"""


def needed(arrows):
    """Return the arrows that do not follow from others."""

    def reaches(start, end, skipped):
        heads = [head for tail, head in arrows if tail == start]
        heads = [head for head in heads if (start, head) != skipped]
        return any(head == end or reaches(head, end, skipped) for head in heads)

    return [arrow for arrow in arrows if not reaches(*arrow, skipped=arrow)]


def draw(house, arrows):
    """Return the picture as SVG; `arrows` are pairs of topics of the house."""
    down = sorted(a for a in arrows if house.place(*a[1]) < house.place(*a[0]))
    up = sorted(set(arrows) - set(down))
    places, parts, top = {}, [], 0
    addon = None
    for topic in reversed(house.order):
        if topic[0] != addon:
            addon = topic[0]
            top += TITLE
            parts.append(text(LEFT, top - 12, "addon", addon))
        places[topic] = top
        parts += box(top, topic[1], house.sentences[topic])
        top += HEIGHT + GAP
    parts += [arc(places, *arrow) for arrow in needed(down)]
    parts += [arc(places, *arrow, "up") for arrow in up]
    head = HEAD.format(width=2 * LEFT + WIDTH, height=top, style=STYLE)
    return head + "\n".join(parts) + "\n</svg>\n"


def text(x, y, name, content):
    return f'<text x="{x}" y="{y}" class="{name}">{escape(content)}</text>'


def box(top, name, sentence):
    return [
        f'<rect x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="5" />',
        text(LEFT + 10, top + 17, "topic", name),
        text(LEFT + 10, top + 33, "sentence", sentence),
    ]


def arc(places, tail, head, name="down"):
    """Between neighbours straight, else outside: on the right where the addon is one's
    own, on the left to another.
    """
    start, end = places[tail], places[head]
    if end - start == HEIGHT + GAP:
        middle = LEFT + WIDTH // 2
        return f'<path class="{name}" d="M{middle} {start + HEIGHT}V{end}" />'
    right = tail[0] == head[0]
    x = LEFT + WIDTH if right else LEFT
    reach = min(30 + abs(end - start) // 4, LEFT + 30)
    out = x + reach if right else x - reach
    y1, y2 = start + HEIGHT * 2 // 3, end + HEIGHT // 3
    return f'<path class="{name}" d="M{x} {y1}C{out} {y1} {out} {y2} {x} {y2}" />'
