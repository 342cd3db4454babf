"""A stand-in of one's own, as a real process, and the vendor's real clients speaking to it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from copy import copy
from pathlib import Path
from time import monotonic, sleep
from typing import Any, TypeVar

from alibabacloud_bssopenapi20171214.client import Client as BssClient
from alibabacloud_cbn20170912.client import Client as CbnClient
from alibabacloud_quotas20200510.client import Client as QuotasClient
from alibabacloud_sts20150401.client import Client as StsClient
from alibabacloud_sts20150401.models import AssumeRoleRequest
from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_vpc20160428.client import Client as VpcClient
from Tea.exceptions import TeaException

KEY = ("standin", "standin-secret")
READY = "stand-in cloud on "
ROOT = Path(__file__).parents[2]
Result = TypeVar("Result")


class Cloud:
    """Ends with its `with` block. After `kill`, `start` brings it back: same port, same state file."""

    key = KEY
    token: str | None = None

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.state = folder / "state.sqlite"
        self.arguments = arguments
        self.port = 0
        self.start()

    def __enter__(self) -> Cloud:
        return self

    def __exit__(self, *reason: object) -> None:
        self.kill()

    def start(self) -> None:
        command = [sys.executable, "-m", "portal.standin", "--port", str(self.port)]
        self.process = subprocess.Popen(
            [*command, "--state", str(self.state), *self.arguments],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        assert line.startswith(READY), f"the stand-in said {line!r}"
        self.address = line.removeprefix(READY)
        self.port = int(self.address.rpartition(":")[2])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()

    def ask(self, method: str, door: str, document: Any = None) -> Any:
        """Its own door, /_standin/."""
        body = None if document is None else json.dumps(document).encode()
        request = urllib.request.Request(f"{self.address}/_standin/{door}", body, method=method)
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            return json.load(refused)

    def settings(self, **wanted: Any) -> None:
        answer = self.ask("POST", "settings", wanted)
        assert "error" not in answer, answer

    def fault(self, kind: str, **wanted: Any) -> None:
        answer = self.ask("POST", "faults", {"fault": kind, **wanted})
        assert "error" not in answer, answer

    def advance(self, seconds: float) -> None:
        self.ask("POST", "clock", {"advance": seconds})

    def freeze(self) -> None:
        self.ask("POST", "clock", {"freeze": True})

    def calls(self, action: str | None = None) -> list[dict[str, Any]]:
        return [call for call in self.ask("GET", "calls")["calls"] if action in (None, call["action"])]

    def living(self, kind: str) -> list[dict[str, Any]]:
        return list(self.ask("GET", f"resources?kind={kind}")["resources"])

    def as_role(self, account: str) -> Cloud:
        """The same cloud, called with a temporary key of that account."""
        wanted = AssumeRoleRequest(role_arn=f"acs:ram::{account}:role/causeway", role_session_name="causeway")
        given = self.sts().assume_role(wanted).body.credentials
        other = copy(self)
        other.key, other.token = (given.access_key_id, given.access_key_secret), given.security_token
        return other

    def config(
        self, region: str, key: tuple[str, str] | None = None, token: str | None = None, **more: Any
    ) -> Config:
        key_id, secret = key or self.key
        return Config(
            access_key_id=key_id,
            access_key_secret=secret,
            security_token=token or (None if key else self.token),
            endpoint=f"127.0.0.1:{self.port}",
            protocol="http",
            region_id=region,
            **more,
        )

    def vpc(self, region: str = "eu-central-1", **more: Any) -> VpcClient:
        return VpcClient(self.config(region, **more))

    def cbn(self, **more: Any) -> CbnClient:
        return CbnClient(self.config("cn-hangzhou", **more))

    def bss(self, **more: Any) -> BssClient:
        return BssClient(self.config("cn-hangzhou", **more))

    def quotas(self, **more: Any) -> QuotasClient:
        return QuotasClient(self.config("cn-hangzhou", **more))

    def sts(self, **more: Any) -> StsClient:
        return StsClient(self.config("cn-hangzhou", **more))


def refused(call: Callable[[Any], Any], request: Any) -> TeaException:
    """The error the vendor's client raises; fails when the call passes."""
    try:
        answer = call(request)
    except TeaException as error:
        return error
    raise AssertionError(f"{call.__name__} was expected to be refused and answered {answer.body.to_map()}")


def until(
    look: Callable[[], Result], wanted: Callable[[Result], bool], deadline_seconds: float = 10
) -> Result:
    """Look again and again until it is as wanted; the last look is in the failure."""
    end = monotonic() + deadline_seconds
    while not wanted(seen := look()):
        assert monotonic() < end, f"after {deadline_seconds} s it is still {seen!r}"
        sleep(0.005)
    return seen
