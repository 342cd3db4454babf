"""Pages as they are on the web, one file each, and what the checker says of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icp.publication.rules import footer
from icp.publication.rules.footer import Code, Seen, harmless, look_for
from icp.publication.rules.page import decoded, read_page
from icp.publication.rules.snippets import icp_snippet, psb_snippet

PAGES = Path(__file__).parent / "pages"
NUMBER = "京ICP备12345678号-1"


@dataclass(frozen=True)
class Case:
    name: str
    code: str
    content_type: str = "text/html; charset=utf-8"
    kind: str = "icp"
    number: str = NUMBER
    province: str = "Beijing"


CASES = (
    Case("snippet", "found"),
    Case("link-beside", "found"),
    Case("link-without-scheme-part", "found"),
    Case("link-plain-http", "found"),
    Case("link-old-host", "old_link"),
    Case("link-old-host-2", "old_link"),
    Case("link-to-own-site", "wrong_link"),
    Case("link-lacks-https", "wrong_link"),
    Case("link-lookalike", "wrong_link"),
    Case("link-user-name", "wrong_link"),
    Case("link-script", "wrong_link"),
    Case("link-missing", "no_link"),
    Case("link-base", "found"),
    Case("entities", "found"),
    Case("full-width", "found"),
    Case("spaces", "found"),
    Case("lower-case", "found"),
    Case("split-by-tags", "found"),
    Case("zero-width", "found"),
    Case("year-follows", "found"),
    Case("minified", "found"),
    Case("no-head-end", "found"),
    Case("upper-case-tags", "found"),
    Case("table-layout", "found"),
    Case("unclosed-hidden-item", "found"),
    Case("gbk", "found", content_type="text/html"),
    Case("gb18030-header", "found", content_type="text/html; charset=GB18030"),
    Case("gbk-says-nothing", "found", content_type="text/html"),
    Case("utf-16", "found", content_type="text/html"),
    Case("utf-16-header", "found", content_type="text/html; charset=UTF-16LE"),
    Case("utf-8-mark", "found", content_type="text/html; charset=gbk"),
    Case("big5-page", "not_found", content_type="text/html"),
    Case("unknown-charset", "found", content_type="text/html; charset=none"),
    Case("in-comment", "not_found"),
    Case("in-script", "not_found"),
    Case("in-style", "not_found"),
    Case("in-attribute", "not_found"),
    Case("in-title", "not_found"),
    Case("in-template", "not_found"),
    Case("hidden-attribute", "not_found"),
    Case("hidden-style", "not_found"),
    Case("hidden-style-2", "not_found"),
    Case("shown-style", "found"),
    Case("absent", "not_found"),
    Case("serial-wrong", "wrong_number"),
    Case("serial-longer", "wrong_number"),
    Case("serial-missing", "wrong_number"),
    Case("end-missing", "wrong_number"),
    Case("digit-swapped", "wrong_number"),
    Case("other-company", "other_number"),
    Case("both-numbers", "found"),
    Case("one-linked", "found"),
    Case("built-by-scripts", "needs_javascript"),
    Case("frameset", "in_frame"),
    Case("iframe", "in_frame"),
    Case("sends-on", "sends_on"),
    Case("empty", "not_found"),
    Case("guangdong-subject", "found", number="粤ICP备2026029742号-3", province="Guangdong"),
    Case("guangdong-site", "found", number="粤ICP备2026029742号-3", province="Guangdong"),
    Case("guangdong-serial-runs-on", "wrong_number", number="粤ICP备2026029742号-3", province="Guangdong"),
    Case("says-utf-16", "found", content_type="text/html"),
    Case("guangdong-other-serial", "wrong_number", number="粤ICP备2026029742号-3", province="Guangdong"),
    Case("license-number", "found", number="粤B2-20090059-5", province="Guangdong"),
    Case("psb-snippet", "found", kind="psb", number="沪公网安备31011502000001号"),
    Case("psb-old-link", "old_link", kind="psb", number="沪公网安备31011502000001号"),
    Case("psb-link-of-another", "wrong_link", kind="psb", number="沪公网安备31011502000001号"),
    Case("psb-linked-to-miit", "wrong_link", kind="psb", number="沪公网安备31011502000001号"),
    Case("psb-absent", "not_found", kind="psb", number="沪公网安备31011502000001号"),
    Case("psb-other", "other_number", kind="psb", number="沪公网安备31011502000001号"),
    Case("page-cut-off", "found"),
    Case("hostile-markup", "found"),
)


def seen(case: Case) -> Seen:
    page = read_page(decoded((PAGES / f"{case.name}.html").read_bytes(), case.content_type))
    wanted = footer.psb(case.number) if case.kind == "psb" else footer.icp(case.number, case.province)
    return look_for(wanted, page)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_page_is_read_as_a_visitor_reads_it(case: Case) -> None:
    found = seen(case)

    assert found.code == case.code, found
    assert bool(found.line) == bool(found.number), "a number is shown with its line"


def test_every_page_has_its_case_and_every_answer_its_page(say: Callable[[str], None]) -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == {case.name for case in CASES}
    assert {case.code for case in CASES} == set(Code)
    say(f"{len(CASES)} pages of footers, {len(set(Code))} answers")


@pytest.mark.parametrize(
    ("name", "line", "link"),
    [
        ("link-lacks-https", NUMBER, "beian.miit.gov.cn"),
        ("link-missing", f"© 2026 Nordwind {NUMBER}", ""),
        ("split-by-tags", NUMBER, "https://beian.miit.gov.cn/"),
        ("both-numbers", f"京ICP备2026029742号-1 | {NUMBER}", "https://beian.miit.gov.cn/"),
        ("sends-on", "", "/zh/index.html"),
    ],
)
def test_it_shows_the_line_it_saw(name: str, line: str, link: str) -> None:
    found = seen(next(case for case in CASES if case.name == name))

    assert (found.line, found.link) == (line, link)


def test_a_long_line_is_cut_around_the_number() -> None:
    page = read_page(f"<p>{'a ' * 5000}{NUMBER} {'b ' * 5000}</p>")

    line = look_for(footer.icp(NUMBER, "Beijing"), page).line

    assert NUMBER in line and len(line) <= footer.MOST_SHOWN


def test_what_is_shown_is_one_line_of_plain_text() -> None:
    said = harmless("a\x00\x1b[31m\u202eb\r\nSet-Cookie: x\u2066 \ue000<b>" + "y" * 999)

    assert (
        said.startswith("a[31mb Set-Cookie: x <b>yyy")
        and said.endswith("…")
        and len(said) == footer.MOST_SHOWN
    )


@pytest.mark.parametrize("province", ["Beijing", "Guangdong"])
def test_the_snippet_we_give_is_the_one_we_accept(province: str) -> None:
    number = {"Beijing": NUMBER, "Guangdong": "粤ICP备2026029742号-3"}[province]
    psb = "京公网安备11000002000001号"
    page = read_page(f"<footer>{icp_snippet(number, province).html} {psb_snippet(psb).html}</footer>")

    assert look_for(footer.icp(number, province), page).code == Code.FOUND
    assert look_for(footer.psb(psb), page).code == Code.FOUND


def test_what_calls_itself_gb2312_is_read_as_the_larger_set() -> None:
    page = '<meta charset="utf-8">朱镕基 € 备案'

    assert decoded(page.encode("gb18030"), "text/html; charset=gb2312") == page


def test_a_page_cut_off_within_a_character_is_still_utf_8() -> None:
    body = f"<a>{NUMBER}</a>备".encode()

    assert decoded(body[:-1]) == f"<a>{NUMBER}</a>"


HOSTILE: tuple[str, ...] = (
    "<",
    "</",
    "<!--",
    "<!",
    "<?",
    "<a ",
    "<a\n",
    "<a b='",
    "<a b=c ",
    "<a b = ",
    "<![CDATA[",
    "<script>",
    "&#",
)
HOSTILE += (
    "<title><",
    "<script></script ",
    "a<b",
    '<a b="">',
    "<b>",
    "</b>",
    "<p>",
    "<div hidden>",
    "京 ",
    "京ICP备1",
)


@pytest.mark.parametrize("pattern", HOSTILE)
def test_a_hostile_page_takes_no_longer_than_its_length(pattern: str) -> None:
    page = (pattern * (1 << 20))[: 1 << 20]
    begun = process_time()

    look_for(footer.icp(NUMBER, "Beijing"), read_page(page))

    assert process_time() - begun < 15, "html.parser needs minutes for half of this"


@settings(deadline=None)
@given(st.text(alphabet="<>/!-'\"= abp&#;\n京ICP备12345678号", max_size=300))
def test_any_markup_is_read_to_its_end(markup: str) -> None:
    look_for(footer.icp(NUMBER, "Beijing"), read_page(markup))


@settings(deadline=None)
@given(st.binary(max_size=200), st.text(max_size=40))
def test_any_bytes_are_text(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, f"text/html; charset={content_type}"), str)
