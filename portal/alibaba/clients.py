"""`Cloud`: the one door to Alibaba Cloud. Wire names in, wire names out, `AlibabaError` when it did not work.

A call is sent once: only the engine repeats (RELIABILITY B4). Silence is an answer of its own, `unknown`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from alibabacloud_credentials.exceptions import CredentialException
from alibabacloud_tea_openapi.exceptions import AlibabaCloudException
from alibabacloud_tea_openapi.models import Config
from darabonba.runtime import RuntimeOptions
from Tea.exceptions import TeaException

from portal.alibaba import sdk
from portal.alibaba.allowed import AllowedAccount
from portal.alibaba.calls import PRODUCTS, Call
from portal.alibaba.credentials import Credentials, Keys
from portal.alibaba.deadline import within
from portal.alibaba.endpoint import CloudSettings
from portal.alibaba.errors import AlibabaError, MalformedCallError, classify

STS_REGION: Final = "ap-southeast-1"  # any region answers; the session is valid everywhere


@dataclass(frozen=True, slots=True)
class DryRunVerdict:
    """Whether the cloud would accept the call. A refusal carries the cloud's code and sentence."""

    passed: bool
    code: str
    message: str


class Cloud:
    """Thread-safe. Clients are kept per process, product and region; a forked child makes its own."""

    def __init__(self, settings: CloudSettings) -> None:
        self.settings = settings
        self.credentials = Credentials(settings, self._assume_role)
        self.account = AllowedAccount(settings.account, self._ask_account)
        self._clients: dict[tuple[int, str, str], Any] = {}
        sdk.close_environment_traps(loopback=settings.is_loopback)

    def call(
        self,
        product: str,
        action: str,
        region: str,
        params: Mapping[str, Any],
        client_token: str | None = None,
    ) -> dict[str, Any]:
        """The body of the answer. Raises `AlibabaError`, or `MalformedCallError` before anything is sent."""
        row = listed_call(product, action)
        request = build_request(product, row, params, client_token)
        try:
            self.credentials.current()
            if product != "sts":
                self.account.require()
        except AlibabaError as error:
            raise _nothing_was_sent(error) from error
        body = self._send(self._client(product, region), product, action, row, request)
        if body.get("Success") is False:
            raise _refused_in_the_body(product, action, body)
        return body

    def dry_run(self, product: str, action: str, region: str, params: Mapping[str, Any]) -> DryRunVerdict:
        """ "Would it pass?" Yes comes as the error `DryRunOperation`, or as a bare request id."""
        try:
            body = self.call(product, action, region, {**params, "DryRun": True})
        except AlibabaError as error:
            if error.code.startswith("DryRunOperation"):
                return DryRunVerdict(True, error.code, error.message)
            if error.outcome in {"refused", "blocked", "mismatch", "needs_human"}:
                return DryRunVerdict(False, error.code, error.message)
            raise
        made = {name: value for name, value in body.items() if value and name != "RequestId"}
        if made:
            raise AlibabaError(
                "DryRunCreated",
                f"{action} was asked to check only, and answered {made}. Look whether it exists.",
                outcome="needs_human",
                request_id=body.get("RequestId"),
            )
        return DryRunVerdict(True, "", "")

    def _client(self, product: str, region: str) -> Any:
        key = (os.getpid(), product, region)
        if key not in self._clients:
            config = Config(
                credential=self.credentials,
                endpoint=self.settings.endpoint_for(product),
                protocol=self.settings.wire_protocol,
                region_id=region,
                connect_timeout=int(self.settings.connect_timeout * 1000),
                read_timeout=int(self.settings.read_timeout * 1000),
                retry_options=None,
                user_agent="causeway",
            )
            # Two threads may both build one; the first stored is used by both.
            self._clients.setdefault(key, sdk.client_module(product).Client(config))
        return self._clients[key]

    def _send(self, client: Any, product: str, action: str, row: Call, request: Any) -> dict[str, Any]:
        send = getattr(client, row.with_options)
        arguments = (RuntimeOptions(),) if request is None else (request, RuntimeOptions())
        try:
            answer = within(self.settings.call_timeout, lambda: send(*arguments))
            return dict(answer.body.to_map())
        except (TeaException, CredentialException, TimeoutError) as error:
            raise _translated(product, action, error) from error
        except (AttributeError, TypeError, ValueError) as error:
            # The answer was JSON of another shape than the SDK's model: as good as no answer.
            raise AlibabaError("UnreadableAnswer", f"{action}: {error}", outcome="unknown") from error

    def _ask_account(self) -> str:
        return str(self.call("sts", "GetCallerIdentity", STS_REGION, {}).get("AccountId"))

    def _assume_role(self) -> Keys:
        params = {
            "RoleArn": self.settings.role_arn,
            "RoleSessionName": "causeway",
            "DurationSeconds": self.settings.session_seconds,
        }
        with_own_keys = Cloud(replace(self.settings, role_arn=""))
        session = with_own_keys.call("sts", "AssumeRole", STS_REGION, params)["Credentials"]
        return Keys(session["AccessKeyId"], session["AccessKeySecret"], session["SecurityToken"])


