"""Check many sites at once: facts in a CSV file in, one verdict per row out.

The facts are the columns of the published cases (`tests/icp/eligibility/cases.csv`). Needs no
database. Rows that cannot be read are named on standard error and the rest goes on; the exit code is 1 if
there was any.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError

from icp.eligibility.batch import RESULT_COLUMNS, BadHeader, BadRow, assess_csv
from icp.eligibility.rules.policy import DEFAULT_POLICY_ID, POLICIES

CHINA = ZoneInfo("Asia/Shanghai")


class Command(BaseCommand):
    help = "Check the ICP eligibility of every row of a CSV file and write the verdicts as CSV."
    # The rules are pure: neither models nor a database are needed to judge a file.
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", required=True, metavar="FILE", help="the facts; - reads standard input")
        parser.add_argument(
            "--policy",
            choices=sorted(POLICIES),
            help=f"judge every row by this policy (default: the row's own, else {DEFAULT_POLICY_ID})",
        )
        parser.add_argument(
            "--on", type=_day, metavar="DATE", help="judge as of this day, such as 2026-11-23"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or datetime.now(CHINA).date()
        try:
            bad_rows = self._judge(options["csv"], options["policy"], on)
            self.stdout.flush()
        except BrokenPipeError:
            _end_quietly()
        if bad_rows:
            sys.exit(1)

    def _judge(self, path: str, policy_id: str | None, on: date) -> int:
        bad_rows = 0
        out = csv.writer(_Unended(self.stdout), lineterminator="\n")
        with _opened(path) as lines:
            try:
                rows = assess_csv(lines, policy_id, on)
            except BadHeader as error:
                raise CommandError(f"{path}: {error}") from error
            out.writerow(RESULT_COLUMNS)
            for row in rows:
                if isinstance(row, BadRow):
                    bad_rows += 1
                    self.stderr.write(
                        f"line {row.line}{f' ({row.case_id})' if row.case_id else ''}: {row.words.en}"
                    )
                else:
                    out.writerow(row.cells())
        return bad_rows


class _Unended:
    """Django's output adds line ends of its own; a row brings its own."""

    def __init__(self, output: Any) -> None:
        self._output = output

    def write(self, text: str) -> None:
        self._output.write(text, ending="")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is no date. Write it as 2026-11-23.") from error


@contextmanager
def _opened(path: str) -> Iterator[IO[str]]:
    """The file's lines. Bytes that are not UTF-8 are carried on, so that only their own row is refused."""
    try:
        with nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb") as source:
            yield io.TextIOWrapper(source, encoding="utf-8", errors="surrogateescape", newline="")
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}. Give a CSV file, or -.") from error


def _end_quietly() -> None:
    """The reader (`head`, a pager) has seen enough. What is still buffered must not raise again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(1)
