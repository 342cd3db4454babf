"""What a value must be, by kind of field: read, tidied, and judged.

Numbers are checked by libraries that are kept up to date (`python-stdnum`, `phonenumberslite`, `idna` and
`publicsuffixlist` behind `icp.eligibility`). A number that a library does not know is LOOK, "a person must
look", and never WRONG: some credit codes begin with letters, and residence permits have numbers of their own
(rule book section 8, 2026-11-23). Only what cannot be what was asked for is WRONG, and blocks sending.

>>> read("uscc", "91310000MA1FL0Y7XX").findings[0].level
<Level.LOOK: 'look'>
>>> read("mobile", "138 0013 8000").value
'+8613800138000'
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import date

from icp.eligibility.rules import domain_names
from icp.filings.rules.fields.identity import (
    birth_date,
    read_credit_code,
    read_document_number,
    read_mobile,
    read_phone,
    resident_id,
)
from icp.filings.rules.fields.reading import Finding, Level, Reading, tidy, wrong

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_PACKAGE = re.compile(r"[A-Za-z][\w-]*(\.[A-Za-z0-9][\w-]*)+", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"',;:\\()\[\]]{1,64}@[^@\s.<>\"',;:\\()\[\]]+(\.[^@\s.<>\"',;:\\()\[\]]+)+")


def read(kind: str, given: object) -> Reading:
    """Read what was given for a field of this kind. Raises `KeyError` for a kind that does not exist."""
    return _READERS[kind](given)


def _text(given: object) -> Reading:
    return Reading(tidy(given))


def _han(given: object) -> Reading:
    text = tidy(given)
    if text and not _HAN.search(text):
        return wrong(
            text,
            "not_chinese",
            f"“{text}” has no Chinese characters. Copy it from the license, in Chinese.",
            f"“{text}”不含汉字，请按证件填写中文。",
        )
    return Reading(text)


def _email(given: object) -> Reading:
    text = tidy(given)
    if text and not _EMAIL.fullmatch(text):
        return wrong(
            text,
            "no_email",
            f"“{text}” is no email address. Write it as name@example.com.",
            f"“{text}”不是邮箱地址，请按 name@example.com 的格式填写。",
        )
    return Reading(text)


def _date(given: object) -> Reading:
    text = tidy(given)
    if not text:
        return Reading("")
    try:
        return Reading(date.fromisoformat(text).isoformat())
    except ValueError:
        return wrong(
            text,
            "no_date",
            f"“{text}” is no day. Write it as 2027-03-31.",
            f"“{text}”不是日期，请按 2027-03-31 的格式填写。",
        )


def _domain(given: object) -> Reading:
    text = tidy(given)
    if not text:
        return Reading("")
    try:
        name = domain_names.parse(text)
    except domain_names.NotADomainName as error:
        return Reading(text, (Finding(Level.WRONG, "no_domain", error.words),))
    return Reading(name.registrable)


def _public_ip(given: object) -> Reading:
    text = tidy(given)
    if not text:
        return Reading("")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return wrong(
            text,
            "no_address",
            f"“{text}” is no IP address. Write it as 203.0.113.7.",
            f"“{text}”不是IP地址，请按 203.0.113.7 的格式填写。",
        )
    if not address.is_global or address.is_multicast:
        return wrong(
            str(address),
            "address_not_public",
            f"{address} cannot be reached from the internet. Give the public address of the server.",
            f"{address} 无法从公网访问，请填写服务器的公网IP。",
        )
    return Reading(str(address))


def _package(given: object) -> Reading:
    text = tidy(given)
    if text and not _PACKAGE.fullmatch(text):
        return wrong(
            text,
            "no_package",
            f"“{text}” is no package name. Write it as com.example.app.",
            f"“{text}”不是包名，请按 com.example.app 的格式填写。",
        )
    return Reading(text)


def _digest(length: int, name: str) -> Callable[[object], Reading]:
    def read_digest(given: object) -> Reading:
        text = tidy(given).replace(":", "").replace(" ", "").lower()
        if text and not re.fullmatch(rf"[0-9a-f]{{{length}}}", text):
            return wrong(
                text,
                "no_digest",
                f"A {name} value has {length} digits from 0 to f; this one has {len(text)} characters.",
                f"{name}值应为{length}位十六进制字符，您填写了{len(text)}位。",
            )
        return Reading(text)

    return read_digest


def _confirm(given: object) -> Reading:
    return Reading("yes" if given in ("yes", "on", True) else "")


def _choices(given: object) -> Reading:
    if isinstance(given, str):
        given = [given]
    found = [item for item in given if isinstance(item, str)] if isinstance(given, list | tuple) else []
    return Reading(list(dict.fromkeys(found)))


_READERS: Mapping[str, Callable[[object], Reading]] = {
    "text": _text,
    "name": _text,
    "han": _han,
    "site_name": _text,
    "choice": _text,
    "choices": _choices,
    "yes_no": _text,
    "confirm": _confirm,
    "uscc": read_credit_code,
    "document_number": read_document_number,
    "mobile": read_mobile,
    "phone": read_phone,
    "email": _email,
    "date": _date,
    "domain": _domain,
    "public_ip": _public_ip,
    "package": _package,
    "md5": _digest(32, "MD5"),
    "sha1": _digest(40, "SHA-1"),
    "icp_number": _text,
}
KINDS: tuple[str, ...] = tuple(_READERS)
__all__ = ["KINDS", "Finding", "Level", "Reading", "birth_date", "read", "resident_id", "tidy"]
