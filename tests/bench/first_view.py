"""What a first view of any page transfers: `python -m tests.bench.first_view`.

Every page that the accessibility walker knows, in both languages, signed in where it must be, from a real
server to a caller with an empty cache that takes gzip: headers and body of the page, and of every style,
script, picture and font that it names. Such a file is counted in full, though a browser may put it off.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings
from django.test import Client

from portal.accounts.models import User
from portal.embedded.children import Children, Guard
from portal.embedded.postgres import APPLICATION
from tests import services
from tests.bench.figures import at_most, tell, told
from tests.journeys.axe import LANGUAGES, registered_pages
from tests.processes import WebServer
from tests.settings import WORKER
from tests.world import make_world

AT_MOST_BYTES = 60_000
_TAGS = re.compile(r"<(?:link|script|img|source|use|object)\b[^>]*>")
_NAMED = re.compile(r"\b(?:href|src|srcset|data)=\"([^\"\s#]+)")
_IN_STYLES = re.compile(r"url\([\"']?([^\"')]+)")


class Visitor:
    """One person at one server; a file that several pages name is fetched once and counted for each."""

    def __init__(self, site: str, who: User | None) -> None:
        self.site = site
        self.cookie = cookie_of(who) if who else ""
        self.files: dict[str, int] = {}

    def first_view(self, address: str) -> int:
        # "Nothing is here" is a page, too.
        size, text = self.fetch(address, 200, 404)
        named = [found for tag in _TAGS.findall(text) if _is_loaded(tag) for found in _NAMED.findall(tag)]
        return size + sum(self.file(path) for path in dict.fromkeys(urljoin(address, name) for name in named))

    def file(self, path: str) -> int:
        if path not in self.files:
            size, text = self.fetch(path)
            inner = _IN_STYLES.findall(text) if path.endswith(".css") else []
            self.files[path] = size + sum(
                self.file(urljoin(path, name)) for name in inner if not name.startswith("data:")
            )
        return self.files[path]

    def fetch(self, path: str, *wanted: int) -> tuple[int, str]:
        """Bytes on the wire, and the text."""
        caller = HTTPConnection(urlsplit(self.site).netloc, timeout=30)
        caller.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": self.cookie})
        answer = caller.getresponse()
        body = answer.read()
        caller.close()
        if answer.status not in (wanted or (200,)):
            raise RuntimeError(f"{path} answered {answer.status}")
        head = sum(len(f"{name}: {value}\r\n") for name, value in answer.getheaders())
        packed = answer.getheader("Content-Encoding") == "gzip"
        return head + len(body), (gzip.decompress(body) if packed else body).decode(errors="replace")


def _is_loaded(tag: str) -> bool:
    """Links to other pages and to other languages are not followed."""
    return not tag.startswith("<link") or any(word in tag for word in ("stylesheet", "icon", "preload"))


def cookie_of(person: User) -> str:
    client = Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def main() -> int:
    services.start()
    try:
        services.fresh_database(WORKER)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(TemporaryDirectory(prefix="causeway-bench-")))
            guard = Guard()
            stack.callback(guard.close)
            children = stack.enter_context(Children(folder / "web.log", guard))
            url = services.url(WORKER, APPLICATION)
            environment = {"DJANGO_SETTINGS_MODULE": "portal.settings", "DATABASE_URL": url}
            sizes = measure(WebServer(children, environment).url)
    finally:
        services.stop()
    largest = max(sizes, key=lambda name: sizes[name])
    return tell(
        "first_view",
        [
            at_most(
                f"largest of {len(sizes)} first views ({largest})", sizes[largest], AT_MOST_BYTES, "bytes"
            ),
            told("smallest", min(sizes.values()), "bytes"),
        ],
        bytes=dict(sorted(sizes.items(), key=lambda item: -item[1])),
    )


def measure(site: str) -> dict[str, int]:
    world = make_world()
    visitors: dict[str, Visitor] = {}
    sizes = {}
    for page in registered_pages():
        person = getattr(world, page.who) if page.who else None
        visitor = visitors.setdefault(page.who, Visitor(site, person))
        address = page.address(world)
        for language in LANGUAGES:
            sizes[f"{page.name}, {language}"] = visitor.first_view(f"/{language}/{address}")
    return sizes


if __name__ == "__main__":
    sys.exit(main())
