"""The maker of PDFs under the same list: markup that got past the escaping reaches no address and no file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from icp.eligibility.summary import NotTypeset, pdf_is_off, typeset
from tests.portal.egress.conftest import Site
from tests.portal.egress.spellings import INSIDE

WAYS = (
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<p style="background: url({})">x</p>',
    '<style>@font-face {{ font-family: f; src: url("{}") }} b {{ font-family: f }}</style><b>x</b>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<iframe src="{}"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<use xlink:href="{}#a"/><image xlink:href="{}" width="9" height="9"/></svg>',
    '<meta http-equiv="refresh" content="0; url={}">',
    '<img src="{}" srcset="{} 2x">',
    '<ul style="list-style-image: url({})"><li>x</li></ul>',
    '<p style="content: url({})">x</p>',
)


@pytest.fixture(autouse=True)
def fonts() -> None:
    if pdf_is_off():
        pytest.fail("Chinese fonts are missing, so no PDF is made.", pytrace=False)


@pytest.fixture
def secret(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "secret.txt"
    file.write_text("LOCAL-BYTES-OF-THIS-MACHINE")
    yield file


def test_markup_reaches_no_address_and_no_file(site: Site, secret: Path, say: Callable[[str], None]) -> None:
    urls = [f"http://{host}:{site.port}/{n}" for n, host in enumerate(INSIDE)]
    urls += [
        f"file://{secret}",
        f"file:{secret}",
        str(secret),
        f"//127.0.0.1:{site.port}/x",
        f"FILE://{secret}",
    ]
    absolute = [url for url in urls if not url.startswith("/")]
    markup = [f'<style>@import url("{url}");</style>' for url in absolute]
    markup += [way.replace("{{", "{").replace("}}", "}").replace("{}", url) for url in urls for way in WAYS]
    site.redirects_to(f"file://{secret}")

    paper = typeset(f"<html><body>{''.join(markup)}<p>备案</p></body></html>")

    assert site.accepted == 0
    assert b"LOCAL-BYTES" not in paper.pdf and b"/EmbeddedFile" not in paper.pdf
    assert len(paper.refused) > len(urls), "the page did ask"
    say(f"{len(markup)} ways into the PDF maker, {site.accepted} connections, 0 local bytes")


@pytest.mark.parametrize("url", ["/etc/passwd", "//127.0.0.1:{}/x", "http://[::1%25lo]:{}/"])
def test_an_import_that_cannot_be_read_gives_no_paper(url: str, site: Site) -> None:
    markup = f'<style>@import url("{url.replace("{}", str(site.port))}");</style>'

    with suppress(NotTypeset):
        assert b"root:" not in typeset(f"<html><body>{markup}<p>备案</p></body></html>").pdf

    assert site.accepted == 0
