"""The sheets of a pack that somebody signs by hand: which, in whose words, with the fields they repeat.

Which sheets a filing needs follows from the papers it is asked for (documents.json, 2026-11-23). Texts are
ours, written after the forms that providers publish, and say so: a province may hand out a form of its own,
and then that one is signed. Chinese is the text that counts, English is what it means.

>>> [sheet.key for sheet in sheets_for({"truth_commitment", "business_licence"})]
['verification_sheet', 'truth_commitment']
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Sheet:
    """`lines` may hold {names} of fields; `signs` says who signs, and `stamp` whether the seal goes on it."""

    key: str
    title: Words
    lines: tuple[Words, ...]
    signs: Words
    stamp: bool = True


_LEGAL_REP = Words("Signature of the legal representative", "法定代表人签字")
_SITE_PERSON = Words("Signature of the website person", "网站负责人签字")

_ALL = (
    Sheet(
        "verification_sheet",
        Words("Verification sheet of the filing data", "网站备案信息真实性核验单"),
        (
            Words(
                "Applicant: {company_name}. Document number: {license_number}. Domain: {domain}.",
                "主办单位名称：{company_name}。证件号码：{license_number}。域名：{domain}。",
            ),
            Words(
                "The originals of license and identity document were looked at and agree with the filing.",
                "已核对主体证件及负责人证件原件，与备案信息一致。",
            ),
            Words(
                "The person in charge and the website person can be reached at the numbers in the filing.",
                "主体负责人和网站负责人的联系方式真实有效、可以接通。",
            ),
            Words(
                "Name and content of the website {site_name} agree with the filing.",
                "网站名称“{site_name}”及其内容与备案信息一致。",
            ),
        ),
        _SITE_PERSON,
    ),
    Sheet(
        "truth_notice",
        Words("Notice on responsibility for truthful data", "ICP备案信息真实性责任告知书"),
        (
            Words(
                "Who files must give true, exact and complete data, and report a change at once.",
                "备案主体须如实、准确、完整地填报备案信息，信息变更时须及时变更备案。",
            ),
            Words(
                "Untrue data leads to rejection, to the end of the filing, and to liability under the law.",
                "提供虚假信息的，备案将被驳回或注销，并承担相应法律责任。",
            ),
            Words("I have read and understood this.", "本人已阅读并知悉上述内容。"),
        ),
        _SITE_PERSON,
        stamp=False,
    ),
    Sheet(
        "truth_commitment",
        Words("Commitment to truthful filing data", "ICP备案信息真实性承诺书"),
        (
            Words(
                "{company_name} undertakes that everything it files for {domain} is true and in force.",
                "{company_name}承诺：为域名{domain}提交的备案信息及材料真实、有效。",
            ),
            Words(
                "The website shows what is filed, carries its number, and obeys the law of the People's "
                "Republic of China.",
                "网站内容与备案信息一致，按规定悬挂备案号，并遵守中华人民共和国法律法规。",
            ),
            Words(
                "If this is not so, the filing may be cancelled, and {company_name} bears what follows.",
                "如有不实，同意注销备案，由此产生的后果由{company_name}承担。",
            ),
        ),
        _SITE_PERSON,
    ),
    Sheet(
        "filing_commitment_gd",
        Words("Filing commitment of Guangdong", "互联网信息服务备案承诺书"),
        (
            Words(
                "{company_name} undertakes to serve {domain} only as it is filed.",
                "{company_name}承诺严格按照备案信息开展域名{domain}的互联网信息服务。",
            ),
            Words(
                "It keeps its contacts up to date and answers the authority within the time it sets.",
                "及时更新联系方式，并在规定时限内配合通信管理局核查。",
            ),
        ),
        _LEGAL_REP,
    ),
    Sheet(
        "no_preapproval_commitment",
        Words("Statement that no approval is needed first", "不涉及前置审批承诺书"),
        (
            Words(
                "The website {site_name} shows no news, publishing, medicine, medical devices, culture, "
                "audio or video programs, games, ride hailing, finance or religion.",
                "网站“{site_name}”不涉及新闻、出版、药品和医疗器械、文化、广播电影电视及视听节目、"
                "网络游戏、网约车、金融、宗教等前置审批内容。",
            ),
            Words(
                "Before it shows any, {company_name} gets the approval and changes the filing.",
                "如拟开展上述业务，{company_name}将先取得批准并办理备案变更。",
            ),
        ),
        _LEGAL_REP,
    ),
    Sheet(
        "authorisation_letter",
        Words("Letter of authorization", "法人授权书"),
        (
            Words(
                "The legal representative of {company_name} authorizes {subject_person_name}, document "
                "number "
                "{subject_person_id_number}, to act as the person in charge of its ICP filing.",
                "{company_name}法定代表人授权{subject_person_name}（证件号码：{subject_person_id_number}）"
                "作为本单位ICP备案的主体负责人。",
            ),
            Words(
                "What this person does in the filing of {domain} counts as done by the company.",
                "被授权人在域名{domain}备案过程中的行为，视为本单位行为。",
            ),
        ),
        _LEGAL_REP,
    ),
)
SHEETS: dict[str, Sheet] = {sheet.key: sheet for sheet in _ALL}


def sheets_for(asked: Collection[str]) -> tuple[Sheet, ...]:
    """The verification sheet, and each sheet that is a paper of this filing."""
    return tuple(sheet for sheet in _ALL if sheet.key == "verification_sheet" or sheet.key in asked)
