"""The English of this repository, as far as a machine can read it.

A sentence has a noun for its subject ("Users who manage ... may"), not a relative
clause that stands alone; no article stands before "own"; a docstring begins with a
sentence and not with one of its fields. Read are docstrings, comments and texts of
Python, comments and strings of JavaScript, texts, attributes and comments of XML, and
Markdown outside of its code.
"""

import ast
import io
import re
import subprocess
import tokenize
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("addons", "bench", "docs", "tests", "tools", "README.md")
# where a sentence starts: a text, after a stop, a paragraph, an item, a heading, a cell
START = r"""(?:\A|[.!?:;][)"'”*]*\s|\n\s*\n|^\s*(?:[-*#>]|\d+\.)\s|\|)[\s#*_"'“(>-]*"""
# "What-if" is a noun
WORD = r"(?P<word>{}(?:m|se|ever|mever)?|{}(?:ever)?)\b(?!-)"
# up to a stop or the end of a cell; a dot before a letter (`res.partner`) is none
REST = r"(?P<rest>(?:[^.!?|]|[.!?](?=\w))*[.!?]?)"
SENTENCE = re.compile(START + WORD.format("Who", "What") + REST, re.MULTILINE)
# a comment may begin with a small letter, unless it is a note beside code
COMMENT = re.compile(r"\s*" + r"(?P<word>who(?:m|se|ever|mever)?|whatever)\b" + REST)
OWN = re.compile(r"\bthe\s+own\s+\w+", re.IGNORECASE)

FENCE = re.compile(r"^ *```.*?^ *```|^(?: {4}.*\n)+", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`[^`\n]*`")
SCRIPT = re.compile(
    r"""//(?P<line>[^\n]*)|/\*+(?P<block>.*?)\*/"""
    r"""|(?P<quote>["'`])(?P<text>(?:\\.|(?!(?P=quote)).)*)(?P=quote)""",
    re.DOTALL,
)


def find(text, *, is_comment=False):
    """Yield (offset, words) of each fault of a text."""
    sentences = list(SENTENCE.finditer(text))
    if is_comment:
        sentences += filter(None, [COMMENT.match(text)])
    for match in sentences:
        if not match["rest"].endswith("?"):
            yield match.start("word"), shorten(match["word"] + match["rest"])
    for match in OWN.finditer(text):
        yield match.start(), shorten(match[0])


def shorten(text):
    return " ".join(text.split())[:60]


def lines_before(text, offset):
    return text.count("\n", 0, offset)


def python_comments(source):
    """Yield (line, text, is it without code) of the comments, joined where it is."""
    first, lines, is_open = 0, [], False
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type != tokenize.COMMENT:
            continue
        line, column = token.start
        is_alone = not token.line[:column].strip()
        if lines and not (is_open and is_alone and line == first + len(lines)):
            yield first, "\n".join(lines), is_open
            lines = []
        if not lines:
            first, is_open = line, is_alone
        lines.append(token.string.lstrip("#"))
    if lines:
        yield first, "\n".join(lines), is_open


def read_python(source):
    """Yield (line, words) of the faults of a Python file."""
    for line, text, is_alone in python_comments(source):
        for offset, words in find(text, is_comment=is_alone):
            yield line + lines_before(text, offset), words
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for offset, words in find(node.value):
                line = node.lineno + lines_before(node.value, offset)
                yield min(line, node.end_lineno), words
        elif isinstance(
            node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        ):
            text = ast.get_docstring(node) or ""
            if text.startswith(":"):
                yield node.body[0].lineno, shorten(text)


def read_xml(source):
    """Yield (line, words) of the faults of an XML file."""
    lines = source.splitlines()
    for node in etree.fromstring(source.encode()).iter():
        end = node.sourceline  # of the start tag
        text = node.text or ""
        for offset, words in find(text, is_comment=node.tag is etree.Comment):
            yield end + lines_before(text, offset), words
        for text in node.attrib.values():
            for _offset, words in find(text):
                start = end
                while start > 1 and words.split()[0] not in lines[start - 1]:
                    start -= 1
                yield start, words
        for _offset, words in find(node.tail or ""):
            yield end, words


def read_script(source):
    """Yield (line, words) of the faults of a JavaScript file."""
    for match in SCRIPT.finditer(source):
        kind = next(
            name for name in ("line", "block", "text") if match[name] is not None
        )
        text = match[kind]
        if kind == "block":
            text = re.sub(r"^[ \t]*\* ?", "", text, flags=re.MULTILINE)
        line = 1 + lines_before(source, match.start(kind))
        for offset, words in find(text, is_comment=kind != "text"):
            yield line + lines_before(text, offset), words


def read_markdown(source):
    """Yield (line, words) of the faults of a Markdown file."""
    text = FENCE.sub(lambda match: "\n" * match[0].count("\n"), source)
    text = SPAN.sub(lambda match: "x" * len(match[0]), text)
    for offset, words in find(text):
        yield 1 + lines_before(text, offset), words


READERS = {
    ".py": read_python,
    ".xml": read_xml,
    ".js": read_script,
    ".md": read_markdown,
}


def committed():
    """Return the paths that Git knows and a reader reads, less the cases below."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *PLACES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    paths = [Path(name) for name in listed.split("\0") if name]
    return [
        path
        for path in paths
        if path.suffix in READERS
        and ROOT / path != Path(__file__)
        and (ROOT / path).exists()
    ]


