"""Reads RDAP answers (RFC 9083) about a domain and about an address. Nothing in them is trusted.

The registrar is told by its IANA number, `publicIds` of the type "IANA Registrar ID", and never by its name,
its handle or the host that answers: the mainland companies 420 and 1599 and the international ones 3775 and
3819 share one host, and American shells have "China" in their names (rule book section 8, 2026-11).
Registries of .cn and .中国 give no such number. Fields may be missing, of another type, or many; then the
part that cannot be read is absent.

>>> answer = {"ldhName": "NORDWIND.COM", "entities": [{"roles": ["registrar"], "publicIds":
...           [{"type": "IANA Registrar ID", "identifier": "420"}]}]}
>>> read_domain(answer, "nordwind.com").registrar_id
420
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

MOST_ITEMS: Final = 200
LONGEST_NAME: Final = 200
EARLIEST, LATEST = date(1985, 1, 1), date(2200, 1, 1)
# A name with one of these does not resolve, or is about to be lost (RFC 8056, EPP status codes).
HOLDS: Final = (
    "client hold", "server hold", "pending delete", "redemption period", "pending restore", "inactive",
)  # fmt: skip


class UnreadableAnswer(ValueError):
    """It is not about what was asked; `code` says how: not_an_object, another_name, another_address."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class DomainAnswer:
    """`registrar_id` is None without an IANA number; `has_many_registrars` when two numbers are given."""

    registrar_id: int | None
    registrar_name: str
    has_many_registrars: bool
    expires_on: date | None
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NetworkAnswer:
    """`country` is two capital letters, of the holder and not of the machine; "" where none is told."""

    country: str
    name: str


def read_domain(answer: Any, name: str) -> DomainAnswer:
    """What the answer says about the A-label `name`. Raises UnreadableAnswer."""
    document = _object(answer)
    told = document.get("ldhName")
    if not isinstance(told, str) or told.strip().rstrip(".").lower() != name.lower():
        raise UnreadableAnswer("another_name")
    registrars = [entity for entity in _objects(document.get("entities")) if "registrar" in _roles(entity)]
    numbers = {number for entity in registrars for number in _iana_numbers(entity)}
    names = [found for entity in registrars if (found := _full_name(entity))]
    return DomainAnswer(
        registrar_id=numbers.pop() if len(numbers) == 1 else None,
        registrar_name=names[0] if names else "",
        has_many_registrars=len(numbers) > 1,
        expires_on=_expiry(document),
        holds=tuple(hold for hold in HOLDS if hold in set(_texts(document.get("status")))),
    )


def read_network(answer: Any, address: str) -> NetworkAnswer:
    """Who holds the block of this address. Raises UnreadableAnswer."""
    document = _object(answer)
    if not _covers(document, address):
        raise UnreadableAnswer("another_address")
    country = _text(document.get("country")).upper()
    is_code = re.fullmatch(r"[A-Z]{2}", country, re.ASCII)
    return NetworkAnswer(country if is_code else "", _text(document.get("name")))


def without_people(answer: Any) -> Any:
    """The answer as it may be kept: entities that are no registrar hold persons, and are left out."""
    if not isinstance(answer, dict):
        return None
    kept = [entity for entity in _objects(answer.get("entities")) if "registrar" in _roles(entity)]
    company = [
        {key: entity[key] for key in ("handle", "roles", "publicIds", "vcardArray") if key in entity}
        for entity in kept
    ]
    return {**answer, "entities": company}


def _object(answer: Any) -> Mapping[str, Any]:
    if not isinstance(answer, dict):
        raise UnreadableAnswer("not_an_object")
    return answer


def _covers(document: Mapping[str, Any], address: str) -> bool:
    try:
        first = ipaddress.ip_address(str(document.get("startAddress")).partition("/")[0])
        last = ipaddress.ip_address(str(document.get("endAddress")).partition("/")[0])
    except ValueError:
        return False
    asked = ipaddress.ip_address(address)
    return first.version == last.version == asked.version and int(first) <= int(asked) <= int(last)


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    for item in value[:MOST_ITEMS] if isinstance(value, list) else ():
        if isinstance(item, dict):
            yield item


def _texts(value: Any) -> Iterator[str]:
    given = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    for item in given[:MOST_ITEMS]:
        if isinstance(item, str):
            yield item.strip().lower()


def _roles(entity: Mapping[str, Any]) -> set[str]:
    return set(_texts(entity.get("roles")))


def _iana_numbers(entity: Mapping[str, Any]) -> Iterator[int]:
    for given in _objects(entity.get("publicIds")):
        number = given.get("identifier")
        is_number = isinstance(number, str | int) and not isinstance(number, bool)
        if _text(given.get("type")).lower() != "iana registrar id" or not is_number:
            continue
        if re.fullmatch(r"[0-9]{1,9}", str(number).strip()) and int(str(number)) > 0:
            yield int(str(number))


def _full_name(entity: Mapping[str, Any]) -> str:
    """The `fn` of a jCard: ["vcard", [["fn", {}, "text", "Example Inc."], …]]."""
    card = entity.get("vcardArray")
    fields = card[1] if isinstance(card, list) and len(card) == 2 and isinstance(card[1], list) else []
    for field in fields[:MOST_ITEMS]:
        if isinstance(field, list) and len(field) >= 4 and field[0] == "fn":
            return _text(field[3])
    return ""


def _expiry(document: Mapping[str, Any]) -> date | None:
    """The registry's own date. "registrar expiration" is another one, kept by the registrar."""
    found = {
        day
        for event in _objects(document.get("events"))
        if _text(event.get("eventAction")).lower() == "expiration"
        and (day := _day(event.get("eventDate"))) is not None
    }
    return min(found) if found else None


def _day(value: Any) -> date | None:
    """The day in UTC of a date and time as RFC 3339 writes it; also of a bare date."""
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip()[:40])
    except ValueError:
        return None
    try:
        day = (moment.astimezone(UTC) if moment.tzinfo else moment).date()
    except OverflowError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return "".join(character for character in value if character.isprintable()).strip()[:LONGEST_NAME]
