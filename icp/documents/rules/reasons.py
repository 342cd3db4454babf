"""Why somebody opens a paper: a closed list, so that openings can be compared; a note may say more. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words

CUSTOMER_REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "own_check": Words("To see what was uploaded", "查看已上传的内容"),
        "own_correction": Words("To prepare a correction", "准备更正材料"),
        "own_record": Words("For our own records", "留存备查"),
    }
)
STAFF_REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "review": Words("To compare it with the filing", "与备案信息核对"),
        "lodge": Words("To enter it at the provider", "在服务商处提交"),
        "answer_authority": Words("To answer the authority", "回复管局意见"),
        "customer_asked": Words("The customer asked about it", "客户咨询"),
        "other": Words("Another reason, in the note", "其他原因（请写明）"),
    }
)
# The same codes in the words of a license.
LICENSE_REASONS: Mapping[str, Words] = MappingProxyType(
    {
        "review": Words("To compare it with the application", "与申请信息核对"),
        "lodge": Words("To hand it in at the administration", "提交主管部门"),
        "answer_authority": Words("To answer the administration", "回复主管部门意见"),
    }
)
ALL: Mapping[str, Words] = MappingProxyType({**CUSTOMER_REASONS, **STAFF_REASONS})


def words_of(code: str, *, for_license: bool = False) -> Words:
    """Raises KeyError for a code that is none.

    >>> words_of("lodge").en, words_of("lodge", for_license=True).en
    ('To enter it at the provider', 'To hand it in at the administration')
    """
    return LICENSE_REASONS.get(code, ALL[code]) if for_license else ALL[code]


LONGEST_NOTE = 300
# One person: a desk opens a few dozen papers in a day; more in an hour is no desk's work.
MOST_PER_HOUR = 40
LINK_SECONDS = 300
