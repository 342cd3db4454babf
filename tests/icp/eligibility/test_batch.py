"""Many checks out of one CSV file, and what happens to lines that cannot be read."""

from __future__ import annotations

import csv
import io
import itertools
import tracemalloc
from collections.abc import Iterator

import pytest

from icp.eligibility.batch import BadHeader, BadRow, Row, assess_csv
from icp.eligibility.rules.facts import COLUMNS

from .facts_for_tests import CASES, CASES_FILE, TODAY

TEXT = CASES_FILE.read_text(encoding="utf-8")


def assessed(text: str, policy_id: str | None = None) -> list[Row | BadRow]:
    return list(assess_csv(io.StringIO(text, newline=""), policy_id, TODAY))


def good(text: str) -> list[Row]:
    rows = assessed(text)
    assert all(isinstance(row, Row) for row in rows), rows
    return [row for row in rows if isinstance(row, Row)]


def with_rows(*changes: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(CASES[0]))
    writer.writeheader()
    writer.writerows([{**CASES[0], **change} for change in changes])
    return out.getvalue()


def test_the_published_cases_are_judged_by_their_own_policies() -> None:
    rows = good(TEXT)
    assert [row.case_id for row in rows] == [row["case_id"] for row in CASES]
    assert [row.cells()[6] for row in rows] == [row["triggered_rules"] for row in CASES]


def test_a_policy_given_wins_over_the_rows() -> None:
    assert {row.verdict.policy_id for row in assessed(TEXT, "seed-1") if isinstance(row, Row)} == {"seed-1"}


def test_rows_without_a_policy_are_judged_by_the_default() -> None:
    assert [row.verdict.policy_id for row in good(with_rows({"policy": ""}))] == ["seed-1"]


def test_only_identifier_and_facts_are_asked_for() -> None:
    names = ["case_id", *COLUMNS]
    text = ",".join(names) + "\n" + ",".join(CASES[0][name] for name in names) + "\n"
    assert good(text)[0].cells()[4] == "pass"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_do_not_matter(mark: str, end: str) -> None:
    lines = TEXT.splitlines()[:3]
    assert len(good(mark + end.join(lines) + end)) == 2
    assert len(good(mark + end.join(lines))) == 2


def test_a_cell_may_hold_line_ends_and_lines_are_still_counted() -> None:
    rows = assessed(with_rows({"title": "one\r\ntwo\nthree"}, {"age": "old"}))
    assert isinstance(rows[0], Row) and isinstance(rows[1], BadRow)
    assert (rows[0].line, rows[1].line) == (2, 5)


def test_blank_lines_are_passed_over() -> None:
    lines = TEXT.splitlines()
    assert len(good("\n".join([lines[0], "", lines[1], "", ""]))) == 1


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"age": "old"}, "age is “old”"),
        ({"domain": "shop example.com"}, "domain is “shop example.com”"),
        ({"policy": "cn-2099"}, "There is no policy “cn-2099”. Use one of: seed-1, cn-2026-11."),
        ({"case_id": "C\udcff"}, "UTF-8"),
        ({"site_name": "x\udcff"}, "control character"),
        ({"site_name": "长" * 140_000}, "no readable CSV"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_goes_on(change: dict[str, str], told: str) -> None:
    before, bad, after = assessed(with_rows({}, change, {}))
    assert isinstance(before, Row) and isinstance(bad, BadRow) and isinstance(after, Row)
    assert bad.line == 3 and told in bad.words.en and bad.words.zh


def test_rows_too_short_or_too_long_are_named() -> None:
    lines = TEXT.splitlines()
    short, long = assessed("\n".join([lines[0], "X1,seed", lines[1] + ",more"]))
    assert isinstance(short, BadRow) and isinstance(long, BadRow)
    assert (short.line, short.case_id, long.line, long.case_id) == (2, "X1", 3, "C001")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("", "empty"),
        ("case_id,domain\n", "missing: entity_type"),
        (TEXT.splitlines()[0] + ",colour\n", "unknown: colour"),
        (TEXT.splitlines()[0] + ",age\n", "twice: age"),
        (TEXT.splitlines()[0].replace("case_id,", ""), "missing: case_id"),
    ],
)
def test_a_header_that_does_not_fit_is_refused_in_one_sentence(header: str, told: str) -> None:
    with pytest.raises(BadHeader) as refused:
        assessed(header)
    assert told in str(refused.value) and refused.value.words.zh


@pytest.mark.parametrize(
    ("case_id", "echoed"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd", "'+cmd"),
        ("-A1", "'-A1"),
        ("-5", "-5"),
        ("+5.5", "+5.5"),
        ("C001", "C001"),
        ("", ""),
        ("{age}", "{age}"),
    ],
)
def test_an_identifier_that_a_spreadsheet_would_run_is_quoted(case_id: str, echoed: str) -> None:
    assert good(with_rows({"case_id": case_id}))[0].cells()[0] == echoed


def test_memory_does_not_grow_with_the_file() -> None:
    header, *lines = TEXT.splitlines(keepends=True)
    endless: Iterator[str] = itertools.chain([header], itertools.islice(itertools.cycle(lines), 1_700))
    rows = assess_csv(endless, None, TODAY)
    for _ in itertools.islice(rows, 200):
        pass
    tracemalloc.start()
    judged = sum(1 for _ in rows)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert judged == 1_500 and peak < 500_000
