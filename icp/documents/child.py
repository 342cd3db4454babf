"""Has a file examined in a process of its own and reads what that process says (examining.py)."""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict

from django.conf import settings

from icp.documents import watermark
from icp.documents.examining import Examined, Wanted
from icp.documents.refused import RefusedFile
from icp.documents.rules.license_papers import LICENSE_REQUIREMENTS
from icp.documents.rules.requirements import Requirement

SECONDS = 30
# Killed by a limit of its own: processor time, or memory that a library could not get.
BY_A_LIMIT = (-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT)
logger = logging.getLogger(__name__)


def examined(content: bytes, kind: str, requirement: Requirement, *, reference: str = "") -> Examined:
    """What is made of the file; its copy for the authority says what for. Raises RefusedFile with a code."""
    for_license = requirement.key in LICENSE_REQUIREMENTS
    wanted = Wanted(
        kind=kind,
        most_pages=requirement.most_pages,
        least_side=requirement.least_side,
        copy_least=requirement.copy_least,
        copy_most=requirement.copy_most,
        # An icon is shown as it is; everything else says what it may be used for.
        copy_kind=requirement.copy_kind,
        mark="" if requirement.figure == "icon" else f"{watermark.only_for(for_license)} · {reference}",
        font=watermark.font_file(),
    )
    try:
        done = subprocess.run(
            [sys.executable, "-m", "icp.documents.examining"],
            input=json.dumps(asdict(wanted)).encode() + b"\n" + content,
            capture_output=True,
            # A busy machine gives it little of the processor; how much it takes is bounded inside.
            timeout=SECONDS + requirement.most_pages,
            check=False,
            cwd=settings.BASE_DIR,
            # Nothing of our environment, in which keys stand.
            env={"PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedFile("too_heavy") from error
    if done.returncode:
        raise RefusedFile(_why(done))
    return _read(done.stdout)


def _why(done: subprocess.CompletedProcess[bytes]) -> str:
    """Only the kind of error is logged: its words may quote the paper."""
    last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2].partition(":")[0][:80]
    logger.warning("a file could not be examined: exit %s, %s", done.returncode, last)
    return "too_heavy" if done.returncode in BY_A_LIMIT or last == "MemoryError" else "damaged"


def _read(said: bytes) -> Examined:
    head, _, rest = said.partition(b"\n")
    told = json.loads(head)
    if "refused" in told:
        raise RefusedFile(told["refused"])
    parts = list(_cut(rest, told.pop("parts")))
    return Examined(**told, original=parts[0], copy=parts[1], views=tuple(parts[2:]))


def _cut(content: bytes, lengths: list[int]) -> Iterator[bytes]:
    at = 0
    for length in lengths:
        yield content[at : at + length]
        at += length
