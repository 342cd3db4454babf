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
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import phonenumbers
from stdnum.cn import ric, uscc

from icp.eligibility.rules import domain_names
from icp.eligibility.rules.bilingual import Words


class Level(StrEnum):
    WRONG = "wrong"  # cannot be what was asked for
    LOOK = "look"  # a person must look
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Finding:
    level: Level
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Reading:
    """The value as it is kept, and what is to be said about it."""

    value: Any
    findings: tuple[Finding, ...] = ()

    @property
    def is_wrong(self) -> bool:
        return any(found.level is Level.WRONG for found in self.findings)


_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f]")
_PACKAGE = re.compile(r"[A-Za-z][\w-]*(\.[A-Za-z0-9][\w-]*)+", re.ASCII)
_EMAIL = re.compile(r"[^@\s<>\"',;:\\()\[\]]{1,64}@[^@\s.<>\"',;:\\()\[\]]+(\.[^@\s.<>\"',;:\\()\[\]]+)+")
_CODE_SHAPE = re.compile(r"[0-9A-Z]{18}")
# 81, 82 and 83 begin residence permits of Hong Kong, Macao and Taiwan; 9 those of foreign residents.
_PERMIT = re.compile(r"(8[123]|9)\d{16}[\dX]")


def tidy(text: object) -> str:
    """One line without stray spaces, in composed form; what is no text is nothing."""
    if not isinstance(text, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read(kind: str, given: object) -> Reading:
    """Read what was given for a field of this kind. Raises `KeyError` for a kind that does not exist."""
    return _READERS[kind](given)


def _wrong(value: Any, code: str, en: str, zh: str) -> Reading:
    return Reading(value, (Finding(Level.WRONG, code, Words(en, zh)),))


def _look(value: Any, code: str, en: str, zh: str) -> Reading:
    return Reading(value, (Finding(Level.LOOK, code, Words(en, zh)),))


def _text(given: object) -> Reading:
    return Reading(tidy(given))


def _han(given: object) -> Reading:
    text = tidy(given)
    if text and not _HAN.search(text):
        return _wrong(
            text,
            "not_chinese",
            f"“{text}” has no Chinese characters. Copy it from the license, in Chinese.",
            f"“{text}”不含汉字，请按证件填写中文。",
        )
    return Reading(text)


def _compact(given: object) -> str:
    text = unicodedata.normalize("NFKC", given) if isinstance(given, str) else ""
    return re.sub(r"[\s\-‐‑–—]", "", text).upper()


def _uscc(given: object) -> Reading:
    code = _compact(given)
    if not code or uscc.is_valid(code):
        return Reading(code)
    if not _CODE_SHAPE.fullmatch(code):
        return _wrong(
            code,
            "credit_code_shape",
            f"“{code}” has {len(code)} characters. A credit code has 18, digits and capital letters.",
            f"“{code}”为{len(code)}位，统一社会信用代码应为18位数字或大写字母。",
        )
    return _look(
        code,
        "credit_code_unknown",
        "The check digits of this code do not add up. Compare it with the license; our specialist looks too.",
        "该代码校验未通过，请与营业执照核对；备案专员也会核对。",
    )


def _document_number(given: object) -> Reading:
    """A number alone does not say of which document it is; see `judging` for the two together."""
    number = _compact(given)
    if number and not re.fullmatch(r"[0-9A-Z()]{5,30}", number):
        return _wrong(
            number,
            "document_number_shape",
            "A document number has 5 to 30 letters and digits. Copy it from the document.",
            "证件号码应为5至30位字母和数字，请按证件填写。",
        )
    return Reading(number)


def resident_id(number: str) -> Finding | None:
    """What is wrong with the number of a Chinese resident ID card, if anything."""
    if ric.is_valid(number):
        return None
    if not re.fullmatch(r"\d{17}[\dX]", number):
        return Finding(
            Level.WRONG,
            "resident_id_shape",
            Words(
                f"A resident ID has 18 characters, 17 digits and a digit or X; this one has {len(number)}.",
                f"居民身份证号码为18位（17位数字加1位数字或X），您填写了{len(number)}位。",
            ),
        )
    if _PERMIT.fullmatch(number):
        return Finding(
            Level.LOOK,
            "resident_id_permit",
            Words(
                "This looks like a residence permit. Choose that document, or leave it for our specialist.",
                "该号码可能属于居住证，请选择相应证件类型，或由备案专员核对。",
            ),
        )
    return Finding(
        Level.LOOK,
        "resident_id_unknown",
        Words(
            "Area, birth date or check digit of this number do not fit. Compare it with the card.",
            "该号码的地区、出生日期或校验位不符，请与证件核对。",
        ),
    )


def birth_date(number: str) -> date | None:
    """The birth date in a valid resident ID; none where it cannot be read."""
    return ric.get_birth_date(number) if ric.is_valid(number) else None


def _parsed(given: object) -> tuple[str, phonenumbers.PhoneNumber | None]:
    text = unicodedata.normalize("NFKC", tidy(given))
    try:
        return text, phonenumbers.parse(text, "CN") if text else None
    except phonenumbers.NumberParseException:
        return text, None


def _mobile(given: object) -> Reading:
    text, number = _parsed(given)
    if not text:
        return Reading("")
    if number is None:
        return _wrong(
            text,
            "no_phone",
            f"“{text}” is no phone number. Write it as +86 138 0013 8000.",
            f"“{text}”不是电话号码，请按 +86 138 0013 8000 的格式填写。",
        )
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code != 86:
        return _wrong(
            written,
            "not_mainland",
            "The authority's text message reaches mainland numbers only (+86). Give one of those.",
            "工信部短信仅发送至中国内地手机号（+86），请填写内地手机号。",
        )
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.FIXED_LINE:
        return _wrong(
            written,
            "not_mobile",
            "This is a fixed line, which gets no text message. Give a mobile number.",
            "这是固定电话，无法接收短信，请填写手机号。",
        )
    if not phonenumbers.is_valid_number(number):
        return _look(
            written,
            "phone_unknown",
            "Our list does not know this number. Check it; our specialist calls it too.",
            "号码库中没有该号码，请核对；备案专员也会致电确认。",
        )
    if written[3:6] in ("170", "171"):
        return Reading(
            written,
            (
                Finding(
                    Level.HINT,
                    "virtual_operator",
                    Words(
                        "Numbers of virtual operators (170, 171) are refused in some provinces.",
                        "部分省份不接受虚拟运营商号段（170、171）。",
                    ),
                ),
            ),
        )
    return Reading(written)


def _phone(given: object) -> Reading:
    text, number = _parsed(given)
    if not text:
        return Reading("")
    if number is None or not phonenumbers.is_possible_number(number):
        return _wrong(
            text,
            "no_phone",
            f"“{text}” is no phone number. Write it as +86 21 5555 0100.",
            f"“{text}”不是电话号码，请按 +86 21 5555 0100 的格式填写。",
        )
    return Reading(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(given: object) -> Reading:
    text = tidy(given)
    if text and not _EMAIL.fullmatch(text):
        return _wrong(
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
        return _wrong(
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
        return _wrong(
            text,
            "no_address",
            f"“{text}” is no IP address. Write it as 203.0.113.7.",
            f"“{text}”不是IP地址，请按 203.0.113.7 的格式填写。",
        )
    if not address.is_global or address.is_multicast:
        return _wrong(
            str(address),
            "address_not_public",
            f"{address} cannot be reached from the internet. Give the public address of the server.",
            f"{address} 无法从公网访问，请填写服务器的公网IP。",
        )
    return Reading(str(address))


def _package(given: object) -> Reading:
    text = tidy(given)
    if text and not _PACKAGE.fullmatch(text):
        return _wrong(
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
            return _wrong(
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
    "uscc": _uscc,
    "document_number": _document_number,
    "mobile": _mobile,
    "phone": _phone,
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
