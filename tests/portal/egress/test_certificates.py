"""The connection goes to an address; the certificate is still held against the name."""

from __future__ import annotations

import datetime
import socket
import ssl
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.portal.egress.conftest import SITE, Site, heard
from tests.portal.egress.test_fetching import ask, failure_of

Serving = Callable[..., list[str]]


@pytest.fixture
def serves_tls(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Serving:
    """`serves_tls(name, days=1, trusted=True)`: the site speaks TLS; returns the names it is asked for."""

    def serve(name: str, *, days: int = 1, trusted: bool = True) -> list[str]:
        file, asked = tmp_path / "site.pem", list[str]()
        file.write_bytes(certificate_for(name, days))
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.sni_callback = lambda _socket, told, _context: asked.append(told or "")

        def handle(connection: socket.socket) -> None:
            with context.wrap_socket(connection, server_side=True) as secure:
                heard(secure)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

        site.handler = handle
        return asked

    return serve


def certificate_for(name: str, days: int) -> bytes:
    """A key and a certificate signed by itself, ending in `days`."""
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test")])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(issuer)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=30))
        .not_valid_after(now + datetime.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, form, plain) + certificate.public_bytes(pem)


def test_the_name_is_kept_for_the_certificate(serves_tls: Serving) -> None:
    asked = serves_tls(SITE)

    assert ask(f"https://{SITE}/").body == b"ok"
    assert asked == [SITE]


def test_a_certificate_of_another_name_is_refused(serves_tls: Serving) -> None:
    serves_tls("www.example.com")

    assert failure_of(f"https://{SITE}/") == "not_secure"


def test_a_certificate_that_has_expired_is_refused(serves_tls: Serving) -> None:
    serves_tls(SITE, days=-1)

    assert failure_of(f"https://{SITE}/") == "not_secure"


def test_a_certificate_that_nobody_vouches_for_is_refused(serves_tls: Serving) -> None:
    serves_tls(SITE, trusted=False)

    assert failure_of(f"https://{SITE}/") == "not_secure"


def test_a_site_that_speaks_no_tls_is_not_asked_without(site: Site) -> None:
    assert failure_of(f"https://{SITE}/") == "not_secure"
