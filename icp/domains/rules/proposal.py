"""Which type of filing fits the facts: proposed, with its reason, and never decided for the customer.

The table is the provider's (T01-T05 of the rule book, 2026-11): neither company nor domain filed, a first
filing; the company filed, a new website; the domain filed elsewhere under the same company, a new access;
filed here already, nothing; filed by somebody else, a person has to look. An app has a filing of its own.
What is not known is asked, and every type that may come out is named.

>>> propose(subject="none", domain="none").filing_type
'first_filing'
>>> propose(subject="unknown", domain="none").candidates
('first_filing', 'add_website')
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from icp.eligibility.rules.bilingual import Words
from icp.eligibility.rules.facts import UNKNOWN, Key
from icp.eligibility.rules.filing_types import TYPES, decided
from icp.eligibility.rules.findings import Ask
from icp.eligibility.rules.policy import NEWER_POLICY_ID, POLICIES
from icp.eligibility.rules.reference import FACT_QUESTIONS

SUBJECT: Final = ("none", "alibaba", "elsewhere")
DOMAIN: Final = ("none", "alibaba", "elsewhere", "other_subject")
NO_FILING, CONFLICT = "none", "conflict"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`filing_type` is a key of the documents' filing types, `none` (nothing to file), or "" while open.

    `candidates` are all types that may come out once what is asked is answered; `asks` names the open facts.
    """

    filing_type: str
    rule_id: str
    reason: Words
    remedy: Words
    source: str
    candidates: tuple[str, ...]
    asks: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.filing_type


def propose(*, subject: str, domain: str, is_app: bool = False, is_filed_somewhere: bool = False) -> Proposal:
    """`subject` and `domain` in the words of the eligibility facts, or `unknown`.

    `is_filed_somewhere` narrows an unknown domain: it has a filing, not in this account, in whichever name.
    """
    rule_id, answer = decided(_fact(subject), _fact(domain))
    rule = POLICIES[NEWER_POLICY_ID].rules[rule_id]
    if isinstance(answer, Ask):
        return _open(subject, domain, is_app, is_filed_somewhere, rule.source)
    filing_type = _for_app(TYPES[rule_id], is_app)
    is_conflict = filing_type == CONFLICT
    return Proposal(
        filing_type="" if is_conflict else filing_type,
        rule_id=rule_id,
        reason=REASONS["app"] if filing_type == "app_filing" else REASONS[rule_id],
        remedy=rule.remedy,
        source=rule.source,
        candidates=("migrate",) if is_conflict else (filing_type,),
    )


def _open(subject: str, domain: str, is_app: bool, is_filed_somewhere: bool, source: str) -> Proposal:
    is_elsewhere = is_filed_somewhere and domain == "unknown"
    domains = ("elsewhere", "other_subject") if is_elsewhere else DOMAIN if domain == "unknown" else (domain,)
    subjects = SUBJECT if subject == "unknown" else (subject,)
    types = {each: {TYPES[decided(_fact(one), _fact(each))[0]] for one in subjects} for each in domains}
    candidates = [kind for each in domains for kind in sorted(types[each], reverse=True)]
    candidates = ["migrate" if kind == CONFLICT else _for_app(kind, is_app) for kind in candidates]
    if is_elsewhere:
        candidates.insert(1, "claim")  # it may stand in another account of the same provider
    asks = ["domain_filed"] if domain == "unknown" else []
    if any(len(kinds) > 1 for kinds in types.values()):
        asks.append("subject_filed")
    questions = [
        QUESTIONS["whose"] if is_elsewhere and name == "domain_filed" else QUESTIONS[name] for name in asks
    ]
    return Proposal(
        filing_type="",
        rule_id="",
        reason=REASONS["elsewhere"] if is_elsewhere else REASONS["open"],
        remedy=Words(" ".join(each.en for each in questions), "".join(each.zh for each in questions)),
        source=source,
        candidates=tuple(dict.fromkeys(candidates)),
        asks=tuple(asks),
    )


def _fact(word: str) -> Key:
    return UNKNOWN if word == "unknown" else word


def _for_app(filing_type: str, is_app: bool) -> str:
    return "app_filing" if is_app and filing_type not in (CONFLICT, NO_FILING) else filing_type


# Names of the types as the documents' table writes them (2026-11-23).
NAMES: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "first_filing": Words("First filing", "首次备案"),
        "add_website": Words("Add a website or service", "新增网站（新增互联网信息服务）"),
        "add_access": Words("Add an access provider", "新增接入"),
        "claim": Words("Claim a filing", "认领备案"),
        "migrate": Words("Move the website to another company", "迁移备案（跨主体）"),
        "app_filing": Words("App filing", "APP备案"),
        NO_FILING: Words("Nothing to file", "无需备案"),
    }
)
REASONS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "T01": Words(
            "Neither your company nor this domain is filed yet, so this is a first filing.",
            "贵司和该域名均未备案，因此应办理首次备案。",
        ),
        "T02": Words(
            "The domain is filed at another provider under your company. Alibaba Cloud is added as a second "
            "access provider, and the number stays.",
            "该域名已由贵司在其他接入商备案。应新增阿里云为接入商，备案号不变。",
        ),
        "T03": Words(
            "Your company is filed, this domain is not, so a website is added to the existing filing.",
            "贵司已备案，该域名尚未备案，因此应在已有备案主体下新增网站。",
        ),
        "T04": Words(
            "The domain is filed here under your company already. Nothing new has to be filed; subdomains "
            "are covered.",
            "该域名已由贵司在本接入商备案，无需重复备案，其子域名可直接使用。",
        ),
        "T05": Words(
            "The domain is filed by another company. A person has to settle this first.",
            "该域名已由其他主体备案。须先由人工处理。",
        ),
        "app": Words(
            "Apps need a filing of their own; the filing of a website does not cover them.",
            "APP须单独备案，网站备案不能替代。",
        ),
        "open": Words(
            "What we could look up does not decide it alone.", "仅凭已查到的信息还不能确定备案类型。"
        ),
        "elsewhere": Words(
            "The domain is filed, but not in the account we asked with. In whose name cannot be looked up.",
            "该域名已备案，但不在我们查询的账号内，备案主体无法查询。",
        ),
    }
)
QUESTIONS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "whose": Words("Is the domain filed in the name of your company?", "该域名是否以贵司名义备案？"),
        "domain_filed": FACT_QUESTIONS["domain_filed"],
        "subject_filed": Words(
            "Has your company filed a website or an app before, at any provider?",
            "贵司此前是否在任一接入商备案过网站或APP？",
        ),
    }
)
