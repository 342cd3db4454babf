"""Turns a page of ours into a PDF, in a process of its own.

`python -m icp.eligibility.typesetting` reads HTML, writes the PDF, and says on standard error how much
memory it took at its peak (KiB). It fetches nothing: the page carries its style, fonts come from the
system, and every address is refused, whether the typesetter or a socket would ask for it. Memory and
processor time are limited, so that a page that cannot be set costs one attempt and not the worker.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from typing import NoReturn

from weasyprint import HTML
from weasyprint.urls import URLFetcher

PROCESSOR_SECONDS = 20
MEMORY_BYTES = 1536 * 1024 * 1024


class AddressRefused(ValueError):
    """The page asked for something outside itself."""


class NothingFetched(URLFetcher):
    def fetch(self, url: str, headers: object = None) -> NoReturn:
        print(f"refused {url[:200]!r}", file=sys.stderr)  # noqa: T201 - the parent reads it
        raise AddressRefused(f"A summary fetches nothing, and it asked for {url[:200]!r}.")


def _refuse_sockets(event: str, _arguments: object) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind"):
        raise AddressRefused(f"A summary needs no network ({event}).")


def typeset(html: str) -> bytes:
    pdf: bytes = HTML(string=html, url_fetcher=NothingFetched()).write_pdf(pdf_tags=True)
    return pdf


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    sys.addaudithook(_refuse_sockets)
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode()))
    print(f"peak {peak_kib()}", file=sys.stderr)  # noqa: T201


def peak_kib() -> int:
    """The most memory this program held. `ru_maxrss` would count what its parent held when it was begun."""
    with Path("/proc/self/status").open() as status:
        told = next((line for line in status if line.startswith("VmHWM:")), "")
    return int(told.split()[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
