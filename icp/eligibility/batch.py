"""Many eligibility checks out of one CSV file, row by row, in bounded memory.

The columns are those of the published cases: `case_id`, the facts, and `policy` if the rows choose one.
`title`, `source`, `decisive_rule`, `triggered_rules` and columns that begin with `expected_` may be there
and are not read. A row that cannot be read becomes a `BadRow` with its line number, and the rest goes on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.facts import COLUMNS, Facts, MalformedFacts
from icp.eligibility.rules.policy import DEFAULT_POLICY_ID, POLICIES, Policy
from icp.eligibility.rules.verdict import Verdict, assess

RESULT_COLUMNS = ("case_id", "need", "kind", "filing_type", "outcome", "decisive_rule", "findings")
_IGNORED = ("title", "source", "decisive_rule", "triggered_rules")


class _Reader(Protocol):
    """What `csv.reader` gives: rows, and the number of the line it has read last."""

    @property
    def line_num(self) -> int: ...

    def __next__(self) -> list[str]: ...

    def __iter__(self) -> Iterator[list[str]]: ...


class BadHeader(ValueError):
    """The first line does not name the columns; `words` says which are missing or strange."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Row:
    """One assessed line; `line` is where the row begins, counted from 1."""

    line: int
    case_id: str
    verdict: Verdict

    def cells(self) -> tuple[str, ...]:
        """The result columns as text, values letter for letter as in the data."""
        verdict = self.verdict
        findings = ";".join(str(finding) for finding in verdict.findings)
        return (
            _without_formula(self.case_id),
            verdict.need,
            verdict.kind,
            verdict.filing_type,
            verdict.outcome,
            verdict.decisive_rule,
            findings,
        )


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that could not be assessed, and why."""

    line: int
    case_id: str
    words: Words


def assess_csv(lines: Iterable[str], policy_id: str | None, on: date) -> Iterator[Row | BadRow]:
    """Assess each row; `policy_id` wins over the row's own. Raises `BadHeader` before the first row.

    Raises `KeyError` if there is no packaged policy `policy_id`.
    """
    chosen = POLICIES[policy_id] if policy_id is not None else None
    reader = csv.reader(_without_mark(lines))
    header = _header(reader)
    return _rows(reader, header, chosen, on)


def _rows(reader: _Reader, header: list[str], chosen: Policy | None, on: date) -> Iterator[Row | BadRow]:
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader, None)
            if cells is None:
                return
            if cells:
                yield _assessed(line, header, cells, chosen, on)
        except csv.Error as error:
            yield BadRow(line, "", _said("unreadable", str(error)))
        line = reader.line_num + 1


def _assessed(
    line: int, header: list[str], cells: list[str], chosen: Policy | None, on: date
) -> Row | BadRow:
    if len(cells) != len(header):
        case_id = cells[header.index("case_id")] if len(cells) > header.index("case_id") else ""
        return BadRow(line, case_id, _said("cells", f"{len(cells)}", f"{len(header)}"))
    row = dict(zip(header, cells, strict=True))
    if not row["case_id"].isprintable():
        return BadRow(line, ascii(row["case_id"]), _said("case_id"))
    named = row.get("policy", "").strip()
    policy = chosen or POLICIES.get(named or DEFAULT_POLICY_ID)
    if policy is None:
        return BadRow(line, row["case_id"], _said("policy", named, ", ".join(POLICIES)))
    try:
        facts = Facts.parse({name: row[name] for name in COLUMNS})
    except MalformedFacts as malformed:
        return BadRow(line, row["case_id"], malformed.words)
    return Row(line, row["case_id"], assess(facts, policy, on))


def _header(reader: _Reader) -> list[str]:
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise BadHeader(_said("unreadable", str(error))) from error
    if not header:
        raise BadHeader(_said("empty"))
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise BadHeader(_said("twice", _few(twice)))
    missing = [name for name in ("case_id", *COLUMNS) if name not in header]
    if missing:
        raise BadHeader(_said("missing", _few(missing)))
    known = ("case_id", "policy", *COLUMNS, *_IGNORED)
    strange = [name for name in header if name not in known and not name.startswith("expected_")]
    if strange:
        raise BadHeader(_said("strange", _few(strange)))
    return header


def _without_mark(lines: Iterable[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield line.removeprefix("\ufeff") if number == 0 else line


def _without_formula(case_id: str) -> str:
    """A spreadsheet runs a cell that begins with = + - @; the identifier is the only cell a stranger wrote.

    It is quoted with an apostrophe, as spreadsheets do themselves. Signed numbers stay, since nothing in
    them can run.
    """
    is_number = re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", case_id)
    return (
        f"'{case_id}" if case_id.startswith(("=", "+", "-", "@", "\t", "\r")) and not is_number else case_id
    )


def _few(names: list[str]) -> str:
    shown = ", ".join(name[:60] for name in names[:8])
    return shown if len(names) <= 8 else f"{shown} …"


def _said(key: str, given: str = "", wanted: str = "") -> Words:
    return _SENTENCES[key].filled(given=given, wanted=wanted)


_SENTENCES = {
    "empty": Words(
        "The file is empty. Its first line names the columns, as in the published cases.",
        "文件为空。首行须为列名，与公布的案例一致。",
    ),
    "twice": Words(
        "These columns stand there twice: {given}. Keep one of each.", "以下列重复：{given}。请各保留一列。"
    ),
    "missing": Words(
        "These columns are missing: {given}. Add them; na is a value for what was not asked.",
        "缺少以下列：{given}。请补充；未询问的可填na。",
    ),
    "strange": Words(
        "These columns are unknown: {given}. Take them out, or correct their names.",
        "以下列无法识别：{given}。请删除或更正列名。",
    ),
    "cells": Words(
        "It has {given} cells where the first line has {wanted}. Check commas and quotation marks.",
        "该行有{given}个单元格，而首行有{wanted}个。请检查逗号和引号。",
    ),
    "case_id": Words(
        "Its case_id holds bytes that are no UTF-8, or a control character. Correct it.",
        "case_id含有非UTF-8字节或控制字符，请更正。",
    ),
    "policy": Words(
        "There is no policy “{given}”. Use one of: {wanted}.", "没有规则版本“{given}”。请使用：{wanted}。"
    ),
    "unreadable": Words(
        "It is no readable CSV ({given}). Check quotation marks and line ends.",
        "无法按CSV读取（{given}）。请检查引号和换行。",
    ),
}
