"""The whole way with real processes: gunicorn takes the file, a worker reads it, the link brings it back."""

from __future__ import annotations

import base64
import re
import threading
import urllib.request
import uuid
from collections.abc import Callable
from http.cookiejar import CookieJar
from typing import Any

import pytest
from django.core.management import call_command
from redis import Redis

from icp.documents.models import Paper, StoredFile
from icp.documents.workflow import delete_paper
from icp.filings.models import Filing
from portal.embedded.children import tail
from tests.icp.documents import papers
from tests.icp.documents.cases import ID, filing_of
from tests.processes import Worker
from tests.settings import FOLDER
from tests.world import PASSWORD, World

pytestmark = [pytest.mark.committed, pytest.mark.processes]


class Browser:
    def __init__(self, url: str) -> None:
        self.url = url
        handler = urllib.request.HTTPCookieProcessor(CookieJar())
        self.opener = urllib.request.build_opener(handler)

    def get(self, path: str) -> Any:
        return self.opener.open(f"{self.url}{path}", timeout=30)

    def post(self, path: str, fields: dict[str, str], file: tuple[str, bytes] | None = None) -> str:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path).read().decode())
        assert token is not None
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in {"csrfmiddlewaretoken": token[1], **fields}.items()
        ]
        if file is not None:
            head = (
                f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file[0]}"\r\n\r\n'
            )
            parts.append(head.encode() + file[1] + b"\r\n")
        request = urllib.request.Request(
            f"{self.url}{path}",
            b"".join(parts) + f"--{boundary}--\r\n".encode(),
            {"Content-Type": f"multipart/form-data; boundary={boundary}", "Referer": self.url},
        )
        return str(self.opener.open(request, timeout=30).read().decode())


class Overheard:
    """Every command that anybody sends to Redis while this is open, as text."""

    def __enter__(self) -> Overheard:
        self.redis = Redis(unix_socket_path=str(FOLDER / "redis.sock"))
        self.commands: list[str] = []
        self.end = uuid.uuid4().hex
        self.listening = threading.Event()
        self.thread = threading.Thread(target=self._listen, daemon=True)
        self.thread.start()
        assert self.listening.wait(10)
        return self

    def __exit__(self, *error: object) -> None:
        self.redis.echo(self.end)
        self.thread.join(10)
        assert not self.thread.is_alive()

    def _listen(self) -> None:
        with self.redis.monitor() as monitor:
            self.listening.set()
            for command in monitor.listen():
                if self.end in command["command"]:
                    return
                self.commands.append(command["command"])

    def text(self) -> str:
        """The commands and, once more, what in them was written in base64, as Celery writes a message."""
        said = "\n".join(self.commands)
        bodies = re.findall(r'\\*"body\\*": \\*"([A-Za-z0-9+/=]+)', said)
        assert bodies, "no message was heard"
        return said + "\n".join(base64.b64decode(body).decode() for body in bodies)


def state_of(filing: Filing) -> str:
    return Paper.objects.filter(filing=filing).order_by("-version").values_list("state", flat=True)[0]


def test_from_the_form_to_the_download(
    world: World, worker: Worker, live_server_url: str, wait_for: Callable[..., Any]
) -> None:
    filing = filing_of(world)
    lena = Browser(live_server_url)
    lena.post("/en/login/", {"login": world.lena.email, "password": PASSWORD})
    page = f"/en/filings/{filing.pk}/documents/"

    lena.post(f"{page}{ID}/", {"expires_on": "2030-01-01"}, ("CANARY-NAME-815.jpg", papers.jpeg()))
    wait_for(lambda: state_of(filing) == "accepted", 30, lambda: f"the worker takes it; {worker.log()}")
    paper = Paper.objects.get(filing=filing)
    opened = lena.post(f"{page}papers/{paper.pk}/open/", {"reason": "own_check"})
    address = re.search(r'href="([^"]+/file/[^"]+)"', opened)
    assert address is not None
    answer = lena.get(address[1].replace("&amp;", "&"))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.read(3) == b"\xff\xd8\xff"
    assert "CANARY-NAME-815" not in worker.log(10_000)

    lena.post(f"{page}{ID}/", {}, ("b.jpg", papers.blurred(6)))
    wait_for(lambda: state_of(filing) == "refused", 30, "the worker refuses the second one")
    assert "picture is blurred" in lena.get(page).read().decode()
    paper.refresh_from_db()
    assert paper.state == "accepted"

    delete_paper(paper, by=world.lena)
    wait_for(lambda: not StoredFile.objects.filter(paper=paper).exists(), 30, "the worker deletes it")
    wait_for(lambda: Paper.objects.get(pk=paper.pk).state == "deleted", 10, "and says so")


