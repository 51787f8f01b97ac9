"""What is generated and committed is up to date."""

import readme
import rules


def test_rules_are_up_to_date():
    assert rules.TARGET.read_text("utf-8") == rules.render(rules.collect())


def test_readmes_are_up_to_date():
    assert readme.main(["--check"]) == 0


def test_a_range_names_every_rule():
    assert list(rules.rules_in("R1.13-14, F01 and R5.9")) == [
        "R1.13",
        "R1.14",
        "F01",
        "R5.9",
    ]
