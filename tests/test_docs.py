"""Generated files are up to date, and links lead somewhere."""

import re

import deadlines
import forbidden
import pytest
import readme
import regulations
import rules

ROOT = rules.ROOT
PLACE = re.compile(r"`([\w/.]+):(\d+)`")


def rows():
    lines = rules.TARGET.read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith(("| R", "| F"))][1:]


def test_rules_are_up_to_date():
    assert rules.TARGET.read_text("utf-8") == rules.render(rules.collect())


def test_forbidden_steps_are_up_to_date():
    sections = forbidden.collect()
    assert forbidden.TARGET.read_text("utf-8") == forbidden.render(sections)


def test_each_test_of_forbidden_steps_is_a_row():
    steps = [step for _title, part in forbidden.collect() for step in part]
    tests = [
        name
        for path in ROOT.glob(forbidden.STEPS)
        for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
    ]
    assert len(steps) == len(tests) == len(set(tests)) >= 30
    assert {step.rule for step in steps} <= regulations.texts().keys()


def test_deadlines_are_up_to_date():
    text = deadlines.render(deadlines.collect(), deadlines.collect_clocks())
    assert deadlines.TARGET.read_text("utf-8") == text


def test_each_kind_of_deadline_is_a_row():
    """Each kind of a source is found, and has a label of its own."""
    kinds = deadlines.collect()
    declared = [
        name
        for path in ROOT.glob("addons/*/models/*/property_deadline.py")
        for name in re.findall(r'"(\w+)": Kind\(', path.read_text("utf-8"))
    ]
    names = [kind.name for kind in kinds]
    assert sorted(names) == sorted(declared)
    assert len(names) == len(set(names)) >= 34
    assert len({kind.label for kind in kinds}) == len(kinds)


def test_each_period_that_a_job_ends_is_a_row():
    """Rows 3 and 5 of the calendar, with the labels of their settings."""
    clocks = {clock.name: clock for clock in deadlines.collect_clocks()}
    assert clocks.keys() == {"hold", "move_up"}
    text = deadlines.render([], clocks.values())
    assert (
        "| Hold of a Home (Minutes) | `hold` | Reservation | 30 | `hold_until`" in text
    )


def test_constants_of_other_files_are_found():
    rows = {kind.name: kind for kind in deadlines.collect()}
    assert rows["permit"].role == "property_sales.group_investment_development"
    assert rows["filing"].late == ("sales_rules.group_marketing_director",)
    assert len(rows["hand_in"].late) == 2
    assert deadlines.get_ahead(rows["day"].ahead) == "never"


def test_readmes_are_up_to_date():
    assert readme.main(["--check"]) == 0


def test_each_place_of_a_rule_names_it():
    for row in rows():
        rule, text = row.removeprefix("| ").split(" | ")[:2]
        assert text == regulations.texts()[rule][0]
        for path, line in PLACE.findall(row):
            remark = (ROOT / path).read_text("utf-8").splitlines()[int(line) - 1]
            assert rule in regulations.ids_in(remark), f"{path}:{line} {rule}"


def test_no_row_is_longer_than_can_be_read():
    assert [row for row in rows() if len(row) > 600] == []


@pytest.mark.parametrize("rule", ["R1.7", "R4.24", "R5.15"])
def test_code_view_and_test_of_a_rule_are_found(rule):
    (row,) = [row for row in rows() if row.startswith(f"| {rule} ")]
    assert all(PLACE.search(cell) for cell in row.strip("| ").split(" | ")[2:])


def test_links_lead_to_files():
    for page in [ROOT / "README.md", *ROOT.glob("docs/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_names_in_the_guide_of_developers_are_in_the_code():
    text = (ROOT / "docs" / "developer.md").read_text("utf-8")
    code = "".join(
        path.read_text("utf-8")
        for path in sorted(ROOT.glob("addons/*/**/*.py"))
        if "tests" not in path.parts
    )
    models = re.findall(r"\b((?:sales|collection)\.[a-z.]*[a-z])\b", text)
    private = re.findall(r"`(_\w+)`", text)
    assert len(models) > 15
    assert [name for name in models if f'_name = "{name}"' not in code] == []
    assert [
        name
        for name in private
        if not re.search(rf"def {name}\b|^    {name} =", code, re.MULTILINE)
    ] == ["_query_x"]


class TestChoice:
    """Which places of a rule are listed (tools/rules.py)."""

    def place(self, name, kind=rules.CLASS, weight=10):
        return rules.Place(f"addons/x/models/{name}.py", 1, kind, weight)

    def code(self, *places):
        return rules.by_column(places)["code"]

    def test_a_class_is_listed_before_a_method_before_a_comment(self):
        comment = self.place("a/comment", rules.COMMENT, 99)
        method = self.place("a/method", rules.METHOD, 99)
        klass = self.place("a/klass")
        assert self.code(comment, method, klass) == [klass, method, comment]

    def test_another_topic_is_listed_before_a_second_file_of_the_same(self):
        first = self.place("a/first", weight=9)
        second = self.place("a/second", weight=8)
        other = self.place("b/other", weight=1)
        assert self.code(second, other, first) == [first, other, second]

    def test_a_file_is_listed_once(self):
        one = self.place("a/one")
        assert self.code(one, self.place("a/one", rules.COMMENT)) == [one]

    def test_views_and_tests_have_columns_of_their_own(self):
        view = rules.Place("addons/x/views/a/y.xml", 1)
        test = rules.Place("addons/x/tests/a/test_y.py", 1)
        data = rules.Place("addons/x/data/y.xml", 1)
        columns = rules.by_column([view, test, data])
        assert columns == {"code": [data], "view": [view], "test": [test]}

    def test_places_that_do_not_fit_are_left_out(self):
        places = [self.place(f"{name}/model") for name in "abc"]
        chosen = rules.choose(rules.by_column(places), 2 * len(f"{places[0]}<br>"))
        assert chosen["code"] == places[:2]
