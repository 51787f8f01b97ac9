"""Nothing names, imports or overrides what stands above it (tools/layers.py)."""

import layers
import layers_picture
import pytest

MANIFEST = "{'depends': [%s]}"
TOPICS = "# low   the ground\n# high  what stands on it\nfrom . import low\n" + (
    "from . import high\n"
)
EMPTY = "from . import thing\n"


def model(name=None, body="pass", inherit=None):
    """Return the source of a model."""
    lines = ["class Thing(models.Model):"]
    lines += [f"    _name = {name!r}"] if name else []
    lines += [f"    _inherit = {inherit!r}"] if inherit else []
    return "\n".join([*lines, *(f"    {line}" for line in body.splitlines())]) + "\n"


@pytest.fixture
def build(tmp_path):
    """Return a function: {path in addons/: source} -> the house."""

    def make(files, allowed=()):
        files = {
            "lower/__manifest__.py": MANIFEST % "'sale'",
            "lower/models/__init__.py": TOPICS,
            "lower/models/low/__init__.py": EMPTY,
            "lower/models/high/__init__.py": EMPTY,
            "upper/__manifest__.py": MANIFEST % "'lower'",
        } | files
        for path, source in files.items():
            target = tmp_path / "addons" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(source)
        return layers.House(tmp_path / "addons", allowed)

    return make


@pytest.fixture(scope="module")
def ours():
    return layers.House(layers.ROOT / "addons", layers.ALLOWED)


class TestOurs:
    """The addons of this repository."""

    def test_every_topic_is_listed_with_a_sentence(self, ours):
        assert ours.unlisted() == []
        assert [topic for topic in ours.order if not ours.sentences[topic]] == []

    def test_topics_of_sales_rules_are_below_those_of_receivables_collect(self, ours):
        addons = [addon for addon, _topic in ours.order]
        assert addons == sorted(addons, reverse=True)
        assert len(addons) > 10

    def test_imports_go_down(self, ours):
        assert ours.wrong_imports() == []

    def test_nothing_names_what_stands_above(self, ours):
        assert ours.upward() == []

    def test_no_folder_extends_a_method_of_its_own(self, ours):
        assert ours.wrong_overrides() == []

    def test_nothing_is_allowed_in_vain(self, ours):
        assert [line for line in layers.findings(ours) if "in vain" in line] == []

    def test_picture_is_up_to_date(self, ours):
        picture = layers_picture.draw(ours, ours.arrows())
        assert layers.TARGET.read_text("utf-8") == picture
        assert len(picture) < 200 * 1024


class TestNames:
    """Files that name models of other topics."""

    FILES = {
        "lower/models/low/thing.py": model("a.low", "def _begin(self):\n    return 1"),
        "lower/models/high/thing.py": model("a.high", "def _end(self):\n    return 2"),
    }

    @pytest.mark.parametrize(
        ("body", "named"),
        [
            ("def f(self):\n    return self.env['a.high'].search([])", "a.high"),
            ("def f(self):\n    env = self.env\n    return env['a.high']", "a.high"),
            ("x_id = fields.Many2one('a.high')", "a.high"),
            ("x_ids = fields.One2many(comodel_name='a.high')", "a.high"),
            ("def f(self):\n    return {'res_model': 'a.high'}", "a.high"),
            ("def f(self):\n    self.x_id._end()", "_end()"),
        ],
    )
    def test_a_low_topic_that_names_a_high_one_is_found(self, build, body, named):
        house = build(self.FILES | {"lower/models/low/other.py": model("b.low", body)})
        (found,) = house.upward()
        assert found.startswith("addons/lower/models/low/other.py:")
        assert f"names {named} of lower/high" in found

    def test_a_method_of_a_named_model_is_that_model_s(self, build):
        body = "def f(self):\n    return self.env['ir.model'].sudo()._end()"
        house = build(self.FILES | {"lower/models/low/other.py": model("b.low", body)})
        assert house.upward() == []

    def test_a_method_that_a_high_topic_adds_to_a_named_model_is_found(self, build):
        extension = model(inherit="res.partner", body="def _more(self):\n    return 1")
        body = "def f(self):\n    return self.env['res.partner'].sudo()._more()"
        files = {"lower/models/high/partner.py": extension} | {
            "lower/models/low/other.py": model("b.low", body)
        }
        (found,) = build(self.FILES | files).upward()
        assert "names _more() of lower/high" in found

    def test_inherit_is_a_name(self, build):
        low = model(inherit=["a.high"], name="b.low")
        house = build(self.FILES | {"lower/models/low/other.py": low})
        assert len(house.upward()) == 1

    def test_a_high_topic_may_name_a_low_one(self, build):
        body = "x_id = fields.Many2one('a.low')\ndef f(self):\n    self._begin()"
        house = build(self.FILES | {"lower/models/high/other.py": model("b", body)})
        assert house.upward() == []
        assert list(house.arrows()) == [(("lower", "high"), ("lower", "low"))]

    def test_a_hook_belongs_to_the_topic_that_begins_it(self, build):
        extended = model(
            inherit="a.low", body="def _begin(self):\n    return super()._begin() + 1"
        )
        call = model("b.low", "def f(self):\n    return self.x._begin()")
        files = {"lower/models/high/other.py": extended} | {
            "lower/models/low/other.py": call
        }
        assert build(self.FILES | files).upward() == []

    def test_a_lower_addon_that_names_an_upper_one_is_found(self, build):
        files = {
            "upper/models/__init__.py": "# top  all\nfrom . import top\n",
            "upper/models/top/__init__.py": EMPTY,
            "upper/models/top/thing.py": model("c.top"),
            "lower/models/high/other.py": model("b", "x_id = fields.Many2one('c.top')"),
        }
        (found,) = build(self.FILES | files).upward()
        assert "names c.top of upper/top" in found

    def test_an_allowed_arrow_passes_and_is_missed_when_idle(self, build):
        low = model("b.low", "x_id = fields.Many2one('a.high')")
        key = ("lower", "low", "a.high")
        files = self.FILES | {"lower/models/low/other.py": low}
        assert layers.findings(build(files, {key: "a reason"})) == []
        files["lower/models/low/other.py"] = model("b.low")
        (found,) = layers.findings(build(files, {key: "a reason"}))
        assert "in vain" in found


