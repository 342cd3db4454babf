"""What a person agrees to before the first upload: one consent for each purpose, never one for all.

PIPL (个人信息保护法) articles 14, 23, 29 and 39: consent is informed, and separate for sensitive data, for
handing data to others, and for taking it out of mainland China. A text is never edited: a new one gets a new
version, and who agreed to an older one is asked again. Texts are ours; counsel decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words

HANDLING, SENSITIVE, ABROAD = "handling", "sensitive", "abroad"
# A license is a purpose of its own: who agreed for a filing has not agreed for it.
LICENSE_HANDLING, LICENSE_SENSITIVE, LICENSE_ABROAD = (
    "license_handling",
    "license_sensitive",
    "license_abroad",
)


@dataclass(frozen=True, slots=True)
class ConsentText:
    purpose: str
    # The day from which it is shown; also its name.
    version: str
    title: Words
    text: Words


_ALL = (
    ConsentText(
        HANDLING,
        "2026-11-27",
        Words("Keep the papers and pass them on for the filing", "为备案保存并转交材料"),
        Words(
            "The portal keeps the papers of this filing encrypted, and the filing specialist "
            "assigned to it enters them at Alibaba Cloud and the communications administration of "
            "the province. They are used for nothing else, and deleted 90 days after the filing is "
            "granted or 30 days after it is closed.",
            "本平台加密保存本次备案的材料，由负责的备案专员提交至阿里云和省通信管理局；不作其他用途"
            "，备案通过后90天或结束后30天删除。",
        ),
    ),
    ConsentText(
        SENSITIVE,
        "2026-11-27",
        Words("The people on the papers agreed", "材料所涉人员已同意"),
        Words(
            "Identity documents are sensitive personal information. Each person on these papers "
            "was told why they are needed, who reads them and when they are deleted, and has "
            "agreed to it separately. They can take this back at any time; the filing then cannot "
            "go on.",
            "身份证件属于敏感个人信息。材料所涉每位人员均已获知所需原因、查阅者及删除时间，并已单独"
            "同意；可随时撤回，撤回后本次备案无法继续。",
        ),
    ),
    ConsentText(
        ABROAD,
        "2026-11-27",
        Words("Keep the papers outside mainland China", "在中国内地境外保存材料"),
        Words(
            "The papers of this organization are kept outside mainland China, where this portal is "
            "operated. People in China have agreed separately that their information leaves the "
            "country for this filing. They may ask the operator to see, correct or erase it.",
            "本组织的材料保存在中国内地境外（即本平台运营所在地）。境内人员已就本次备案的信息出境单"
            "独同意，并可要求运营方查阅、更正或删除。",
        ),
    ),
    ConsentText(
        LICENSE_HANDLING,
        "2026-11-27",
        Words("Keep the papers and pass them on for the license", "为办理许可证保存并转交材料"),
        Words(
            "The portal keeps the papers of this license encrypted, and the specialist who has it in "
            "hand submits them to the administration that decides. They are used for nothing else, and "
            "deleted 90 days after the license is granted or 30 days after the application ends.",
            "本平台加密保存本次许可证申请的材料，由负责的专员提交至主管部门；不作其他用途，许可证获批后"
            "90天或申请结束后30天删除。",
        ),
    ),
    ConsentText(
        LICENSE_SENSITIVE,
        "2026-11-27",
        Words("The staff and owners on the papers agreed", "材料所涉员工和股东已同意"),
        Words(
            "Identity documents and proof of social insurance are sensitive personal information. Each "
            "person on these papers was told why they are needed, who reads them and when they are "
            "deleted, and has agreed to it separately. They can take this back at any time; the "
            "application then cannot go on.",
            "身份证件和社保证明属于敏感个人信息。材料所涉每位人员均已获知所需原因、查阅者及删除时间，并已"
            "单独同意；可随时撤回，撤回后本次申请无法继续。",
        ),
    ),
    ConsentText(
        LICENSE_ABROAD,
        "2026-11-27",
        Words("Keep the papers of the license outside mainland China", "在中国内地境外保存许可证材料"),
        Words(
            "The papers of this organization are kept outside mainland China, where this portal is "
            "operated. People in China have agreed separately that their information leaves the "
            "country for this license. They may ask the operator to see, correct or erase it.",
            "本组织的材料保存在中国内地境外（即本平台运营所在地）。境内人员已就本次许可证申请的信息出境"
            "单独同意，并可要求运营方查阅、更正或删除。",
        ),
    ),
)
# The text in force for each purpose: the newest one.
TEXTS: Mapping[str, ConsentText] = MappingProxyType(
    {text.purpose: text for text in sorted(_ALL, key=lambda text: text.version)}
)


def purposes(*, stored_in_mainland: bool, for_license: bool = False) -> tuple[str, ...]:
    """What has to be agreed to before a first upload.

    >>> purposes(stored_in_mainland=True)
    ('handling', 'sensitive')
    >>> purposes(stored_in_mainland=False, for_license=True)[-1]
    'license_abroad'
    """
    of_filing, of_license = (
        (HANDLING, SENSITIVE, ABROAD),
        (LICENSE_HANDLING, LICENSE_SENSITIVE, LICENSE_ABROAD),
    )
    asked = of_license if for_license else of_filing
    return asked[:2] if stored_in_mainland else asked
