"""The topics of the addons: the arrows between them, none of which may go up.

`models/__init__.py` of an addon lists its topics, folders of models/, from the ground
up; the addons stand on each other as `depends` says. Read from the sources (AST) are

* names: a model's class names a model of another topic by `env["x"]`, as the comodel
  of a field, as `_inherit` or in an action's `res_model`; or it calls a method that
  another topic defines. A folder of report/ belongs to its topic of models/;
* imports: they go down the list; models import neither reports nor wizards, which stand
  above all models and are nobody's topic;
* overrides: a model's method that the same addon has already is extended (`super()`)
  from a later topic only, never twice in a folder.

    tools/layers.py           writes docs/pictures/topics.svg and tells what goes up
    tools/layers.py --check   writes nothing
"""

import ast
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import layers_picture

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "pictures" / "topics.svg"
SENTENCE = re.compile(r"^# (\w+) {2,}(.+)$", re.MULTILINE)
# from the ground up; a file of one imports from its own kind and from those before
KINDS = ("models", "report", "wizard", "controllers")
SURROUNDINGS = ("sudo", "with_company", "with_context", "with_env", "with_user")
RELATIONS = ("Many2one", "Many2many", "One2many")
# {(addon, topic, what it names): why it may, though that stands above}
ALLOWED = {
    (
        "receivables_collect",
        "base",
        "collection.handover",
    ): "a field of what is in custody; `custody` alone reads and fills it",
}


@dataclass
class Model:
    """A class of a model."""

    addon: str
    kind: str
    topic: str  # "" in wizard/ and controllers/
    path: str
    node: ast.ClassDef
    names: list = field(default_factory=list)  # (line, model), of the class
    calls: list = field(default_factory=list)  # (line, method, model or None)

    def __post_init__(self):
        self.name, self.parents = names_of(self.node)
        self.methods = {
            part.name: part
            for part in self.node.body
            if isinstance(part, ast.FunctionDef)
        }
        for node in ast.walk(self.node):
            self._read(node)
        inherit = [name for name in self.parents if name != self.name or not self.new]
        self.names += [(self.node.lineno, name) for name in inherit]

    @property
    def new(self):
        """Whether the model is made here, not extended."""
        return self.name not in self.parents

    def _read(self, node):
        if isinstance(node, ast.Subscript) and is_env(node.value):
            self._name(node.slice)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == "res_model":
                    self._name(value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in RELATIONS:
                comodel = [*node.args[:1]] + [
                    key.value for key in node.keywords if key.arg == "comodel_name"
                ]
                for value in comodel:
                    self._name(value)
            elif not is_super(node.func.value):
                called = model_called(node.func.value)
                self.calls.append((node.lineno, node.func.attr, called))

    def _name(self, node):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.names.append((node.lineno, node.value))


def is_env(node):
    return getattr(node, "attr", getattr(node, "id", "")) == "env"


def model_called(node):
    """Return the model of `env["x"]`, in any surroundings, or None if it is none."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr not in SURROUNDINGS:
            return None
        node = node.func.value
    if isinstance(node, ast.Subscript) and is_env(node.value):
        return getattr(node.slice, "value", None)
    return None


def is_super(node):
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "super"


def goes_on(method):
    """Return whether a method calls `super()` for itself."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == method.name
        and is_super(node.value)
        for node in ast.walk(method)
    )


def names_of(node):
    """Return (model, inherited models) of a class; the model is None if it has none."""
    values = {}
    for part in node.body:
        if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
            try:
                values[part.targets[0].id] = ast.literal_eval(part.value)
            except ValueError:
                continue
    inherit = values.get("_inherit") or []
    parents = [inherit] if isinstance(inherit, str) else list(inherit)
    name = values.get("_name") or (parents[0] if len(parents) == 1 else None)
    return name, parents


