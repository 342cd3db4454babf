"""The maker of PDFs under the same list: markup that got past the escaping reaches no address and no file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from icp.eligibility.summary import pdf_is_off, typeset
from tests.portal.egress.conftest import Site
from tests.portal.egress.spellings import INSIDE

WAYS = (
    '<img src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">x</a>',
    '<style>@import url("{}");</style>',
    '<p style="background: url({})">x</p>',
    '<style>@font-face {{ font-family: f; src: url("{}") }} b {{ font-family: f }}</style><b>x</b>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<iframe src="{}"></iframe>',
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="{}#a"/>'
    '<image xlink:href="{}" width="9" height="9"/></svg>',
    '<meta http-equiv="refresh" content="0; url={}">',
    '<base href="{}"><img src="x.png">',
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
    markup = [way.replace("{}", url).format() for url in urls for way in WAYS if not way.startswith("<base")]
    site.redirects_to(f"file://{secret}")

    # A page each for the few ways that may end a document early; the rest in one.
    paper = typeset(f"<html><body>{''.join(markup)}<p>备案</p></body></html>")
    alone = [
        typeset(f"<html><head>{WAYS[12].format(url)}</head><body>备案</body></html>") for url in urls[:3]
    ]

    assert site.accepted == 0
    assert all(
        b"LOCAL-BYTES" not in each.pdf and b"/EmbeddedFile" not in each.pdf for each in (paper, *alone)
    )
    assert len(paper.refused) > len(urls), "the page did ask"
    say(f"{len(markup)} ways into the PDF maker, {site.accepted} connections, 0 local bytes")
