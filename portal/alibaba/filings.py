"""What Alibaba Cloud says about filings: whether a domain is filed, and what was granted to this account.

Two look-ups exist, and nothing files by program (OPERATIONS 7; vendor's pages of 2025-12, SDK of 2026-04).
Both speak for the account of the credentials only: for anybody else's domain the answer is the error -124.
So whatever is no plain answer is `NotKnown` with its reason, and never "not filed".

The second look-up also names responsible persons. They are dropped here, so nothing above ever holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeVar

from portal.alibaba.clients import Cloud
from portal.alibaba.deadline import within
from portal.alibaba.errors import AlibabaError

# For the RAM policy of the role that looks.
CALLS: Final = (("cdn", "CheckCdnDomainICP"), ("companyreg", "QuerySuccessIcpData"))
REGION: Final = "cn-hangzhou"  # of the mainland endpoint; both products have one for the world
LOOK_SECONDS: Final = 4.0
MOST_SUBJECTS, MOST_SITES, MOST_RISKS, MOST_DOMAINS = 200, 500, 50, 50
LONGEST_TEXT: Final = 4000

Reason = Literal["not_of_account", "no_access", "not_configured", "busy", "no_answer", "refused"]
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class NotKnown:
    """Why there is no answer. `code` is the vendor's, for people who look into it."""

    reason: Reason
    code: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A website or an app with a number of its own. `domains` as the vendor writes them, lower case."""

    name: str
    number: str
    domains: tuple[str, ...]
    kind: Literal["website", "app"] = "website"


@dataclass(frozen=True, slots=True)
class Risk:
    """What a check of the provider found. `deadline` and `suggestions` as they came, HTML included."""

    deadline: str
    source: str
    suggestions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    number: str
    name: str
    nature: str
    services: tuple[Service, ...]
    risks: tuple[Risk, ...]


def domain_is_filed(cloud: Cloud, domain: str, *, seconds: float = LOOK_SECONDS) -> bool | NotKnown:
    """Whether this registrable name (A-label) has a filing, at whichever provider."""
    status = _asked(lambda: _status(cloud, domain), seconds)
    if isinstance(status, NotKnown):
        return status
    answers = {"DomainIsRegistration": True, "DomainNotRegistration": False}
    return answers.get(status, NotKnown("no_answer", status[:80]))


def granted(cloud: Cloud, *, seconds: float = LOOK_SECONDS) -> tuple[Subject, ...] | NotKnown:
    """Every subject that was granted a filing through this account, with its websites, apps and risks."""
    rows = _asked(lambda: _granted_rows(cloud), seconds)
    if isinstance(rows, NotKnown):
        return rows
    return tuple(_subject(row) for row in _rows(rows, MOST_SUBJECTS))


def _status(cloud: Cloud, domain: str) -> str:
    return str(cloud.call("cdn", "CheckCdnDomainICP", REGION, {"DomainName": domain}).get("Status"))


def _granted_rows(cloud: Cloud) -> Any:
    body = cloud.call("companyreg", "QuerySuccessIcpData", REGION, {})
    if body.get("Success") is not True:
        # An empty body is no list of nothing.
        raise AlibabaError("UnreadableAnswer", "Success is missing.", outcome="unknown")
    return body.get("BaSuccessDataWithRiskList")


def _asked(ask: Callable[[], Answer], seconds: float) -> Answer | NotKnown:
    try:
        return within(seconds, ask)
    except TimeoutError:
        return NotKnown("no_answer", "TimeoutError")
    except AlibabaError as error:
        return NotKnown(_reason(error), error.code[:80])


def _reason(error: AlibabaError) -> Reason:
    if error.code == "-124":
        return "not_of_account"
    if error.code == "CredentialsMissing":
        return "not_configured"
    if error.outcome == "auth" or error.code.startswith("Forbidden"):
        return "no_access"
    if error.outcome in ("not_now", "busy"):
        return "busy"
    return "no_answer" if error.outcome == "unknown" else "refused"


def _subject(row: Mapping[str, Any]) -> Subject:
    websites = [_service(site, "Site", "website") for site in _rows(row.get("WebsiteList"), MOST_SITES)]
    apps = [_service(app, "App", "app") for app in _rows(row.get("AppList"), MOST_SITES)]
    return Subject(
        number=_text(row.get("IcpNumber")),
        name=_text(row.get("OrganizersName")),
        nature=_text(row.get("OrganizersNature")),
        services=(*websites, *apps),
        risks=tuple(risk for each in _rows(row.get("RiskList"), MOST_RISKS) for risk in _risks(each)),
    )


def _service(row: Mapping[str, Any], prefix: str, kind: Literal["website", "app"]) -> Service:
    given = row.get("DomainList")
    domains = [name for name in given if isinstance(name, str)] if isinstance(given, list) else []
    return Service(
        name=_text(row.get(f"{prefix}Name")),
        number=_text(row.get(f"{prefix}RecordNum")),
        domains=tuple(name.strip().lower().rstrip(".")[:253] for name in domains[:MOST_DOMAINS]),
        kind=kind,
    )


def _risks(row: Mapping[str, Any]) -> Iterator[Risk]:
    deadline = _text(row.get("DeadLine"))
    details = list(_rows(row.get("RiskDetailList"), MOST_RISKS))
    for detail in details:
        given = detail.get("RectifySuggestList")
        told = [text for text in given if isinstance(text, str)] if isinstance(given, list) else []
        suggestions = tuple(text[:LONGEST_TEXT] for text in told[:MOST_RISKS])
        yield Risk(deadline, _text(detail.get("RiskSource")), suggestions)
    if not details:
        yield Risk(deadline, "", ())


def _rows(value: Any, most: int) -> Iterator[Mapping[str, Any]]:
    for row in value[:most] if isinstance(value, list) else ():
        if isinstance(row, Mapping):
            yield row


def _text(value: Any) -> str:
    return value.strip()[:LONGEST_TEXT] if isinstance(value, str) else ""
