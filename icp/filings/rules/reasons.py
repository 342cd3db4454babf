"""Why a filing comes back: codes of three providers, said in both languages, with an example of what does.

Codes: rule book section 4 (Alibaba, Tencent and Huawei pages, 2017-2026), as of 2026-11-23. `fields` are
those the reason usually concerns; the specialist may mark others. Wording is ours.

>>> REASONS["licence_invalid"].words.en
'The business license cannot be accepted as it is.'
"""

from __future__ import annotations

from dataclasses import dataclass

from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Reason:
    code: str
    words: Words
    example: Words
    fields: tuple[str, ...]


_ALL = (
    Reason(
        "domain_not_in_registrar_db",
        Words("The domain is not in the authority's database yet.", "域名尚未同步至工信部数据库。"),
        Words(
            "Wait 3 to 5 days after the real-name check, then send it again.",
            "实名认证完成后等待3至5日再提交。",
        ),
        ("domain",),
    ),
    Reason(
        "domain_not_verified",
        Words("The domain is not real-name verified.", "域名未完成实名认证。"),
        Words(
            "Verify the holder at the registrar; keep the screenshot.", "请在注册商处完成实名认证并保留截图。"
        ),
        ("domain",),
    ),
    Reason(
        "domain_holder_mismatch",
        Words("The domain belongs to somebody else than the applicant.", "域名持有者与备案主体不一致。"),
        Words(
            "Holder, document type and number at the registrar equal the license, letter for letter.",
            "注册商处的持有者名称、证件类型及号码须与营业执照完全一致。",
        ),
        ("domain_holder", "company_name"),
    ),
    Reason(
        "domain_expired",
        Words("The domain expires too soon.", "域名即将到期或已到期。"),
        Words("Renew it so that more than 3 months are left.", "请续费，保证剩余有效期大于3个月。"),
        ("domain_expires",),
    ),
    Reason(
        "tld_not_approved",
        Words("The ending of the domain is not approved.", "域名后缀未获批复。"),
        Words("Use a name under .cn or .com.", "请使用.cn或.com域名。"),
        ("domain",),
    ),
    Reason(
        "registrar_not_approved",
        Words("The registrar is not approved.", "域名注册商未获批复。"),
        Words(
            "Transfer the domain to an approved registrar in mainland China.",
            "请将域名转入已获批复的境内注册商。",
        ),
        ("domain",),
    ),
    Reason(
        "site_name_invalid",
        Words("The name of the website cannot be accepted.", "网站名称不符合要求。"),
        Words(
            "“北风机械公司官网” for 北风机械（上海）有限公司.",
            "例如：北风机械（上海）有限公司可使用“北风机械公司官网”。",
        ),
        ("site_name", "site_remark"),
    ),
    Reason(
        "site_content_invalid",
        Words("The content described does not fit the filing.", "网站内容与备案信息不符。"),
        Words("Say in one sentence what visitors see and do.", "请用一句话说明网站展示的内容和用途。"),
        ("service_content", "site_remark"),
    ),
    Reason(
        "preapproval_missing",
        Words("The content needs an approval that is missing.", "缺少前置审批文件。"),
        Words(
            "Upload the approval, or the signed statement that none is needed.",
            "请上传前置审批文件，或签署不涉及前置审批承诺书。",
        ),
        ("content_category", "document:preapproval"),
    ),
    Reason(
        "id_invalid",
        Words("The identity document cannot be accepted as it is.", "负责人证件不符合要求。"),
        Words(
            "Both sides, all four corners, in color, readable.",
            "请上传正反面彩色原件照片，四角完整、字迹清晰。",
        ),
        ("subject_person_id_number", "document:subject_person_id", "document:site_person_id"),
    ),
    Reason(
        "id_expired",
        Words("The identity document expires too soon.", "负责人证件即将到期或已过期。"),
        Words("It is valid for more than 3 months on the day of filing.", "提交时证件有效期须大于3个月。"),
        ("subject_person_id_expires", "document:subject_person_id"),
    ),
    Reason(
        "licence_invalid",
        Words("The business license cannot be accepted as it is.", "营业执照不符合要求。"),
        Words(
            "A photo of the original, in color, with edges and seal; no photocopy, no picture of a screen.",
            "请上传原件彩色照片，边框和公章完整；不接受复印件或屏幕翻拍。",
        ),
        ("license_number", "document:business_licence"),
    ),
    Reason(
        "person_not_legal_rep",
        Words(
            "Here the person in charge must be the legal representative.", "当地要求主体负责人为法定代表人。"
        ),
        Words(
            "Name the legal representative, or upload the letter where it is accepted.",
            "请填写法定代表人，或在允许时上传授权书。",
        ),
        ("subject_is_legal_rep", "document:authorisation_letter"),
    ),
    Reason(
        "phone_unreachable",
        Words("Nobody answered the phone.", "电话无法接通。"),
        Words(
            "A mobile that is switched on between 9:00 and 18:00 Beijing time.",
            "请保持手机在北京时间9:00至18:00畅通。",
        ),
        ("subject_person_mobile", "site_person_mobile", "emergency_phone"),
    ),
    Reason(
        "phone_not_local",
        Words("The number is not from the province of the filing.", "手机号非备案所在省号码。"),
        Words("Use a local number, or explain in the remark.", "请使用本省号码，或在备注中说明。"),
        ("subject_person_mobile", "site_person_mobile"),
    ),
    Reason(
        "phone_reused",
        Words("The number is already used by another applicant.", "该手机号已被其他主体使用。"),
        Words("A number that no other filing uses.", "请使用未被其他备案使用的号码。"),
        ("subject_person_mobile", "site_person_mobile", "emergency_phone"),
    ),
    Reason(
        "cross_province",
        Words("It must be filed in another province.", "须在其他省份备案。"),
        Words("Organizations file where the license was issued.", "单位须在证件签发地所在省份备案。"),
        ("province",),
    ),
    Reason(
        "dns_not_closed",
        Words("The domain already serves a website from mainland China.", "备案前域名已解析到境内服务器。"),
        Words("Pause the DNS records until the number is granted.", "请暂停解析，直至备案通过。"),
        ("domain",),
    ),
    Reason(
        "filed_site_down",
        Words("A website filed earlier cannot be opened.", "已备案网站无法访问。"),
        Words("Bring it back, or cancel its filing first.", "请恢复访问，或先注销该网站备案。"),
        ("existing_number",),
    ),
    Reason(
        "footer_missing",
        Words("A website filed earlier does not show its number.", "已备案网站未悬挂备案号。"),
        Words("The number stands at the bottom of its first page.", "请在首页底部悬挂备案号。"),
        ("existing_number",),
    ),
    Reason(
        "footer_no_link",
        Words("The number on the website does not link to the authority.", "备案号未链接至工信部网站。"),
        Words("It links to https://beian.miit.gov.cn/.", "请链接至 https://beian.miit.gov.cn/。"),
        ("existing_number",),
    ),
    Reason(
        "subject_conflict",
        Words("The applicant is already filed with other data.", "主体已备案且信息不一致。"),
        Words("Change the older filing first, then send this one.", "请先变更已有备案，再提交本次备案。"),
        ("company_name", "license_number"),
    ),
    Reason(
        "domain_conflict",
        Words("The domain is already filed by somebody.", "该域名已被其他主体备案。"),
        Words("Ask the old holder to cancel or to move it.", "请联系原主体注销或迁移。"),
        ("domain",),
    ),
    Reason(
        "wrong_filing_type",
        Words("Another type of filing is needed.", "备案类型选择错误。"),
        Words("Withdraw this one and start the type named in the note.", "请撤回后按说明重新选择备案类型。"),
        (),
    ),
    Reason(
        "order_in_progress",
        Words("Another order of the same applicant is in progress.", "该主体有其他备案订单正在审核。"),
        Words("Wait for it, or give it up at the other provider.", "请等待其完成，或在其他接入商处放弃。"),
        (),
    ),
    Reason(
        "face_check_failed",
        Words("The face check was not accepted.", "人脸核验未通过。"),
        Words(
            "White background, no hat, no glasses, by the person named.",
            "请由本人在白色背景前完成，不戴帽子和眼镜。",
        ),
        (),
    ),
    Reason(
        "address_mismatch",
        Words("The address does not equal the one on the document.", "地址与证件不一致。"),
        Words(
            "Copy it from the license; the mailing address goes down to the door number.",
            "请与证件保持一致；通信地址须精确到门牌号。",
        ),
        ("registered_address", "mailing_address"),
    ),
    Reason(
        "business_status_abnormal",
        Words("The company is not in good standing in the register.", "企业在公示系统中状态异常。"),
        Words("Restore the status first.", "请先恢复正常状态。"),
        ("company_name",),
    ),
    Reason(
        "other",
        Words("Another reason, in the note.", "其他原因，详见说明。"),
        Words("See the note.", "详见说明。"),
        (),
    ),
)
REASONS: dict[str, Reason] = {reason.code: reason for reason in _ALL}
