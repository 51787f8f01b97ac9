"""The set-up tools, where they can be tested without setting anything up."""

import re
import socket
import subprocess

import check_shape
import cluster
import ground
import install_log
import mutants
import odoo_source
import pytest

from odoo.tests.common import get_db_name
from odoo.tools import config

LOG = """
2026-01-05 10:00:00,000 7 INFO db odoo.modules.loading: loading
2026-01-05 10:00:01,000 7 WARNING db odoo.models: something is wrong
 and this is where
2026-01-05 10:00:02,000 7 INFO db odoo.modules.loading: loaded
"""


def an_odoo(folder, version_info):
    package = folder / "odoo"
    package.mkdir()
    text = f"FINAL = 'final'\nversion_info = {version_info}\n"
    (package / "release.py").write_text(text)
    return folder


def test_warning_is_a_complaint_with_the_lines_that_follow():
    warning, where = install_log.complaints(LOG)
    assert warning.endswith("something is wrong")
    assert where == " and this is where"


def test_odoo_home_is_used_first(tmp_path, monkeypatch):
    monkeypatch.setenv("ODOO_HOME", str(an_odoo(tmp_path, "(19, 0, 0, FINAL, 0, '')")))
    assert odoo_source.locate().python_path == tmp_path
    assert odoo_source.locate().version == "19.0"