def listed_call(product: str, action: str) -> Call:
    sdk.package(product)
    row = PRODUCTS[product].calls.get(action)
    if row is None:
        raise MalformedCallError(
            f"{product}:{action} is not in the table of calls (portal/alibaba/calls.py)."
        )
    return row


def build_request(product: str, row: Call, params: Mapping[str, Any], client_token: str | None) -> Any:
    """The SDK's request object. The SDK drops a name it does not know without a word, so we compare."""
    wanted = plain(params) | ({"ClientToken": client_token} if client_token else {})
    if row.model is None:
        if wanted:
            raise MalformedCallError(f"{row.method} takes no parameters, but was given {sorted(wanted)}.")
        return None
    request = getattr(sdk.models_module(product), row.model)()
    request.from_map(wanted)
    kept = without_empty_lists(request.to_map())
    if kept != without_empty_lists(wanted):
        lost = sorted(name for name in wanted if kept.get(name) != without_empty_lists(wanted)[name])
        raise MalformedCallError(f"{row.model} does not know, or would change: {', '.join(lost)}.")
    return request


def plain(value: Any) -> Any:
    """Frozen mappings and tuples as the dicts and lists the SDK expects."""
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def without_empty_lists(value: Any) -> Any:
    """Request models print an empty list for each list they were not given."""
    if isinstance(value, Mapping):
        return {name: without_empty_lists(item) for name, item in value.items() if item != []}
    if isinstance(value, list):
        return [without_empty_lists(item) for item in value]
    return value


def _translated(product: str, action: str, error: Exception) -> AlibabaError:
    if isinstance(error, AlibabaCloudException):
        outcome = classify(error.code, error.status_code, product, action)
        if error.retry_after is not None and outcome == "needs_human":
            outcome = "not_now"  # the cloud itself named the moment to come back
        return AlibabaError(
            str(error.code),
            str(error.message),
            outcome=outcome,
            request_id=error.request_id,
            http_status=error.status_code,
            retry_after_ms=error.retry_after,
        )
    if isinstance(error, CredentialException):
        return AlibabaError(error.code or "Credentials", str(error.message), outcome="auth")
    cause = getattr(error, "inner_exception", None) or error
    return AlibabaError(type(cause).__name__, str(cause) or "The call took too long.", outcome="unknown")


def _refused_in_the_body(product: str, action: str, body: Mapping[str, Any]) -> AlibabaError:
    """BssOpenApi says `Code` and `Message`, companyreg `ErrorCode` (a number) and `ErrorMessage`."""
    code = str(body.get("Code", body.get("ErrorCode")))
    return AlibabaError(
        code,
        str(body.get("Message", body.get("ErrorMessage"))),
        outcome=classify(code, 200, product, action),
        request_id=body.get("RequestId"),
        http_status=200,
    )


def _nothing_was_sent(error: AlibabaError) -> AlibabaError:
    """Silence of STS says nothing about the call it was for: that one never left."""
    if error.outcome != "unknown":
        return error
    return AlibabaError(error.code, error.message, outcome="not_now", http_status=error.http_status)
