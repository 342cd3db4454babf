"""What an answer of the cloud means for the engine: a closed table.

Sources: RELIABILITY section B5 (the classes) and OPERATIONS sections 0-2 (the codes; read from the vendor's
API metadata of 2026-04-21 and from the retry lists of the vendor's Terraform provider, August 2026).

An unlisted code is `needs_human`: it never means "try again" and never means "undo".

>>> classify("Throttling.User", 400, "vpc", "CreateVpc")
'not_now'
>>> classify("SomethingNobodyHasSeen", 400, "vpc", "CreateVpc")
'needs_human'
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Final, Literal, get_args

Outcome = Literal[
    "not_now", "busy", "unknown", "refused", "mismatch", "auth", "gone", "blocked", "needs_human"
]
OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)


class AlibabaError(Exception):
    """The cloud did not do what was asked, or did not say whether it did.

    `outcome` is what the engine obeys; `code`, `message` and `request_id` are for people and the vendor.
    `http_status` is None when no answer came. `retry_after_ms` is the pause the cloud asked for, if any.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        outcome: Outcome,
        request_id: str | None = None,
        http_status: int | None = None,
        retry_after_ms: int | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.outcome: Outcome = outcome
        self.request_id = request_id
        self.http_status = http_status
        self.retry_after_ms = retry_after_ms


class MalformedCallError(ValueError):
    """Our own mistake, found before anything was sent: an unlisted action, or an unknown parameter."""


# Codes whose meaning depends on the call. OPERATIONS 1.2, 1.3, 1.4 and 2.
PER_ACTION: Final[Mapping[tuple[str, str, str], Outcome]] = {
    ("cbn", "CreateTransitRouterVpcAttachment", "InstanceStatus.NotSupport"): "busy",
    ("cbn", "CreateTransitRouterVbrAttachment", "InstanceStatus.NotSupport"): "busy",
    ("cbn", "CreateTransitRouterVpnAttachment", "OperationFailed.AllocateCidrFailed"): "busy",
    # The provider's list lets this pass; the value is unchanged, so reading it again settles the question.
    ("cbn", "ModifyCenBandwidthPackageSpec", "Operation.Failed"): "unknown",
    # Somebody opened it a moment ago; looking again finds it open.
    ("cbn", "OpenTransitRouterService", "ORDER.OPEND"): "unknown",
    ("vpc", "CreateVpnGateway", "OperationFailed.SslNotSupport"): "busy",
    ("vpc", "RemoveCommonBandwidthPackageIp", "OperationUnsupported.IpNotInCbwp"): "gone",
    # Of another account. The vendor's page of 2025-12 lists these two for the call, both with status 400.
    ("cdn", "CheckCdnDomainICP", "-124"): "refused",
    ("cdn", "CheckCdnDomainICP", "CheckDomainICPFail"): "unknown",
    # PrivateZone answers these for a moment after a create or an unbind (OPERATIONS 5).
    ("pvtz", "DeleteZone", "Zone.VpcExists"): "busy",
}

