"""The world outside on loopback: registries that speak RDAP over TLS, and a name server."""

from __future__ import annotations

import datetime
import json
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import dns.message
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.portal.egress.conftest import NameServer

VERISIGN, APNIC, ARIN, RIPE = "rdap.verisign.com", "rdap.apnic.net", "rdap.arin.net", "rdap.db.ripe.net"
IANA = "data.iana.org"
NAME = "nordwind.com"
HOSTS = (VERISIGN, APNIC, ARIN, RIPE, IANA)
MAINLAND, HONG_KONG, FRANKFURT, VIRGINIA = "223.5.5.5", "43.240.1.1", "193.0.6.139", "8.8.8.8"
BLOCKS = {
    MAINLAND: (APNIC, "/ip/", "223.5.5.0", "223.5.5.255", "CN"),
    HONG_KONG: (APNIC, "/ip/", "43.240.0.0", "43.240.255.255", "HK"),
    FRANKFURT: (RIPE, "/ip/", "193.0.0.0", "193.0.7.255", "NL"),
    VIRGINIA: (ARIN, "/registry/ip/", "8.8.8.0", "8.8.8.255", "US"),
}


@dataclass
class Reply:
    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    pause: float = 0.0

    @property
    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


def domain(name: str, iana_id: str | None = "420", **more: Any) -> dict[str, Any]:
    """What a registry says about a name."""
    public = [] if iana_id is None else [{"type": "IANA Registrar ID", "identifier": iana_id}]
    registrar = {
        "roles": ["registrar"],
        "publicIds": public,
        "vcardArray": ["vcard", [["fn", {}, "text", "Alibaba Cloud Computing (Beijing) Co., Ltd."]]],
    }
    holder = {"roles": ["registrant"], "vcardArray": ["vcard", [["fn", {}, "text", "Lena Vogt"]]]}
    return {
        "objectClassName": "domain",
        "ldhName": name.upper(),
        "status": ["active"],
        "events": [{"eventAction": "expiration", "eventDate": "2028-09-18T19:52:51Z"}],
        "entities": [registrar, holder],
        **more,
    }


class Names(NameServer):
    """`silent_about` are names that are never answered."""

    silent_about: frozenset[str] | set[str] = frozenset()

    def answer(self, question: dns.message.Message) -> dns.message.Message | None:
        if str(question.question[0].name).removesuffix(".") in self.silent_about:
            return None
        return super().answer(question)


class Outside:
    """`replies[host, path]` is a Reply; anything else is 404. `asked` lists (host, path)."""

    def __init__(self, certificate: Path) -> None:
        self.replies: dict[tuple[str, str], Reply] = {}
        self.asked: list[tuple[str, str]] = []
        self.certificate = certificate
        certificate.write_bytes(_certificate_for(HOSTS))
        self.names = Names()
        self.server = _Server(self)
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        for address, (host, path, first, last, country) in BLOCKS.items():
            network = {"startAddress": first, "endAddress": last, "country": country, "name": "BLOCK"}
            self.replies[host, f"{path}{address}"] = Reply(body=network)

    def registry_says(self, name: str, reply: Reply | dict[str, Any]) -> None:
        """What the registry of .com answers about a name."""
        self.replies[VERISIGN, f"/com/v1/domain/{name}"] = (
            reply if isinstance(reply, Reply) else Reply(body=reply)
        )

    def points(self, name: str, *addresses: str, alias: str = "") -> None:
        if alias:
            self.names.records[name, "CNAME"] = [[alias]]
        self.names.records[alias or name, "A"] = [list(addresses)]

    @property
    def hosts(self) -> dict[str, tuple[str, int]]:
        return dict.fromkeys(HOSTS, ("127.0.0.1", self.server.server_port))

    @property
    def environment(self) -> dict[str, str]:
        """For a process of the portal that shall live in this world."""
        return {
            "EGRESS_HOSTS": " ".join(f"{name}={where[0]}:{where[1]}" for name, where in self.hosts.items()),
            "EGRESS_NAMESERVER": f"{self.names.address[0]}:{self.names.address[1]}",
            "SSL_CERT_FILE": str(self.certificate),
        }

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.names.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, outside: Outside) -> None:
        super().__init__(("127.0.0.1", 0), _Door)
        self.outside = outside
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(outside.certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, *_: Any) -> None:
        """A client that leaves early is part of the tests."""


class _Door(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        outside = self.server.outside
        asked = (self.headers["Host"].partition(":")[0], self.path)
        outside.asked.append(asked)
        reply = outside.replies.get(asked, Reply(404, {"errorCode": 404}))
        time.sleep(reply.pause)
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(reply.bytes)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.bytes)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def opened(folder: Path) -> Iterator[Outside]:
    outside = Outside(folder / "outside.pem")
    try:
        yield outside
    finally:
        outside.close()


def within(seconds: float, act: Callable[[], Any]) -> float:
    """Do it, and fail when it took longer; the seconds it took."""
    began = time.monotonic()
    act()
    took = time.monotonic() - began
    assert took < seconds, f"It took {took:.2f} s."
    return took


def _certificate_for(names: tuple[str, ...]) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "the world outside")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(issuer)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name) for name in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain, pem = serialization.NoEncryption(), serialization.Encoding.PEM
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, plain) + certificate.public_bytes(pem)