@pytest.mark.parametrize(
    "series", ["(18, 0, 0, FINAL, 0, '')", "('saas~19', 1, 0, FINAL, 0, '')"]
)
def test_another_series_is_refused(series, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ODOO_HOME", str(an_odoo(tmp_path, series)))
    with pytest.raises(SystemExit):
        odoo_source.locate()
    assert "for Odoo 19.0 only" in capsys.readouterr().err


def test_odoo_home_without_odoo_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("ODOO_HOME", str(tmp_path))
    with pytest.raises(SystemExit):
        odoo_source.locate()
    assert str(tmp_path) in capsys.readouterr().err


def test_socket_moves_where_the_path_is_too_long(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "STATE", tmp_path / ("long" * 30))
    assert len(str(cluster.socket_folder() / cluster.SOCKET_NAME)) <= 107
    monkeypatch.setattr(cluster, "STATE", ground.Path("/srv/x/.odoo"))
    assert cluster.socket_folder() == ground.Path("/srv/x/.odoo/socket")


def test_port_in_use_is_passed_over():
    first = ground.free_port(8500)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", first))
        listener.listen()
        assert ground.free_port(first) > first


def test_a_worker_has_files_of_its_own():
    # else the end of a class in one worker deletes what another's test has written
    assert config.filestore(get_db_name()).endswith(f"/{get_db_name()}")


def test_hooks_are_the_linters():
    linters = subprocess.run(
        [ground.ROOT / "tools" / "lint", "list"], capture_output=True, text=True
    ).stdout.split()
    text = (ground.ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    assert len(linters) >= 10
    assert re.findall(r"- id: (\w+)", text) == linters
    assert re.findall(r"entry: (.+)", text) == [
        f"tools/lint check {name}" for name in linters
    ]


def test_make_lint_runs_them_all():
    makefile = (ground.ROOT / "Makefile").read_text("utf-8")
    assert "\nlint:\n\t@tools/lint check\n" in makefile


class TestShape:
    """Sizes of code (tools/check_shape.py)."""

    MANAGER = """
class Partner(models.Model):
    _inherit = "res.partner"

    def write(self, vals):
        return super().write(vals)
"""

    def look(self, folder, files, addon="one"):
        (folder / "tests").mkdir()
        for path, text in files.items():
            target = folder / "addons" / addon / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return check_shape.look(folder)

    def over(self, folder, files):
        tests = {"tests/test_it.py": "assert True\n" * 500}
        return self.look(folder, tests | files).over

    def test_sizes_are_limited(self, tmp_path):
        long = "def long():\n" + "    pass\n" * 60
        many = "class Many:\n" + "".join(
            f"    def m{number}(self): pass\n" for number in range(26)
        )
        files = {
            "models/long.py": long,
            "models/many.py": many,
            "models/branches.py": "def branches():\n" + "    x = a if b else c\n" * 13,
            "models/file.py": "x = 1\n\n" * 401,
            "views/hold/order_views.xml": "<odoo />\n" * 501,
        }
        assert self.over(tmp_path, files) == [
            "addons/one/models/branches.py:1 branches of branches: 13 (12)",
            "addons/one/models/file.py:1 lines: 401 (400)",
            "addons/one/models/long.py:1 lines of long: 61 (60)",
            "addons/one/models/many.py:1 methods of Many: 26 (25)",
            "addons/one/views/hold/order_views.xml:1 lines: 501 (500)",
        ]

    def test_code_at_the_limit_passes(self, tmp_path):
        files = {
            "models/long.py": "def long():\n" + "    pass\n" * 59,
            "models/file.py": "x = 1\n\n" * 400,
            "views/order_views.xml": "<odoo />\n" * 500,
        }
        assert self.over(tmp_path, files) == []

    def test_bad_habits_are_found(self, tmp_path):
        files = {
            "models/sudo.py": "a.sudo()\n\n\n# why\na.sudo()\n",
            "models/broad.py": "try:\n    x\nexcept Exception:\n    y\n",
            "models/cron.py": "try:\n    x\nexcept Exception:  # cron\n    y\n",
            "tests/test_none.py": "def test_none():\n    pass\n",
        }
        assert self.over(tmp_path, files) == [
            "addons/one/models/broad.py:3 except Exception outside a cron",
            "addons/one/models/sudo.py:1 sudo() without its reason",
            "addons/one/tests/test_none.py:1 test_none asserts nothing",
        ]

    def test_tests_are_many(self, tmp_path):
        files = {"models/a.py": "x = 1\n" * 10, "tests/test_a.py": "y = 1\n" * 7}
        (found,) = self.look(tmp_path, files).over
        assert found == "addons/one: 7 lines of tests for 10"

    def test_slices_and_overrides_are_counted(self, tmp_path):
        files = {
            f"models/{name}.py": self.MANAGER
            for name in ("hold/partner", "hold/partner_more", "credit/partner")
        } | {"tests/test_it.py": "assert True\n" * 99}
        report = self.look(tmp_path, files)
        report.over.clear()
        assert report.sliced() == [
            "one: res.partner 2 classes in addons/one/models/hold"
        ]
        assert report.overridden() == ["one: res.partner.write x3"]
        first, second = check_shape.figures(report).splitlines()
        assert first == (
            "models sliced in a folder 1, own methods overridden in the same addon 1,"
            " classes per model 3.00 (-v lists them)"
        )
        assert second == (
            "code 12, tests/code 8.25, file median 4 max 4, method median 2 max 2,"
            " methods/class max 1, docstrings 0 %, sudo/1000 0.0, over the limits 0"
        )

    def test_no_folder_has_a_method_twice(self, tmp_path):
        files = {
            f"models/{path}.py": self.MANAGER.replace("    _in", "    'x'\n    _in")
            for path in ("hold/partner", "hold/partner_more", "credit/partner")
        }
        assert self.over(tmp_path, files) == [
            "addons/one/models/hold: res.partner.write x2"
        ]

    def test_a_docstring_names_the_steps(self, tmp_path):
        step = "class Step(models.Model):\n    {}\n    _inherit = 'a.{}'\n"
        files = {
            "models/hold/one_ask.py": step.format("'Steps: ask, decide.'", "one"),
            "models/hold/one_decide.py": step.format("pass", "one"),
            "models/hold/two_ask.py": step.format("pass", "two"),
            "models/hold/two_decide.py": step.format("pass", "two"),
        }
        assert self.over(tmp_path, files) == [
            "addons/one/models/hold: no docstring names the steps of a.two"
        ]

    def test_a_model_has_not_too_many_methods_in_all_its_classes(self, tmp_path):
        files = {
            f"models/{topic}/partner.py": "class Partner(models.Model):\n"
            "    _inherit = 'res.partner'\n"
            + "".join(f"    def {topic}{n}(self): pass\n" for n in range(21))
            for topic in ("base", "credit", "hold")
        }
        assert self.over(tmp_path, files) == [
            "addons/one: res.partner has 63 own methods in 3 classes (60)"
        ]

    def test_few_models_are_sliced(self, tmp_path):
        step = "class Step(models.Model):\n    'A step.'\n    _inherit = 'a.m{}'\n"
        files = {
            f"models/hold/m{number}_{part}.py": step.format(number)
            for number in range(15)
            for part in ("one", "two")
        }
        assert self.over(tmp_path, files) == ["models in slices: 15 (14)"]

    def test_a_model_is_named_or_extends_one(self):
        def model(text):
            (node,) = check_shape.ast.parse(text).body
            return check_shape.model_of(node)

        assert model("class A:\n    _name = 'a'\n    _inherit = 'b'") == "a"
        assert model("class A:\n    _inherit = ['b']") == "b"
        assert model("class A:\n    _inherit = ['b', 'c']") is None
        assert model("class A:\n    pass") is None

    def test_ours_are_within_the_limits(self):
        assert check_shape.look().over == []


def test_each_mutant_breaks_what_is_there_and_names_a_test():
    listed = mutants.read()
    assert len({mutant.name for mutant in listed}) == len(listed) >= 35
    for mutant in listed:
        assert mutant.get_broken(ground.ROOT) != ""
        path, _class, test = mutant.test.split("::")
        # a step that is forbidden stands beside the class that tries it
        texts = [
            near.read_text("utf-8") for near in (ground.ROOT / path).parent.glob("*.py")
        ]
        assert any(f"def {test}(" in text for text in texts), mutant.name


def test_a_mutant_whose_text_is_gone_is_an_error(tmp_path):
    (tmp_path / "code.py").write_text("return True\nreturn True\n")
    for text in ("return True", "return None"):
        mutant = mutants.Mutant("guard", "code.py", text, "", "")
        with pytest.raises(ValueError, match="guard: its text is [02] times"):
            mutant.get_broken(tmp_path)
