"""docs/regulations.md has every rule and form; nothing points out of the repository."""

import re

import regulations

ROOT = regulations.ROOT
FOLDERS = ("addons", "bench", "docs", "tests", "tools")
ENDINGS = {".cfg", ".csv", ".js", ".md", ".po", ".pot", ".py", ".scss", ".toml", ".xml"}
ARTICLES = {"R1.": 14, "R2.": 13, "R3.": 19, "R4.": 32, "R5.": 18}
# papers, lists and scenarios of whoever wrote the code
OUTSIDE = re.compile(r"\basks? M?\d|\bM\d{1,2}\b|\b(?:design|house|style)\.md\b")


def sources():
    """Yield (path, text) of what is written by hand here, but for this file."""
    paths = [path for path in ROOT.iterdir() if path.is_file()]
    for folder in FOLDERS:
        paths += (ROOT / folder).rglob("*")
    for path in sorted(paths):
        if path.suffix in ENDINGS and path.name != "test_regulations.py":
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def test_every_article_and_form_is_there():
    numbers = [(part, range(1, last + 1)) for part, last in ARTICLES.items()]
    articles = {f"{part}{n}" for part, all_of_it in numbers for n in all_of_it}
    forms = {f"F{number:02}" for number in range(1, 55)}
    assert set(regulations.texts()) == articles | forms


def test_each_rule_has_a_line_in_both_languages():
    for name, (english, chinese) in regulations.texts().items():
        assert re.match(r"[A-Z][ -~]+$", english), name
        assert re.search(r"[\u4e00-\u9fff]", chinese), name
        assert len(english) <= 200, name


def test_each_rule_is_listed_once():
    names = [
        name
        for names, _english, _chinese in regulations.ROW.findall(
            regulations.SOURCE.read_text("utf-8")
        )
        for name in regulations.ids_in(names)
    ]
    assert len(names) == len(set(names))


def test_every_id_named_anywhere_is_there():
    known = set(regulations.texts()) | {"F00"}  # the layout's tests print it
    unknown = [
        f"{path}: {name}"
        for path, text in sources()
        for name in regulations.ids_in(text)
        if name not in known
    ]
    assert unknown == []


def test_nothing_refers_to_papers_outside_the_repository():
    found = [
        f"{path}:{number} {line.strip()}"
        for path, text in sources()
        for number, line in enumerate(text.splitlines(), 1)
        if OUTSIDE.search(line)
    ]
    assert found == []


def test_a_paper_outside_would_be_found():
    for text in ("(asks 8)", "(R1.7, M4)", "(asks M13)", "design.md asks", "house.md"):
        assert OUTSIDE.search(text), text
    for text in ("asks for a release", "M", "the design", "R1.7"):
        assert not OUTSIDE.search(text), text


def test_a_range_names_every_rule():
    assert list(regulations.ids_in("R1.13-14, F01 and R5.9")) == [
        "R1.13",
        "R1.14",
        "F01",
        "R5.9",
    ]