class House:
    """The addons of a folder."""

    def __init__(self, addons, allowed=()):
        self.addons = Path(addons)
        self.allowed = allowed
        self.used = set()  # of what is allowed
        self.depends = {
            path.parent.name: ast.literal_eval(path.read_text("utf-8"))["depends"]
            for path in sorted(self.addons.glob("*/__manifest__.py"))
        }
        self.sentences = {}
        self.topics = {addon: self._read_topics(addon) for addon in self.depends}
        self.order = [
            (addon, topic)
            for addon in sorted(self.depends, key=self._depth)
            for topic in self.topics[addon]
        ]
        self.models = []
        self.imports = []  # (addon, kind, topic, path, line, dotted module)
        for path in sorted(self.addons.glob("*/**/*.py")):
            self._read(path)

    def _depth(self, addon):
        ours = [name for name in self.depends[addon] if name in self.depends]
        return 1 + max(map(self._depth, ours), default=0)

    def _read_topics(self, addon):
        path = self.addons / addon / "models" / "__init__.py"
        if not path.exists():
            return []
        text = path.read_text("utf-8")
        names = [
            name.name
            for part in ast.parse(text).body
            if isinstance(part, ast.ImportFrom)
            for name in part.names
        ]
        sentences = dict(SENTENCE.findall(text))
        topics = [name for name in names if (path.parent / name).is_dir()]
        for topic in topics:
            self.sentences[addon, topic] = sentences.get(topic, "")
        return topics

    def _read(self, path):
        addon, *inside = path.relative_to(self.addons).parts
        if "tests" in inside or "migrations" in inside:
            return
        kind = inside[0] if len(inside) > 1 else ""
        topic = inside[1] if kind in ("models", "report") and len(inside) > 2 else ""
        tree = ast.parse(path.read_text("utf-8"))
        shown = str(path.relative_to(self.addons.parent))
        if kind in KINDS:
            self.models += [
                Model(addon, kind, topic, shown, node)
                for node in tree.body
                if isinstance(node, ast.ClassDef)
            ]
        if path.name != "__init__.py":  # these list what is beside them
            for line, module in modules_of(tree, ["odoo", "addons", addon, *inside]):
                self.imports.append((addon, kind, topic, shown, line, module))

    def place(self, addon, topic):
        """Return the height of a topic; a folder that is no topic stands above all."""
        key = addon, topic
        return self.order.index(key) if key in self.order else len(self.order)

    def arrows(self):
        """Return {(topic, named topic): {(path, line, what is named)}}, each topic an
        (addon, topic); but for what is allowed.
        """
        owners = {m.name: (m.addon, m.topic) for m in self.models if m.new and m.topic}
        origins, extended = self._origins(), self._extended()
        arrows = defaultdict(set)
        for model in self.models:
            own = model.addon, model.topic
            if own not in self.order:
                continue
            for line, name in model.names:
                other = owners.get(name)
                if other not in self.order or other == own:
                    continue
                if self.is_allowed(own, name):
                    continue
                arrows[own, other].add((model.path, line, name))
            for line, name, called in model.calls:
                other = self._origin(own, origins.get((called, name), set()))
                # core's method of that name, which this topic extends
                above = other and self.place(*other) > self.place(*own)
                if other and not (above and (own, name) in extended):
                    arrows[own, other].add((model.path, line, f"{name}()"))
        return dict(arrows)

    def is_allowed(self, own, name):
        if (*own, name) not in self.allowed:
            return False
        self.used.add((*own, name))
        return True

    def _origins(self):
        """Return {(model, method): topics that begin it}: where it does not go on to
        another; the model is None for the topics of any model.
        """
        origins = defaultdict(set)
        for model in self.models:
            for name, method in model.methods.items():
                if not goes_on(method):
                    for key in (None, model.name):
                        origins[key, name].add((model.addon, model.topic))
        return origins

    def _extended(self):
        """Return (topic, method) for the methods that a topic extends."""
        return {
            ((model.addon, model.topic), name)
            for model in self.models
            for name, method in model.methods.items()
            if goes_on(method)
        }

    def _origin(self, own, topics):
        """Return the other topic that a call means, None where it may be one's own."""
        if own in topics or not topics <= set(self.order):
            return None
        lowest = min(topics, key=lambda topic: self.place(*topic), default=None)
        if len(topics) == 1 or lowest and self.place(*lowest) > self.place(*own):
            return lowest
        return None

    def upward(self):
        """Return the arrows that go up, as lines of text."""
        return sorted(
            f"{path}:{line} {own[0]}/{own[1]} names {what} of {other[0]}/{other[1]}"
            for (own, other), places in self.arrows().items()
            for path, line, what in places
            if self.place(*other) > self.place(*own)
        )

    def wrong_imports(self):
        """Return the imports that go up, as lines of text."""
        wrong = []
        for addon, kind, topic, path, line, module in self.imports:
            parts = module.split(".")
            if parts[:2] != ["odoo", "addons"] or parts[2] not in self.depends:
                continue
            other, *inside = parts[2:]
            other_kind = inside[0] if inside else ""
            if other != addon:
                fine = self._depth(other) < self._depth(addon)
            elif other_kind not in KINDS:
                fine = True  # tools
            elif kind not in KINDS:
                fine = False
            elif KINDS.index(other_kind) > KINDS.index(kind):
                fine = False
            else:
                at = self.place(addon, inside[1] if len(inside) > 1 else "")
                fine = not topic or at <= self.place(addon, topic)
            if not fine:
                wrong.append(f"{path}:{line} imports {module}")
        return wrong

    def wrong_overrides(self):
        """Return the methods that a folder has twice, as lines of text."""
        wrong = []
        seen = {}  # (addon, model, method) -> {folder: path}
        for model in self.models:
            folder = model.kind, model.topic
            for name, method in model.methods.items():
                if not model.name:
                    continue
                before = seen.setdefault((model.addon, model.name, name), {})
                where = f"{model.path}:{method.lineno} {model.name}.{name}"
                if folder in before:
                    wrong.append(f"{where} is in {before[folder]} too")
                before.setdefault(folder, f"{model.path}:{method.lineno}")
        return wrong

    def unlisted(self):
        """Return the folders of models/ and report/ that are no topic on the list."""
        return [
            str(path.parent.relative_to(self.addons.parent))
            for kind in ("models", "report")
            for path in sorted(self.addons.glob(f"*/{kind}/*/__init__.py"))
            if path.parent.name not in self.topics[path.parts[-4]]
        ]


def modules_of(tree, parts):
    """Yield (line, dotted module) of the imports of the file `parts`, each with what is
    imported from it, as that may be a module too.
    """
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level] if node.level else []
            module = [*base, *(node.module or "").split(".")]
            for name in node.names:
                yield (
                    node.lineno,
                    ".".join(part for part in [*module, name.name] if part),
                )


def findings(house):
    """Return all that goes up, as lines of text."""
    found = [
        *(f"{folder} is not in the list of topics" for folder in house.unlisted()),
        *house.upward(),
        *house.wrong_imports(),
        *house.wrong_overrides(),
    ]
    idle = set(house.allowed) - house.used
    return found + [f"tools/layers.py allows {key} in vain" for key in sorted(idle)]


def main(arguments):
    house = House(ROOT / "addons", ALLOWED)
    found = findings(house)
    picture = layers_picture.draw(house, house.arrows())
    if not TARGET.exists() or TARGET.read_text("utf-8") != picture:
        if "--check" in arguments:
            found.append(f"{TARGET.name} is not up to date, run `make docs`")
        else:
            TARGET.write_text(picture, "utf-8")
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found) and "--check" in arguments


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
