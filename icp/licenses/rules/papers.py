"""The papers of a commercial license, each with what it must show. Pure.

Rule book section 11, 2026-11-23: license, articles, shareholder tree to the last person, staff IDs and
insurance, domain certificate, filing screenshot, hosting contract, business plan, security plan. What
provinces add, a specialist says. Files are kept in the room of papers; what is handed in otherwise is ticked.

>>> is_ready("missing", is_ticked=True), is_ready("replace", is_ticked=True), is_ready("uploaded")
(True, False, True)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from icp.eligibility.rules.bilingual import Words


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    label: Words
    must_show: Words


PAPERS: Mapping[str, Paper] = MappingProxyType(
    {
        paper.key: paper
        for paper in (
            Paper(
                "business_license",
                Words("Business license", "营业执照"),
                Words(
                    "The whole page in color; the scope lists value-added telecom.",
                    "彩色完整页面，经营范围包含增值电信业务。",
                ),
            ),
            Paper(
                "articles",
                Words("Articles of association", "公司章程"),
                Words(
                    "The newest version with the stamp; capital and owners as registered.",
                    "加盖公章的最新版本，注册资本和股东与登记一致。",
                ),
            ),
            Paper(
                "shareholder_tree",
                Words("Tree of shareholders", "股权结构图"),
                Words(
                    "Every owner with their share, through each company up to the last person.",
                    "逐层列明股东及比例，直至最终自然人。",
                ),
            ),
            Paper(
                "staff",
                Words("IDs and social insurance of the staff", "员工身份证明和社保证明"),
                Words(
                    "At least three people; the insurance is paid by this company for 1 to 3 months.",
                    "至少3人，由本公司缴纳1至3个月社保。",
                ),
            ),
            Paper(
                "domain_certificate",
                Words("Domain certificate", "域名证书"),
                Words("The company as the holder, and the day of expiry.", "持有者为本公司，并显示到期日。"),
            ),
            Paper(
                "filing_screenshot",
                Words("Screenshot of the filing", "备案截图"),
                Words(
                    "The filing number and the company on beian.miit.gov.cn.",
                    "beian.miit.gov.cn 上显示的备案号和主办单位。",
                ),
            ),
            Paper(
                "hosting_contract",
                Words("Hosting contract", "服务器托管或租用合同"),
                Words(
                    "A provider in mainland China, the address of the room, a term that has not ended.",
                    "内地接入商、机房地址和有效期限。",
                ),
            ),
            Paper(
                "business_plan",
                Words("Business plan", "业务发展计划"),
                Words(
                    "What is sold to whom, at which price, and how it grows over the years.",
                    "服务内容、对象、收费方式和发展规划。",
                ),
            ),
            Paper(
                "security_plan",
                Words("Security plan", "网络与信息安全保障措施"),
                Words(
                    "The rules, the person for them, and what is done when something happens.",
                    "管理制度、负责人和应急措施。",
                ),
            ),
        )
    }
)


def is_ready(standing: str, *, is_ticked: bool = False) -> bool:
    """Whether a paper that stands so counts: it is uploaded, or said to be handed in otherwise.

    A tick says nothing of a file that is being read, or for which our specialist wants another one.
    """
    return standing in ("uploaded", "accepted") or (is_ticked and standing in ("missing", "refused"))