def test_a_worker_that_is_killed_loses_nothing_and_leaves_nothing(
    world: World, worker: Worker, live_server_url: str, wait_for: Callable[..., Any]
) -> None:
    """Six uploads, the worker killed while it reads them; each comes to its end, and no file is left over."""
    filings = [filing_of(world) for _ in range(6)]
    lena = Browser(live_server_url)
    lena.post("/en/login/", {"login": world.lena.email, "password": PASSWORD})
    content = papers.jpeg(papers.drawn(5000, 3600))
    for filing in filings:
        lena.post(f"/en/filings/{filing.pk}/documents/{ID}/", {}, ("a.jpg", content))
    worker.kill9()
    # What a lease would wait for: its two minutes are the test's to shorten.
    Paper.objects.filter(filing__in=filings).update(not_before="2000-01-01T00:00:00Z")
    worker.start(beat=True)

    def done() -> bool:
        return all(state_of(filing) == "accepted" for filing in filings)

    wait_for(done, 120, f"six papers accepted; {tail(worker.children.log, 30)}")
    for filing in filings:
        parts = StoredFile.objects.filter(paper__filing=filing).values_list("part", flat=True)
        wait_for(
            lambda parts=parts: sorted(parts.all()) == ["copy", "original", "view"],
            45,
            "no file is left over",
        )


def test_nothing_of_a_person_goes_through_the_broker(
    world: World, worker: Worker, live_server_url: str, wait_for: Callable[..., Any]
) -> None:
    """Answers saved in the page, a paper read by the worker, opened with a note, the person erased."""
    name, number, mobile = "金丝雀八一五", "11010519491231002X", "13811112222"
    lena = Browser(live_server_url)
    lena.post("/en/login/", {"login": world.lena.email, "password": PASSWORD})
    with Overheard() as overheard:
        filing = filing_of(
            world,
            subject_person_name=name,
            subject_person_id_number=number,
            subject_person_mobile=f"+86{mobile}",
        )
        page = f"/en/filings/{filing.pk}/documents/"
        lena.post(f"{page}{ID}/", {"expires_on": "2030-01-01"}, (f"{number}.jpg", papers.jpeg()))
        wait_for(lambda: state_of(filing) == "accepted", 30, lambda: f"the worker takes it; {worker.log()}")
        paper = Paper.objects.get(filing=filing)
        lena.post(f"{page}papers/{paper.pk}/open/", {"reason": "own_record", "note": f"CANARY-NOTE {name}"})
        call_command(
            "erase_person",
            "--yes",
            organization=str(world.customer.pk),
            by=world.otto.email,
            id_number=number,
        )
        wait_for(lambda: not StoredFile.objects.filter(paper=paper).exists(), 30, "the files are deleted")

    heard = overheard.text()
    assert "icp.documents" in heard
    written = {canary: ascii(canary)[1:-1] for canary in (name, number, mobile, "CANARY-NOTE")}
    as_bytes = repr(name.encode())[2:-1]
    assert [c for c, escaped in written.items() if c in heard or escaped in heard] == []
    assert as_bytes not in heard
