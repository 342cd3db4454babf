"""Asks registries by RDAP: who is the registrar of a name, and who holds an address."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from icp.domains.rules.bootstrap import Bootstrap
from icp.domains.rules.facts import Finding, with_reason
from icp.domains.rules.rdap import UnreadableAnswer, read_domain, read_network, without_people
from icp.domains.told import Question, Told, nothing
from portal.egress.fetching import Answer, fetch
from portal.egress.refusals import EgressRefused, NoAnswer

ACCEPT = {"Accept": "application/rdap+json, application/json;q=0.9"}
MOST_BYTES = 1 << 20
REDIRECTS = 3
# Their registries publish no registrar number (rule book section 8); a person looks it up.
BY_HAND = ("cn", "xn--fiqs8s", "xn--fiqz9s")


@dataclass(frozen=True, slots=True)
class Document:
    """A readable answer, or the reason why there is none. `is_absent`: the registry knows no such thing."""

    content: Any = None
    service: str = ""
    sha256: str = ""
    why: str = ""
    detail: str = ""
    is_absent: bool = False


def ask_registry(question: Question, bootstrap: Bootstrap, seconds: float) -> Told:
    """Registered or not, registrar, expiry and holds of the registrable name."""
    is_by_hand = question.name.rpartition(".")[2] in BY_HAND
    url = bootstrap.for_name(question.name)
    if url is None:
        told = nothing("rdap", "", "no_service")
        reasons = {"registrar": "by_hand_cn"} if is_by_hand else {}
        # That nobody answers by machine is known for good, so it is no reason to ask again.
        return Told(with_reason(told.findings, reasons), "", is_known=True)
    document = fetched(url, seconds)
    if document.is_absent:
        unregistered = nothing("rdap", document.service, "not_registered").findings
        return Told((Finding("registered", value=False), *unregistered[1:]), document.service)
    if document.why:
        return nothing("rdap", document.service, document.why, document.detail)
    try:
        read = read_domain(document.content, question.name)
    except UnreadableAnswer as error:
        return nothing("rdap", document.service, "unreadable", error.code)
    registrar = {"id": read.registrar_id, "name": read.registrar_name} if read.registrar_id else None
    why = "" if registrar else _why_no_registrar(read.has_many_registrars, read.registrar_name, is_by_hand)
    expires = read.expires_on.isoformat() if read.expires_on else None
    return Told(
        (
            Finding("registered", value=True),
            Finding("registrar", registrar, why=why),
            Finding("expires_on", expires, why="" if expires else "not_told"),
            Finding("holds", list(read.holds)),
        ),
        document.service,
        raw=without_people(document.content),
        raw_sha256=document.sha256,
    )


def holder_of(address: str, bootstrap: Bootstrap, seconds: float) -> tuple[str, str, str]:
    """(country, name of the block, why) of a public address; `why` is empty where the country is known."""
    url = bootstrap.for_address(address)
    if url is None:
        return "", "", "no_service"
    document = fetched(url, seconds)
    if document.is_absent:
        return "", "", "not_told"
    if document.why:
        return "", "", document.why
    try:
        read = read_network(document.content, address)
    except UnreadableAnswer:
        return "", "", "unreadable"
    return read.country, read.name, "" if read.country else "not_told"


def fetched(url: str, seconds: float) -> Document:
    """One RDAP answer. Never raises for what a server may do."""
    try:
        answer = fetch(
            url,
            purpose="rdap",
            redirects=REDIRECTS,
            seconds=seconds,
            most_bytes=MOST_BYTES,
            headers=ACCEPT,
        )
    except NoAnswer as error:
        why = "refused" if isinstance(error, EgressRefused) else "no_answer"
        return Document(service=urlsplit(url).hostname or "", why=why, detail=error.code)
    return _read(answer)


def _read(answer: Answer) -> Document:
    service = urlsplit(answer.url).hostname or ""
    if answer.status != 200:
        why = {404: "", 429: "slow_down"}.get(
            answer.status, "refused" if answer.status < 500 else "no_answer"
        )
        return Document(
            service=service, why=why, detail=f"HTTP {answer.status}", is_absent=answer.status == 404
        )
    if answer.is_cut:
        return Document(service=service, why="unreadable", detail="too_long")
    try:
        content = json.loads(answer.body)
    except (ValueError, RecursionError):
        return Document(service=service, why="unreadable", detail="not_json")
    return Document(content, service, hashlib.sha256(answer.body).hexdigest())


def _why_no_registrar(many: bool, name: str, is_by_hand: bool) -> str:
    if is_by_hand:
        return "by_hand_cn"
    if many:
        return "many_registrars"
    return "no_iana_number" if name else "not_told"