class TestImports:
    """Files that import from other topics."""

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("models/low/thing.py", "from ..high.thing import X"),
            ("models/low/thing.py", "from ..high import thing"),
            ("models/low/thing.py", "from odoo.addons.lower.models.high import thing"),
            ("models/low/thing.py", "import odoo.addons.lower.models.high.thing"),
            ("models/high/thing.py", "from ...report.high.thing import X"),
            ("models/high/thing.py", "from odoo.addons.lower.wizard import ask"),
            ("models/high/thing.py", "from odoo.addons.upper.tools import x"),
            ("report/low/thing.py", "from ...models.high.thing import X"),
            ("report/high/thing.py", "from ...wizard.ask import X"),
            ("tools/thing.py", "from ..models.low.thing import X"),
        ],
    )
    def test_an_import_that_goes_up_is_found(self, build, path, line):
        house = build({f"lower/{path}": f"{line}\n"})
        assert len(house.wrong_imports()) == 1

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("models/high/thing.py", "from ..low.thing import X"),
            ("models/high/thing.py", "from .other import X"),
            ("models/low/thing.py", "from odoo.addons.lower.tools import gate"),
            ("models/low/thing.py", "from odoo.addons.sale.models import sale_order"),
            ("report/high/thing.py", "from odoo.addons.lower.models.low import thing"),
            ("wizard/ask.py", "from ..models.high.thing import X"),
            ("wizard/ask.py", "from ..report.high.thing import X"),
        ],
    )
    def test_an_import_that_goes_down_is_none(self, build, path, line):
        assert build({f"lower/{path}": f"{line}\n"}).wrong_imports() == []

    def test_a_folder_that_is_not_listed_is_found(self, build):
        house = build({"lower/models/lost/__init__.py": EMPTY})
        assert house.unlisted() == ["addons/lower/models/lost"]


class TestOverrides:
    """Classes that extend methods of other topics."""

    METHOD = "def write(self, vals):\n    return super().write(vals)"

    def test_a_method_that_a_folder_has_twice_is_found(self, build):
        extension = model(inherit="res.partner", body=self.METHOD)
        files = {f"lower/models/low/{name}.py": extension for name in ("one", "two")}
        (found,) = build(files).wrong_overrides()
        assert "two.py:3 res.partner.write" in found
        assert "one.py:3 too" in found

    def test_a_later_topic_may_extend(self, build):
        extension = model(inherit="res.partner", body=self.METHOD)
        files = {f"lower/models/{name}/thing.py": extension for name in ("low", "high")}
        assert build(files).wrong_overrides() == []

    def test_another_model_of_the_folder_may_extend_a_mixin(self, build):
        body = self.METHOD
        files = {
            "lower/models/low/mixin.py": model("a.mixin", body),
            "lower/models/low/thing.py": model("a.thing", body, inherit=["a.mixin"]),
        }
        assert build(files).wrong_overrides() == []


class TestPicture:
    """The picture of the topics."""

    def test_an_arrow_that_follows_from_others_is_left_out(self):
        arrows = [("c", "b"), ("b", "a"), ("c", "a"), ("d", "a")]
        expected = [("c", "b"), ("b", "a"), ("d", "a")]
        assert layers_picture.needed(arrows) == expected

    def test_an_arrow_up_is_marked(self, build):
        house = build({})
        low, high = ("lower", "low"), ("lower", "high")
        assert 'class="up"' not in layers_picture.draw(house, [(high, low)])
        assert 'class="up"' in layers_picture.draw(house, [(low, high)])
