"""`manage.py check_eligibility`, as a person at a terminal or a program runs it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

import icp

from .facts_for_tests import CASES, CASES_FILE

ROOT = Path(icp.__file__).parents[1]


def run(*args: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    # An address nobody listens at: the command must not ask a database.
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none"}
    command = [sys.executable, "manage.py", "check_eligibility", *args]
    return subprocess.run(command, cwd=ROOT, env=environment, input=given, capture_output=True, timeout=120)


def rows_of(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(done.stdout.decode().splitlines()))


def test_the_published_cases_come_out_as_published() -> None:
    done = run("--csv", str(CASES_FILE), "--on", "2026-11-23")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.splitlines()[0] == b"case_id,need,kind,filing_type,outcome,decisive_rule,findings"
    for row, case in zip(rows_of(done), CASES, strict=True):
        assert row == {
            "case_id": case["case_id"],
            "need": case["expected_need"],
            "kind": case["expected_kind"],
            "filing_type": case["expected_filing_type"],
            "outcome": case["expected_outcome"],
            "decisive_rule": case["decisive_rule"],
            "findings": case["triggered_rules"],
        }


def test_standard_input_is_read_and_bad_rows_are_named_by_line() -> None:
    lines = CASES_FILE.read_bytes().splitlines()
    given = b"\n".join([lines[0], b"X1,seed", lines[1], lines[2].replace(b"example-corp", b"\xff\xfe")])
    done = run("--csv", "-", given=given)
    assert done.returncode == 1
    assert [row["case_id"] for row in rows_of(done)] == ["C001"]
    told = done.stderr.decode().splitlines()
    assert [line.partition(":")[0] for line in told] == ["line 2 (X1)", "line 4 (C002)"]


def test_the_policy_option_wins_over_the_column() -> None:
    done = run("--csv", str(CASES_FILE), "--policy", "seed-1")
    top = next(row for row in rows_of(done) if row["case_id"] == "C043")
    assert (done.returncode, top["findings"]) == (0, "D01=fail")


@pytest.mark.parametrize(
    ("args", "given", "told", "code"),
    [
        (("--csv", "nowhere.csv"), None, "nowhere.csv cannot be read", 1),
        (("--csv", "."), None, ". cannot be read", 1),
        (("--csv", "-"), b"", "The file is empty", 1),
        (("--csv", "-"), b"case_id,age\n", "These columns are missing", 1),
        (("--csv", "-", "--on", "soon"), b"", "soon is no date", 2),
        (("--csv", "-", "--policy", "cn-2099"), b"", "cn-2099", 2),
    ],
)
def test_what_cannot_be_run_is_told_without_a_traceback(
    args: tuple[str, ...], given: bytes | None, told: str, code: int
) -> None:
    done = run(*args, given=given)
    assert done.returncode == code
    assert told in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_a_reader_that_has_seen_enough_is_not_told_off() -> None:
    header, *lines = CASES_FILE.read_bytes().splitlines(keepends=True)
    command = [sys.executable, "manage.py", "check_eligibility", "--csv", "-"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdout.close()
        try:
            process.stdin.write(header + b"".join(lines) * 50)
            process.stdin.close()
        except BrokenPipeError:
            process.stdin = None
        told = process.stderr.read()
        process.wait(timeout=60)
    assert told == b""
