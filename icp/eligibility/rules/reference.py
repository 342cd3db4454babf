"""Reference data, read once at import: rules, endings, registrars, provinces, word lists, our sentences.

`PACKAGED_DOCUMENTS` are the two complete policy documents this product ships, `seed-1` (the guide alone,
the default) and `cn-2026-11` (the guide and newer rules). Each holds everything a `Policy` is made of, so
it can be stored as it is, copied, changed and published as a third one. Data as of 2026-11-23; sources
stand beside each row.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from publicsuffixlist import PublicSuffixList

from icp.eligibility.rules.bilingual import Words

Document = dict[str, Any]

_DATA = Path(__file__).parent / "data"


def _data(name: str) -> Document:
    document: Document = json.loads((_DATA / f"{name}.json").read_text(encoding="utf-8"))
    return document


_rules, _tlds, _registrars = _data("rules"), _data("tlds"), _data("registrars")
_provinces, _names, _policies = _data("provinces"), _data("name_rules"), _data("policies")
_statements, _questions = _data("statements"), _data("questions")

# The ICANN part only: nobody buys a name below github.io at a registrar, so nobody files one.
PUBLIC_SUFFIXES = PublicSuffixList(only_icann=True)

RULE_IDS: tuple[str, ...] = tuple(rule["id"] for rule in _rules["rules"])
PROVINCES: Mapping[str, Words] = MappingProxyType(
    {row["name_en"]: Words(row["name_en"], row["name_zh"]) for row in _provinces["provinces"]}
)
REGISTRARS: Mapping[int, Words] = MappingProxyType(
    {row["iana_id"]: Words(row["name"], row["name_zh"] or row["name"]) for row in _registrars["registrars"]}
)
CONTENT_CATEGORIES: tuple[str, ...] = (
    *_names["preapproval"]["required"],
    *_names["preapproval"]["abolished_but_asked"],
)
SITE_NAME_REASONS: Mapping[str, Words] = MappingProxyType(
    {row["key"]: Words(row["en"], row["zh"]) for row in _names["site_name"]["reasons"]}
)
FACT_LABELS: Mapping[str, Words] = MappingProxyType(
    {name: Words(en, zh) for name, (en, zh, _, _) in _data("facts").items()}
)
FACT_QUESTIONS: Mapping[str, Words] = MappingProxyType(
    {name: Words(en, zh) for name, (_, _, en, zh) in _data("facts").items()}
)
PASSES: Mapping[str, Words] = MappingProxyType(
    {rule_id: Words(en, zh) for rule_id, (en, zh) in _statements["passes"].items()}
)
STATEMENTS: Mapping[str, Words] = MappingProxyType(
    {key: Words(*said) for key, said in _statements.items() if isinstance(said, list)}
)
RISKS: Mapping[str, tuple[Words, ...]] = MappingProxyType(
    {rule_id: tuple(Words(en, zh) for en, zh in said) for rule_id, said in _statements["risks"].items()}
)
QUESTION_PAGES: tuple[Document, ...] = tuple(_questions["pages"])
NOT_SURE = Words(*_questions["unknown"])
NOT_SURE_IN_TEXT = Words(*_questions["unknown_text"])


def _spellings() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in _provinces["provinces"]:
        key, chinese = row["name_en"], row["name_zh"]
        short = chinese
        for ending in ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"):
            short = short.removesuffix(ending)
        for spelling in (key, key.partition(" (")[0], chinese, short):
            found[spelling.casefold()] = key
    found["tibet"] = found["xizang"]
    return found


PROVINCE_SPELLINGS: Mapping[str, str] = MappingProxyType(_spellings())


def _assembled(policy_id: str) -> Document:
    """One policy's complete document, out of the shared tables and its own page in `policies.json`."""
    page = _policies[policy_id]
    tlds = next(policy for policy in _tlds["policies"] if policy["id"] == policy_id)
    statuses = {str(row["iana_id"]): row["status"] for row in _registrars["registrars"]}
    if page["registrars_pass_extra"]:
        statuses |= {str(iana_id): "approved" for iana_id in _registrars["seed_policy"]["pass_ids_extra"]}
    preapproval = _names["preapproval"]
    # The rule book speaks of rule numbers and of "the seed"; a customer knows neither.
    said = _statements["customer_words"]
    return copy.deepcopy(
        {
            "id": policy_id,
            **{
                key: page[key]
                for key in ("title", "as_of", "begins", "required_facts", "applicants", "durations", "links")
            },
            "rules": {
                rule["id"]: {
                    **{
                        key: said.get(rule["id"], {}).get(key, rule[key])
                        for key in ("group", "inputs", "message", "remedy", "basis", "confidence")
                    },
                    "active": rule["policy"] in page["rules_of"] and rule["id"] not in page["without"],
                    "begins": page["rule_begins"].get(rule["id"]),
                    "outcomes": {},
                }
                for rule in _rules["rules"]
            },
            "tlds": {
                "status": {row["tld"]: row["status"] for row in tlds["tlds"]},
                "others": "not_approved" if tlds["closed_list"] else "unknown",
                "outcome_by_status": _tlds["outcome_by_status"],
            },
            "registrars": {
                "status": statuses,
                "others": "unknown",
                "outcome_by_status": _registrars["outcome_by_status"],
            },
            "domain_words": {key: _names["domain_words"][key] for key in ("block", "review", "exceptions")},
            "site_name": {
                **{
                    key: _names["site_name"][key]
                    for key in ("min_han", "allow_regex", "national_prefixes", "sensitive")
                },
                "max_len": _names["site_name"]["max_len"]["value"],
                "individual_forbidden": _names["site_name"]["individual_forbidden"],
                "individual_warned": ["博客"],
            },
            "finance_words": _names["finance_words"],
            "preapproval": {
                "required": list(preapproval["required"]),
                "abolished_but_asked": preapproval["abolished_but_asked"],
            },
            "provinces": {
                row["name_en"]: {
                    **{
                        key: row[key]
                        for key in (
                            "subject_person",
                            "individual_cross_province",
                            "foreign_individual",
                            "foreign_legal_rep",
                        )
                    },
                    "refused_endings": page["refused_endings"].get(row["name_en"], []),
                }
                for row in _provinces["provinces"]
            },
            "limits": _policies["limits"],
        }
    )


PACKAGED_DOCUMENTS: Mapping[str, Document] = MappingProxyType(
    {policy_id: _assembled(policy_id) for policy_id in ("seed-1", "cn-2026-11")}
)
