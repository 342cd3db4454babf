"""Every value the portal reads from its environment: name, kind, default, and what it is for.

docs/settings.md is generated from this table and a test compares the two, so an undocumented
setting cannot exist. A value that cannot be used stops the start with its name and the form expected.
"""

from __future__ import annotations

import ipaddress
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str  # "text", "flag", "number", "list", "url"
    default: Any
    help: str


VARIABLES: tuple[Variable, ...] = (
    Variable("PORTAL_ENV", "text", "", "`production` switches on every production check. Empty: local use."),
    Variable(
        "SECRET_KEY", "text", "", "At least 50 characters, signs sessions and links. Made by `make run`."
    ),
    Variable("SECRET_KEY_FALLBACKS", "list", [], "Earlier secret keys, accepted but not used for signing."),
    Variable("DEBUG", "flag", False, "Django's debug pages. Refused in production."),
    Variable("ALLOWED_HOSTS", "list", [], "Host names the portal answers to. `*` is refused in production."),
    Variable("PUBLIC_URL", "url", "", "Address people use, for links in mail: `https://portal.example.com`."),
    Variable(
        "DATABASE_URL", "url", "", "PostgreSQL as the application role. Empty: embedded server in `var/`."
    ),
    Variable(
        "DATABASE_OWNER_URL", "url", "", "PostgreSQL as the owner of the tables, for `prepare_database` only."
    ),
    Variable("REDIS_URL", "url", "", "Celery's broker and nothing else. Empty: embedded server in `var/`."),
    Variable("HOST", "text", "127.0.0.1", "Address the web server of `make run` binds."),
    Variable("PORT", "number", 8000, "Port of the web server of `make run`."),
    Variable("PORTAL_DEMO", "flag", False, "Demo people, demo mail pages, no second factor for staff."),
    Variable(
        "ALIBABA_CLOUD_ENDPOINT", "text", "", "`host:port` for all products. Loopback means plain HTTP."
    ),
    Variable("ALIBABA_CLOUD_ACCESS_KEY_ID", "text", "", "Key id. On loopback the stand-in's key is used."),
    Variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "text", "", "Secret of that key."),
    Variable("ALIBABA_CLOUD_ROLE_ARN", "text", "", "Role to assume with that key; sessions of 15 minutes."),
    Variable("ALIBABA_CLOUD_ACCOUNT", "text", "", "Account id the workers may build in. Others are refused."),
    Variable("EMAIL_URL", "url", "", "SMTP server. Empty: mail is kept in the database (demo mail pages)."),
    Variable("DEFAULT_FROM_EMAIL", "text", "Causeway <no-reply@localhost>", "Sender of the portal's mail."),
    Variable("OIDC_PROVIDER", "text", "", "JSON of one OpenID Connect provider for allauth. Empty: off."),
    Variable("PASSKEYS", "flag", False, "Log-in with passkeys. Needs HTTPS (or localhost)."),
    Variable("FILES_DIR", "text", "", "Folder for private files (PDF). Empty: `var/files`."),
    Variable(
        "VAULT_KEYS",
        "list",
        [],
        "Master keys of the vault: 32 random bytes each, in urlsafe base64. The first writes, all read. "
        "Production needs one; elsewhere they follow from `SECRET_KEY`.",
    ),
    Variable(
        "PAPERS_BUCKET",
        "text",
        "",
        "Bucket for uploaded papers on S3 or OSS, so that several machines share them. "
        "Empty: the folder `papers` in `FILES_DIR`.",
    ),
    Variable(
        "PAPERS_ENDPOINT",
        "url",
        "",
        "Address of the object storage: `https://oss-eu-central-1.aliyuncs.com`.",
    ),
    Variable("PAPERS_REGION", "text", "", "Region of the bucket: `eu-central-1`, at OSS `oss-eu-central-1`."),
    Variable("PAPERS_ACCESS_KEY_ID", "text", "", "Key id for the bucket. Empty: the role of the machine."),
    Variable("PAPERS_ACCESS_KEY_SECRET", "text", "", "Secret of that key."),
    Variable(
        "PAPERS_ADDRESSING",
        "text",
        "virtual",
        "`virtual` (bucket in the host name; OSS asks for it) or `path`.",
    ),
    Variable(
        "PAPERS_MAINLAND",
        "text",
        "",
        "JSON of a second bucket, for organizations whose papers stay in mainland China: "
        "`bucket`, `endpoint`, `region`, `access_key`, `secret_key`. Empty: none.",
    ),
    Variable(
        "PAPERS_SCANNER",
        "text",
        "",
        "Scanner for malicious software: `unix:/run/clamd.sock`, `tcp:host:3310`, or a command that reads a "
        "file on its standard input and ends with 0 (clean) or 1 (found). Empty: off.",
    ),
    Variable(
        "QUEUE_PREFIX", "text", "", "Put before each Celery queue name, so installations can share Redis."
    ),
    Variable(
        "ENGINE_TIME_SCALE", "text", "1", "Factor on leases, time limits, sweeps. Below 1 only on loopback."
    ),
    Variable(
        "ENGINE_POLL_SCALE",
        "text",
        "",
        "Factor on waits between looks; below 1 only on loopback. Empty: 1 (0.1 with our stand-in).",
    ),
    Variable("VAR_DIR", "text", "", "Folder of the embedded services. Empty: `var/` beside manage.py."),
    Variable(
        "EGRESS_OWN_RANGES",
        "list",
        [],
        "Networks and public addresses of this installation (CIDR). Customers' addresses never lead there.",
    ),
    Variable(
        "EGRESS_HOSTS",
        "text",
        "",
        "Demo and tests only: `name=127.0.0.1:8443` pairs with spaces between, reached instead of the DNS.",
    ),
    Variable(
        "EGRESS_NAMESERVER",
        "text",
        "",
        "Demo and tests only: `127.0.0.1:5353`, asked instead of the system's name servers.",
    ),
    Variable("LOG_LEVEL", "text", "INFO", "Lowest level written to the log."),
)
_BY_NAME = {variable.name: variable for variable in VARIABLES}


def read(name: str) -> Any:
    """The typed value of one variable; ImproperlyConfigured names it and its form when it cannot be read."""
    variable = _BY_NAME[name]
    env = environ.Env()
    readers: dict[str, Callable[..., Any]] = {
        "text": env.str,
        "url": env.str,
        "flag": env.bool,
        "number": env.int,
        "list": env.list,
    }
    try:
        return readers[variable.kind](name, default=variable.default)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is {env.str(name)!r}, which is not a {variable.kind}. {variable.help}"
        ) from error


def var_dir() -> Path:
    return Path(read("VAR_DIR") or ROOT / "var")


def embedded_services() -> Mapping[str, str]:
    """Where `make run` left its servers (database_url, owner_url, redis_url, cloud_endpoint), or nothing."""
    note = var_dir() / "services.json"
    return json.loads(note.read_text()) if note.exists() else {}


def is_loopback(endpoint: str) -> bool:
    """Whether `host:port` is on this machine. A name other than localhost is not.

    >>> is_loopback("127.0.0.1:8123"), is_loopback("[::1]:80"), is_loopback("vpc.aliyuncs.com")
    (True, True, False)
    """
    host = endpoint.rsplit(":", 1)[0].strip("[]") if ":" in endpoint else endpoint
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
