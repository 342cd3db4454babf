"""Readers of the numbers that identify a company or a person: credit codes, documents, phones."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import phonenumbers
from stdnum.cn import ric, uscc

from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.reading import Finding, Level, Reading, look, tidy, wrong

_CODE_SHAPE = re.compile(r"[0-9A-Z]{18}")
# 81, 82 and 83 begin residence permits of Hong Kong, Macao and Taiwan; 9 those of foreign residents.
_PERMIT = re.compile(r"(8[123]\d{15}|9\d{16})[\dX]")


def compact(given: object) -> str:
    text = unicodedata.normalize("NFKC", given) if isinstance(given, str) else ""
    return re.sub(r"[\s\-‐‑–—]", "", text).upper()


def read_credit_code(given: object) -> Reading:
    code = compact(given)
    if not code or uscc.is_valid(code):
        return Reading(code)
    if not _CODE_SHAPE.fullmatch(code):
        return wrong(
            code,
            "credit_code_shape",
            f"“{code}” has {len(code)} characters. A credit code has 18, digits and capital letters.",
            f"“{code}”为{len(code)}位，统一社会信用代码应为18位数字或大写字母。",
        )
    return look(
        code,
        "credit_code_unknown",
        "The check digits of this code do not add up. Compare it with the license; our specialist looks too.",
        "该代码校验未通过，请与营业执照核对；备案专员也会核对。",
    )


def read_document_number(given: object) -> Reading:
    """A number alone does not say of which document it is; see `judging` for the two together."""
    number = compact(given)
    if number and not re.fullmatch(r"[0-9A-Z()]{5,30}", number):
        return wrong(
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


def read_mobile(given: object) -> Reading:
    text, number = _parsed(given)
    if not text:
        return Reading("")
    if number is None:
        return wrong(
            text,
            "no_phone",
            f"“{text}” is no phone number. Write it as +86 138 0013 8000.",
            f"“{text}”不是电话号码，请按 +86 138 0013 8000 的格式填写。",
        )
    written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.country_code != 86:
        return wrong(
            written,
            "not_mainland",
            "The authority's text message reaches mainland numbers only (+86). Give one of those.",
            "工信部短信仅发送至中国内地手机号（+86），请填写内地手机号。",
        )
    kind = phonenumbers.number_type(number)
    if kind == phonenumbers.PhoneNumberType.FIXED_LINE:
        return wrong(
            written,
            "not_mobile",
            "This is a fixed line, which gets no text message. Give a mobile number.",
            "这是固定电话，无法接收短信，请填写手机号。",
        )
    if not phonenumbers.is_valid_number(number):
        return look(
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


def read_phone(given: object) -> Reading:
    text, number = _parsed(given)
    if not text:
        return Reading("")
    if number is None or not phonenumbers.is_possible_number(number):
        return wrong(
            text,
            "no_phone",
            f"“{text}” is no phone number. Write it as +86 21 5555 0100.",
            f"“{text}”不是电话号码，请按 +86 21 5555 0100 的格式填写。",
        )
    return Reading(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
