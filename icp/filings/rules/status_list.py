"""A status list pasted from the provider's console: which rows speak of which filing, and what they say.

The console shows order number, domain and a Chinese state, in tabs, commas or several spaces. Only the
words of the state matter, as Alibaba Cloud and Huawei write them (data/workflow.json, 2026-11-23); a number
in the row is read too. Nothing is guessed: a row without a domain or a known state is listed as unmatched.

>>> rows = read_list("nordwind.cn\\t管局审核中\\nacme.cn\\t处理中")
>>> [(row.domain, row.state) for row in rows]
[('nordwind.cn', 'CA_REVIEW'), ('acme.cn', '')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

MOST_ROWS = 200
MOST_CHARACTERS = 60_000

# The words of the consoles; the longest that is found in a row counts.
STATES: Mapping[str, str] = MappingProxyType(
    {
        "待真实性核验": "IDENTITY_CHECK",
        "待人脸核验": "IDENTITY_CHECK",
        "等待初审": "PRELIM_REVIEW",
        "初审中": "PRELIM_REVIEW",
        "阿里云初审": "PRELIM_REVIEW",
        "初审待修改": "PRELIM_CORRECTION",
        "初审驳回": "PRELIM_REJECTED",
        "待提交管局": "AWAIT_SUBMIT",
        "初审通过": "AWAIT_SUBMIT",
        "待短信核验": "SMS_PENDING",
        "短信核验超时": "SMS_RETURNED",
        "短信核验失败": "SMS_RETURNED",
        "管局审核中": "CA_REVIEW",
        "管局审核": "CA_REVIEW",
        "管局驳回": "CA_REJECTED",
        "管局审核不通过": "CA_REJECTED",
        "管局审核通过": "APPROVED",
        "备案成功": "APPROVED",
        "已备案": "APPROVED",
    }
)
# Which verb leads from the state we have to the state the console shows; only one step is ever taken.
STEPS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("SPECIALIST_REVIEW", "IDENTITY_CHECK"): "lodge",
        ("IDENTITY_CHECK", "PRELIM_REVIEW"): "face_check_passed",
        ("PRELIM_REVIEW", "AWAIT_SUBMIT"): "pass",
        ("AWAIT_SUBMIT", "SMS_PENDING"): "sent_to_ca",
        ("AWAIT_SUBMIT", "CA_REVIEW"): "sent_without_sms",
        ("SMS_PENDING", "CA_REVIEW"): "sms_verified",
        ("SMS_PENDING", "SMS_RETURNED"): "six_wrong_entries",
        ("CA_REVIEW", "APPROVED"): "approve",
    }
)
_LETTER = r"[a-z0-9\u3400-\u9fff]"
_DOMAIN = re.compile(
    rf"(?<![\w.-])((?:{_LETTER}(?:[a-z0-9\u3400-\u9fff-]{{0,61}}{_LETTER})?\.)+[a-z\u3400-\u9fff]{{2,}})(?![\w.-])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\u4e00-\u9fff]?ICP备\d+号?(?:-\d+A?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what it names and the state it shows; each is empty where the line does not say it."""

    line: str
    domain: str
    state: str
    number: str


def read_list(text: str) -> tuple[Row, ...]:
    """The first 200 lines that are not empty; what follows is dropped, as `is_cut` tells."""
    lines = [line for line in text[:MOST_CHARACTERS].splitlines() if line.strip()]
    return tuple(_row(line) for line in lines[:MOST_ROWS])


def is_cut(text: str) -> bool:
    return (
        len(text) > MOST_CHARACTERS or len([line for line in text.splitlines() if line.strip()]) > MOST_ROWS
    )


def step(present: str, shown: str) -> str:
    """The verb that leads from our state to the one shown; empty where no single step does."""
    return STEPS.get((present, shown), "")


def _row(line: str) -> Row:
    plain = " ".join(unicodedata.normalize("NFKC", line).split())
    number = _NUMBER.search(plain)
    domain = _DOMAIN.search(plain)
    words = max((word for word in STATES if word in plain), key=len, default="")
    return Row(
        plain[:200],
        domain[1].lower() if domain else "",
        STATES.get(words, ""),
        number[0].strip() if number else "",
    )
