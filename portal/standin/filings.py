"""What the authorities granted, as told through `/_standin/filings`: one document per account.

    {"account": "1000…", "failure": null,
     "domains": {"example.com": false},
     "subjects": [{"number": "沪ICP备2026000001号", "name": "…", "nature": "企业", "person": "…",
       "websites": [{"name": "…", "number": "沪ICP备2026000001号-1", "domains": ["nordwind.cn"]}],
       "apps": [],
       "risks": [{"deadline": "2026年12月28日0点", "source": "…", "suggestions": ["<p>…</p>"]}]}]}

A document replaces what the account had. Every domain of a website or app is the account's and filed;
`domains` adds others of the account, filed (elsewhere) or not. Every other domain is somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from portal.standin.accounts import account_of
from portal.standin.store import Resource, Store

DOMAIN, SUBJECT, FAILURE = "account_domain", "filed_subject", "filings_failure"
KINDS = (DOMAIN, SUBJECT, FAILURE)
Document = dict[str, Any]

SUBJECT_FIELDS = ("number", "name", "nature", "person")
SERVICE_FIELDS = ("name", "number", "person")


def replace(store: Store, given: Document, first_key: str, now: float) -> Document:
    """Take the document in and show it. Raises ValueError, with a sentence, before anything is changed."""
    _only(given, {"account", "failure", "domains", "subjects"}, "The document")
    account = given.get("account") or account_of(first_key)
    resources = list(_resources(given, account, now))
    for kind in KINDS:
        for resource in list(store.of_kind(kind, account)):
            store.remove(resource)
    for resource in resources:
        store.put(resource)
    return shown(store, account)


def shown(store: Store, account: str) -> Document:
    return {
        "account": account,
        "domains": {each.body["DomainName"]: each.body["IsFiled"] for each in store.of_kind(DOMAIN, account)},
        "subjects": [each.body["Answer"] for each in store.of_kind(SUBJECT, account)],
        "failure": next((each.body for each in store.of_kind(FAILURE, account)), None),
    }


def _resources(given: Document, account: str, now: float) -> Iterator[Resource]:
    filed: dict[str, bool] = {}
    for name, is_filed in _typed(given.get("domains", {}), dict, "domains").items():
        filed[name.lower()] = _typed(is_filed, bool, f"domains[{name!r}]")
    for number, subject in enumerate(_typed(given.get("subjects", []), list, "subjects")):
        answer = _subject(_typed(subject, dict, f"subjects[{number}]"), f"subjects[{number}]")
        services = [*answer["WebsiteList"], *answer["AppList"]]
        filed |= {name.lower(): True for service in services for name in service["DomainList"]}
        yield _resource(account, SUBJECT, f"{number:03}", {"Answer": answer}, now)
    for name, is_filed in filed.items():
        yield _resource(account, DOMAIN, name, {"DomainName": name, "IsFiled": is_filed}, now)
    if failure := given.get("failure"):
        _only(_typed(failure, dict, "failure"), {"code", "message"}, "failure")
        told = {
            "code": _typed(failure.get("code"), int, "failure.code"),
            "message": failure.get("message", ""),
        }
        yield _resource(account, FAILURE, "", told, now)


def _resource(account: str, kind: str, name: str, body: Document, now: float) -> Resource:
    return Resource(
        id=f"{kind}:{account}:{name}",
        kind=kind,
        product="companyreg",
        account=account,
        region="",
        created_at=now,
        status="Active",
        body=body,
    )


def _subject(given: Document, at: str) -> Document:
    _only(given, {*SUBJECT_FIELDS, "websites", "apps", "risks"}, at)
    told = _texts(given, SUBJECT_FIELDS, at)
    return {
        "IcpNumber": told["number"],
        "OrganizersName": told["name"],
        "OrganizersNature": told["nature"] or "企业",
        "ResponsiblePersonName": told["person"],
        "WebsiteList": [_service(each, "Site", at) for each in given.get("websites", [])],
        "AppList": [_service(each, "App", at) for each in given.get("apps", [])],
        "RiskList": [_risk(each, at) for each in given.get("risks", [])],
    }


def _service(given: Document, prefix: str, at: str) -> Document:
    _only(given, {*SERVICE_FIELDS, "domains"}, f"{at}.{prefix}")
    told = _texts(given, SERVICE_FIELDS, at)
    return {
        f"{prefix}Name": told["name"],
        f"{prefix}RecordNum": told["number"],
        "ResponsiblePersonName": told["person"],
        "DomainList": [_typed(name, str, f"{at}.domains") for name in given.get("domains", [])],
    }


def _risk(given: Document, at: str) -> Document:
    _only(given, {"deadline", "source", "suggestions"}, f"{at}.risks")
    told = _texts(given, ("deadline", "source"), f"{at}.risks")
    suggestions = [_typed(text, str, f"{at}.suggestions") for text in given.get("suggestions", [])]
    detail = {"RiskSource": told["source"], "RectifySuggestList": suggestions}
    return {"DeadLine": told["deadline"], "RiskDetailList": [detail]}


def _texts(given: Document, names: tuple[str, ...], at: str) -> dict[str, str]:
    return {name: _typed(given.get(name, ""), str, f"{at}.{name}") for name in names}


def _typed(value: Any, kind: type, at: str) -> Any:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"{at} is {value!r}; it must be of the type {kind.__name__}.")
    return value


def _only(given: Document, known: set[str], at: str) -> None:
    if unknown := set(given) - known:
        raise ValueError(f"{at} knows no {sorted(unknown)}. Known: {', '.join(sorted(known))}.")