def test_no_sentence_of_the_repository_stumbles():
    paths = committed()
    assert len(paths) > 500
    faults = [
        f"{path}:{line}: {words}"
        for path in paths
        for line, words in READERS[path.suffix]((ROOT / path).read_text("utf-8"))
    ]
    assert not faults, "\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Who asked never decides.", "Who asked never decides."),
        ("It is told.\nWhom no tier fits keeps it.", "Whom no tier fits keeps it."),
        ("Asked twice. What was approved stays.", "What was approved stays."),
        ("A first line\n\nWhatever is paid counts.", "Whatever is paid counts."),
        ("- Whoever may release it is asked.", "Whoever may release it is asked."),
        ("EXTENDS 'sale': What is signed", "What is signed"),
        ("What `res.partner` holds stays.", "What `res.partner` holds stays."),
        ("What", "What"),
        ("until the  own\ncustomers are ticked", "the own customers"),
    ],
)
def test_a_sentence_without_a_noun_is_found(text, words):
    assert [found for _offset, found in find(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Who decides while you are away?",
        "What does `res.partner` hold? Nothing.",
        "What-if Analysis",
        "Whole orders count.",
        "Users who ask never decide.",
        "They say what is owed, and to whom.",
        "their own customers; the owner",
    ],
)
def test_questions_and_clauses_that_follow_pass(text):
    assert list(find(text)) == []


def test_a_comment_may_begin_small():
    assert list(find("who asked is told")) == []
    assert list(find(" who asked is told", is_comment=True)) == [
        (1, "who asked is told")
    ]
    assert list(find(" who is told?", is_comment=True)) == []


@pytest.mark.parametrize(
    ("suffix", "source", "faults"),
    [
        (".py", 'def f():\n    """:return: one"""\n', [(2, ":return: one")]),
        (".py", '"""A sentence.\n\n:return: one\n"""\n', []),
        (".py", 'x = 1\ny = _("Yes."\n       " Who pays?")\n', []),
        (
            ".py",
            'x = 1\ny = _("Yes."\n       " Who pays goes.")\n',
            [(2, "Who pays goes.")],
        ),
        (
            ".py",
            "x = 1  # Who pays\n# goes. What\n# stays\n",
            [(1, "Who pays"), (2, "What stays")],
        ),
        (".py", "# a case\n# who pays\n", []),
        (".py", "x = 1  # who pays\n# whoever pays goes\n", [(2, "whoever pays goes")]),
        (
            ".xml",
            "<a>\n  <b\n    string='What'\n    c='1'\n  >x</b>\n</a>",
            [(3, "What")],
        ),
        (
            ".xml",
            "<a>\n  <p>\n    Who pays goes.\n  </p>\n</a>",
            [(3, "Who pays goes.")],
        ),
        (".xml", "<a>\n<!-- who pays goes --></a>", [(2, "who pays goes")]),
        (".js", "const a = 'x'; // Who pays goes\n", [(1, "Who pays goes")]),
        (
            ".js",
            "/**\n * One.\n * What is paid goes.\n */\n",
            [(3, "What is paid goes.")],
        ),
        (".js", 'f("http://x", _t("Who pays goes"));', [(1, "Who pays goes")]),
        (".md", "# What is new\n", [(1, "What is new")]),
        (".md", "| a | Who pays goes |\n", [(1, "Who pays goes")]),
        (
            ".md",
            "A text:\n\n    What is code\n\n```\nWho else\n```\n`Who` is code.\n",
            [],
        ),
    ],
)
def test_each_kind_of_file_is_read(suffix, source, faults):
    assert list(READERS[suffix](source)) == faults
