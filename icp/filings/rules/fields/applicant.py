"""Questions about the applicant and the people in charge.

What every filing needs: rule book section 3, 2026-11-23. `console` has the names of Alibaba Cloud's form.
"""

from __future__ import annotations

from dataclasses import replace

from icp.eligibility.rules import reference
from icp.eligibility.rules.bilingual import Words
from icp.filings.rules.fields.field import Answers, Field, Option, is_organization
from icp.filings.rules.filing_types import COMPANY, PERSON

ENTITY_TYPES = (
    Option("fie_wfoe", Words("Wholly foreign-owned company in mainland China", "外商独资企业")),
    Option("fie_jv", Words("Joint venture in mainland China", "中外合资企业")),
    Option("cn_company", Words("Chinese-owned company", "内资企业")),
    Option("rep_office", Words("Representative office of a foreign company", "外国（地区）企业常驻代表机构")),
    Option("sole_trader", Words("Sole trader", "个体工商户")),
    Option("cn_individual", Words("Person with a Chinese ID card", "个人（中国公民）")),
    Option("foreign_individual", Words("Foreign person with a passport", "个人（外籍）")),
    Option("hk_mo_tw_individual", Words("Person from Hong Kong, Macao or Taiwan", "个人（港澳台居民）")),
    Option("public_institution", Words("Public institution", "事业单位")),
    Option("social_org", Words("Social organization", "社会团体")),
    Option("gov", Words("Government body", "政府机关")),
)
YES_NO = (Option("yes", Words("Yes", "是")), Option("no", Words("No", "否")))
ID_TYPES = (
    Option("resident_id", Words("Chinese resident ID card", "居民身份证")),
    Option("passport", Words("Passport", "护照")),
    Option("hk_mo_permit", Words("Hong Kong or Macao permit", "港澳居民来往内地通行证／居住证")),
    Option("tw_permit", Words("Taiwan permit", "台湾居民来往大陆通行证／居住证")),
    Option("foreign_permanent", Words("Foreign permanent resident ID card", "外国人永久居留身份证")),
)

_COMPANY = (
    Field(
        "entity_type",
        COMPANY,
        "choice",
        Words("Who applies?", "主体类型"),
        "主办单位性质",
        options=ENTITY_TYPES,
    ),
    Field(
        "province",
        COMPANY,
        "choice",
        Words("Province of the filing", "备案省份"),
        "主办单位所在省",
        Words(
            "For a company: where the license was issued. For a person: the address of the document.",
            "单位为营业执照签发地，个人为证件所在地。",
        ),
        options=tuple(Option(key, words) for key, words in reference.PROVINCES.items()),
    ),
    Field(
        "company_name",
        COMPANY,
        "han",
        Words("Name on the license, in Chinese", "主办单位名称"),
        "主办单位名称",
        Words("Letter for letter as on the license.", "须与证件完全一致。"),
        when=is_organization,
        follows="entity_type",
    ),
    Field(
        "license_number",
        COMPANY,
        "uscc",
        Words("Unified social credit code", "统一社会信用代码"),
        "主办单位证件号码",
        Words("18 characters, on the license.", "18位，见营业执照。"),
        when=is_organization,
        follows="entity_type",
        most=40,
    ),
    Field(
        "registered_address",
        COMPANY,
        "han",
        Words("Address on the license, in Chinese", "证件住所"),
        "主办单位证件住所",
        when=is_organization,
        follows="entity_type",
    ),
    Field(
        "mailing_address",
        COMPANY,
        "han",
        Words("Mailing address in China, down to the door", "通信地址（精确到门牌号）"),
        "主办单位通信地址",
    ),
)


def _has_other_site_person(answers: Answers) -> bool:
    return answers.get("site_person_is_same") == "no"


_SUBJECT = (
    Field(
        "subject_person_name",
        PERSON,
        "name",
        Words("Full name, as on the document", "姓名（与证件一致）"),
        "负责人姓名",
        person="subject",
        most=80,
    ),
    Field(
        "subject_person_id_type",
        PERSON,
        "choice",
        Words("Document", "证件类型"),
        "负责人证件类型",
        options=ID_TYPES,
        person="subject",
    ),
    Field(
        "subject_person_id_number",
        PERSON,
        "document_number",
        Words("Document number", "证件号码"),
        "负责人证件号码",
        person="subject",
        most=40,
    ),
    Field(
        "subject_person_id_expires",
        PERSON,
        "date",
        Words("Document valid until", "证件有效期至"),
        "负责人证件有效期",
        Words("Leave it open when it does not expire.", "长期有效可不填。"),
        person="subject",
        needed=False,
    ),
    Field(
        "subject_person_mobile",
        PERSON,
        "mobile",
        Words("Mobile in mainland China", "手机号码"),
        "负责人手机号码",
        Words(
            "It gets the authority's text message. No other filing may use it.",
            "用于接收工信部短信，且未被其他备案使用。",
        ),
        person="subject",
        most=40,
    ),
    Field(
        "subject_person_email",
        PERSON,
        "email",
        Words("Email", "电子邮箱"),
        "负责人电子邮箱",
        person="subject",
        most=254,
    ),
)
_SITE = tuple(
    replace(
        field,
        name=field.name.replace("subject_", "site_"),
        label=Words(
            f"Website person: {field.label.en[0].lower()}{field.label.en[1:]}", f"网站负责人{field.label.zh}"
        ),
        console=f"网站{field.console}",
        person="site",
        when=_has_other_site_person,
        follows="site_person_is_same",
    )
    for field in _SUBJECT
)
_PERSON = (
    Field(
        "subject_is_legal_rep",
        PERSON,
        "yes_no",
        Words("Is the person in charge the legal representative?", "主体负责人是否为法定代表人？"),
        "负责人是否为法定代表人",
        Words(
            "Most provinces ask for it; some accept a letter.",
            "多数省份要求为法定代表人，部分省份可提供授权书。",
        ),
        options=YES_NO,
        when=is_organization,
        follows="entity_type",
    ),
    *_SUBJECT,
    Field(
        "emergency_phone",
        PERSON,
        "phone",
        Words("A second phone number", "应急联系电话"),
        "应急联系电话",
        Words("Another one than the mobile above.", "须与上述手机号不同。"),
        person="subject",
        most=40,
    ),
    Field(
        "site_person_is_same",
        PERSON,
        "yes_no",
        Words("Is the same person in charge of the website?", "网站负责人是否为同一人？"),
        "网站负责人是否同主体负责人",
        Words("The website person does the face check.", "网站负责人须完成人脸核验。"),
        options=YES_NO,
    ),
    *_SITE,
)
APPLICANT: tuple[Field, ...] = (*_COMPANY, *_PERSON)
