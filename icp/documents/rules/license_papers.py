"""The papers of a commercial license as the vault takes them: what may be uploaded, what a good one shows.

Which papers they are, and what each must show, the room of licenses says (rule book section 11, 2026-11-23).
Pages and the least side in pixels are our own guards: a document is handed in whole, so it may be longer than
a paper of a filing, and what the administration gets is a document again and no picture.

>>> [key_of(each) for each in LICENSE_REQUIREMENTS][:2]
['business_license', 'articles']
>>> LICENSE_REQUIREMENTS["license_staff"].most_pages
20
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from icp.documents.rules.requirements import REQUIREMENTS, UPLOAD_BYTES, Requirement
from icp.eligibility.rules.bilingual import Words
from icp.licenses.rules.papers import PAPERS, Paper

# Before every name, so that no paper of a license is taken for one of a filing.
PREFIX = "license_"
# Figure, most pages, least side; a few pages more than such a paper usually has.
_LIKE: Mapping[str, tuple[str, int, int]] = MappingProxyType(
    {
        "business_license": ("certificate", 2, 800),
        "articles": ("plan", 20, 600),
        "shareholder_tree": ("plan", 10, 600),
        "staff": ("card", 20, 600),
        "domain_certificate": ("screenshot", 4, 600),
        "filing_screenshot": ("screenshot", 2, 600),
        "hosting_contract": ("letter", 20, 600),
        "business_plan": ("plan", 20, 600),
        "security_plan": ("plan", 20, 600),
    }
)
_WHY = Words(
    "The administration asks for it with the application for the license.",
    "申请经营性许可证时，主管部门要求提交。",
)
_ONE_PDF = Words(
    "Several pages or several people: one PDF with all of them, up to 10 MB, is enough.",
    "多页或多人的材料：合并为一个不超过10 MB的PDF即可。",
)


def _of(paper: Paper) -> Requirement:
    figure, pages, side = _LIKE[paper.key]
    return Requirement(
        key=f"{PREFIX}{paper.key}",
        label=paper.label,
        good=(paper.must_show, _ONE_PDF) if pages > 2 else (paper.must_show,),
        figure=figure,
        why=_WHY,
        source="Rule book section 11",
        as_of="2026-11-23",
        kinds=("pdf", "jpeg", "png"),
        most_pages=pages,
        least_side=side,
        copy_least=0,
        copy_most=UPLOAD_BYTES,
        copy_warning=None,
        sensitive=paper.key == "staff",
        # The people on it are named in no answer, so no index of a person leads to it.
        person="",
        copy_kind="pdf",
    )


def key_of(requirement: str) -> str:
    """As the room of licenses calls the paper of this requirement."""
    return requirement.removeprefix(PREFIX)


LICENSE_REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType(
    {f"{PREFIX}{paper.key}": _of(paper) for paper in PAPERS.values()}
)
# Of filings and licenses together: what a row may name.
ALL_REQUIREMENTS: Mapping[str, Requirement] = MappingProxyType({**REQUIREMENTS, **LICENSE_REQUIREMENTS})
