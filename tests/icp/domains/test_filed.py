from __future__ import annotations

from typing import Any

import pytest

from icp.domains.rules.filed import Position, Us, deadline_of, findings_of, position, same_company
from icp.domains.rules.plain_text import plain
from portal.alibaba.filings import Risk, Service, Subject

OURS, OTHERS = "北风（上海）有限公司", "南风（北京）有限公司"


def subject(name: str = OURS, number: str = "沪ICP备2026000001号", *domains: str, **more: Any) -> Subject:
    site = Service(name="北风网", number=f"{number}-1", domains=domains or ("nordwind.cn",))
    return Subject(number, name, "企业", (site,), more.get("risks", ()))


def found(
    *subjects: Subject, domain: str = "nordwind.cn", name: str = OURS, numbers: frozenset[str] = frozenset()
) -> dict[str, Any]:
    return {each.name: each.value or each.why for each in findings_of(subjects, domain, Us(name, numbers))}


def test_our_own_filing_is_told_with_its_number() -> None:
    told = found(subject())
    assert told["filed_here"] == {
        "number": "沪ICP备2026000001号-1",
        "kind": "website",
        "is_ours": True,
        "name": "北风网",
    }
    assert told["subject_here"] == {"number": "沪ICP备2026000001号"}


def test_another_companys_filing_tells_its_number_and_nothing_else() -> None:
    risk = Risk("2026年12月28日0点", "管局核查", ("<p>请更新</p>",))
    told = found(subject(OTHERS, risks=(risk,)))
    assert told["filed_here"] == {
        "number": "沪ICP备2026000001号-1",
        "kind": "website",
        "is_ours": False,
        "name": "",
    }
    assert not told["subject_here"] and not told["risks"]


def test_without_our_chinese_name_nothing_is_compared() -> None:
    told = found(subject(), name="")
    assert told["filed_here"]["is_ours"] is None
    assert told["subject_here"] == "no_organization_name"
    assert not told["risks"]


@pytest.mark.parametrize("name", ["", OURS])
def test_a_number_of_ours_is_ours_under_whatever_name_it_is_listed(name: str) -> None:
    risk = Risk("2026年12月28日0点", "管局核查", ())
    told = found(subject(OTHERS, risks=(risk,)), name=name, numbers=frozenset({"沪ICP备2026000001号"}))

    assert told["filed_here"]["is_ours"] is True and told["filed_here"]["name"] == "北风网"
    assert told["subject_here"] == {"number": "沪ICP备2026000001号"} and len(told["risks"]) == 1


@pytest.mark.parametrize(("name", "is_ours"), [("", None), (OURS, False)])
def test_a_number_that_is_none_of_ours_may_be_ours_where_our_name_is_not_known(
    name: str, is_ours: bool | None
) -> None:
    told = found(subject(OTHERS), name=name, numbers=frozenset({"京ICP备12345678号"}))

    assert told["filed_here"]["is_ours"] is is_ours and not told["risks"]


def test_of_several_companies_of_ours_the_one_with_the_domain_is_told() -> None:
    first = subject(OURS, "京ICP备12345678号", "other.cn", risks=(Risk("", "别的公司", ()),))
    second = subject(OTHERS, risks=(Risk("", "管局核查", ()),))
    told = found(first, second, numbers=frozenset({"沪ICP备2026000001号"}))

    assert told["subject_here"] == {"number": "沪ICP备2026000001号"}
    assert [risk["source"] for risk in told["risks"]] == ["管局核查"]


def test_our_subject_is_found_beside_another_domain() -> None:
    told = found(subject(OURS, "京ICP备12345678号", "other.cn"))
    assert not told["filed_here"] and told["subject_here"] == {"number": "京ICP备12345678号"}


@pytest.mark.parametrize(
    ("listed", "is_filed"),
    [("www.nordwind.cn", True), ("xnordwind.cn", False), ("nordwind.cn.evil.com", False)],
)
def test_a_subdomain_is_covered_and_a_lookalike_is_not(listed: str, is_filed: bool) -> None:
    assert bool(found(subject(OURS, "京ICP备12345678号", listed))["filed_here"]) is is_filed


def test_a_risk_is_told_as_text_with_its_deadline() -> None:
    html = "<p>请更新<b>负责人</b></p><script>alert(1)</script><a href='javascript:x()'>点此</a>"
    told = found(subject(risks=(Risk("2026年12月28日0点", "管局<i>核查</i>", (html, "")),)))
    assert told["risks"] == [
        {
            "source": "管局核查",
            "deadline": "2026年12月28日0点",
            "deadline_at": "2026-12-28T00:00:00+08:00",
            "suggestions": ["请更新负责人\n点此"],
        }
    ]


@pytest.mark.parametrize(
    "text", ["", "soon", "2026年13月01日", "2026年02月30日0点", "2026年12月28日25点", "２０２６年12月28日"]
)
def test_a_deadline_of_another_form_is_none(text: str) -> None:
    assert deadline_of(text) is None


def test_midnight_may_be_written_as_24() -> None:
    moment = deadline_of("2026年12月28日24点")
    assert moment is not None and moment.isoformat() == "2026-12-29T00:00:00+08:00"


@pytest.mark.parametrize("other", ["北风(上海)有限公司", " 北风（上海） 有限公司 "])
def test_brackets_and_spaces_make_no_other_company(other: str) -> None:
    assert same_company(OURS, other)


@pytest.mark.parametrize(("one", "other"), [("", ""), (OURS, ""), (OURS, OTHERS), (OURS, "北风有限公司")])
def test_other_names_are_other_companies(one: str, other: str) -> None:
    assert not same_company(one, other)


@pytest.mark.parametrize(
    ("filed", "filed_here", "subject_here", "expected"),
    [
        (True, {"is_ours": True}, {"number": "1"}, Position("alibaba", "alibaba")),
        (True, {"is_ours": False}, None, Position("unknown", "other_subject")),
        (None, {"is_ours": None}, None, Position("unknown", "unknown")),
        (True, None, {"number": "1"}, Position("alibaba", "unknown")),
        (False, None, None, Position("unknown", "none")),
        (None, None, None, Position("unknown", "unknown")),
    ],
)
def test_where_company_and_domain_stand(
    filed: Any, filed_here: Any, subject_here: Any, expected: Position
) -> None:
    assert position(filed=filed, filed_here=filed_here, subject_here=subject_here) == expected


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>A</p><p>B</p>", "A\nB"),
        ("A<br/>B", "A\nB"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<style>p{}</style>A", "A"),
        ("<svg><script>x</script></svg>A", "A"),
        ("<iframe src='https://x.example'>x</iframe>A", "A"),
        ("<img src=x onerror=alert(1)>A", "A"),
        ("A\u202eB\x00C", "A B C"),
        ("<a href='https://beian.aliyun.com/'>B</a>", "B (https://beian.aliyun.com/)"),
        ("<a href=' JavaScript:x'>B</a>", "B"),
        ("<<b>A", "<A"),
        ("<!-- A -->B<![CDATA[C]]>", "B"),
        ("<script>never closed", ""),
        ("", ""),
    ],
)
def test_html_becomes_harmless_text(html: str, text: str) -> None:
    assert plain(html) == text


def test_text_is_bounded() -> None:
    assert len(plain("风" * 100_000)) == 2000