EXACT: Final[Mapping[str, Outcome]] = {
    "ServiceUnavailable": "not_now",
    "SystemBusy": "not_now",
    "System.Busy": "not_now",
    "FrequentPurchase.EIP": "not_now",
    "EipOperation.TooFrequently": "not_now",
    "InternalError": "unknown",
    "UnknownError": "unknown",
    "Operation.Blocking": "busy",
    "OperationConflict": "busy",
    "TaskConflict": "busy",
    "LastTokenProcessing": "busy",
    "OperationFailed.LastTokenProcessing": "busy",
    "OperationFailed.IdempotentTokenProcessing": "busy",
    "IdempotentTokenProcessing": "busy",
    "TokenProcessing": "busy",
    "ServiceIsConfiguring": "busy",
    "InvalidOperation.BwpInstanceStatus": "busy",
    "InvalidOperation.BwpBusinessStatus": "busy",
    "InvalidOperation.CenInstanceStatus": "busy",
    "InvalidStatus.Resource": "busy",
    "InvalidStatus.RouteEntry": "busy",
    "OperationFailed.OperationIsProcessing": "busy",
    "OperationFailed.OrderIsProcessing": "busy",
    "OperationFailed.DistibuteLock": "busy",  # spelt so by the vendor
    "OperationFailed.NotifyCenCreate": "busy",
    "OperationFailed.EcsMigrating": "busy",
    "CreateVSwitch.IncorrectStatus.cbnStatus": "busy",
    "DeleteVSwitch.IncorrectStatus.cbnStatus": "busy",
    "IncorrectVSwitchStatus": "busy",
    "IncorrectVpcStatus": "busy",
    "IncorrectEipStatus": "busy",
    "IncorrectInstanceStatus": "busy",
    "InvalidBindingStatus": "busy",
    "BandwidthPackageOperation.conflict": "busy",
    "VpnTask.CONFLICT": "busy",
    "OperationFailed.InsufficientBalance": "refused",
    "NotApplicable": "refused",
    "Forbidden.RAM": "auth",
    "NoPermission": "auth",
    "SignatureDoesNotMatch": "auth",
    "Forbidden.Release": "blocked",
    "InvalidOperation.AttachedChildInstanceExist": "blocked",
    "InvalidOperation.CenBandwidthLimitsNotZero": "blocked",
    "IdempotentParameterMismatch": "mismatch",
    # `Cloud.dry_run` reads it as "the check passed". Anywhere else it is a surprise.
    "DryRunOperation": "needs_human",
}

# First match wins, so the narrow families stand before the wide ones.
FAMILIES: Final[tuple[tuple[str, Outcome], ...]] = (
    ("*Throttling*", "not_now"),
    ("*IdempotentParameterMismatch*", "mismatch"),
    ("IncorrectStatus*", "busy"),
    ("StateError.*", "busy"),
    ("*.Configuring", "busy"),
    ("DependencyViolation*", "blocked"),
    ("DeletionProtection*", "blocked"),
    ("QuotaExceeded*", "refused"),
    ("InvalidParameter*", "refused"),
    ("Missing*", "refused"),
    ("Forbidden*", "refused"),
)

# Asked before "it is not there": InvalidAccessKeyId.NotFound is about the key, and nothing is gone.
ABOUT_THE_KEYS: Final = ("InvalidSecurityToken*", "InvalidAccessKeyId*", "NoPermission.*")

# "It is not there": success for a delete, an answer for a look, a refusal for a create that needs the thing.
ABSENT: Final[tuple[str, ...]] = (
    "*NotFound*",
    "IllegalParam.Region",
    "ParameterCenInstanceId",
    "ParameterInstanceId",
    "ParameterBwpInstanceId",
    "ParameterCcnInstanceId",
)
LOOKS_OR_REMOVES: Final = (
    "Describe*", "List*", "Get*", "Check*", "Query*", "Delete*", "Release*", "Remove*", "Refund*",
    "Unassociate*", "Dissociate*", "Disable*", "Detach*",
)  # fmt: skip


def classify(code: str | None, http_status: int | None, product: str, action: str) -> Outcome:
    """The class of one failed call. Without a code there was no readable answer: it may have happened."""
    if not code or code == "None":
        return "unknown"
    exact = PER_ACTION.get((product, action, code)) or EXACT.get(code)
    if exact is not None:
        return exact
    if _matches(code, ABOUT_THE_KEYS):
        return "auth"
    if _matches(code, ABSENT):
        return "gone" if _matches(action, LOOKS_OR_REMOVES) else "refused"
    for family, outcome in FAMILIES:
        if fnmatchcase(code, family):
            return outcome
    return "unknown" if http_status is not None and http_status >= 500 else "needs_human"


def _matches(text: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in patterns)
