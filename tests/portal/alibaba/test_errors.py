from __future__ import annotations

import pytest

from portal.alibaba.errors import OUTCOMES, classify

CREATE, DELETE, LIST = ("cbn", "CreateCen"), ("cbn", "DeleteCen"), ("cbn", "DescribeCens")
ATTACH = ("cbn", "CreateTransitRouterVpcAttachment")
MODIFY = ("cbn", "ModifyCenBandwidthPackageSpec")

# Every code of OPERATIONS sections 0 to 2 and RELIABILITY B5, with the call it is named for.
CODES = [
    # 0: throttling
    (CREATE, 400, "Throttling", "not_now"),
    (CREATE, 400, "Throttling.User", "not_now"),
    (CREATE, 400, "Throttling.Api", "not_now"),
    (CREATE, 400, "Rejected.Throttling", "not_now"),
    # 0: server
    (CREATE, 503, "ServiceUnavailable", "not_now"),
    (CREATE, 503, "SystemBusy", "not_now"),
    (CREATE, 400, "System.Busy", "not_now"),
    (CREATE, 500, "InternalError", "unknown"),
    (CREATE, 400, "UnknownError", "unknown"),
    (CREATE, 500, "SomethingNew", "unknown"),
    (CREATE, 502, None, "unknown"),
    (CREATE, None, None, "unknown"),
    (CREATE, 500, "None", "unknown"),
    # 0: conflict
    (CREATE, 400, "Operation.Blocking", "busy"),
    (CREATE, 400, "OperationConflict", "busy"),
    (CREATE, 409, "TaskConflict", "busy"),
    (CREATE, 400, "LastTokenProcessing", "busy"),
    (CREATE, 400, "OperationFailed.LastTokenProcessing", "busy"),
    (CREATE, 400, "OperationFailed.IdempotentTokenProcessing", "busy"),
    (CREATE, 400, "TokenProcessing", "busy"),
    (CREATE, 400, "IdempotentTokenProcessing", "busy"),
    (CREATE, 400, "IncorrectStatus", "busy"),
    (CREATE, 400, "IncorrectStatus.Status", "busy"),
    (("vpc", "CreateVpnConnection"), 400, "VpnGateway.Configuring", "busy"),
    (("vpc", "CreateVpnConnection"), 400, "Appliance.Configuring", "busy"),
    (("vpc", "CreateVpnConnection"), 400, "VpnConnection.Configuring", "busy"),
    (("ga", "CreateListener"), 400, "StateError.Accelerator", "busy"),
    (("ga", "CreateListener"), 400, "ServiceIsConfiguring", "busy"),
    # 0: final
    (CREATE, 400, "InvalidParameter", "refused"),
    (CREATE, 400, "InvalidParameter.CidrBlock", "refused"),
    (CREATE, 400, "MissingParameter", "refused"),
    (CREATE, 403, "Forbidden", "refused"),
    (CREATE, 403, "Forbidden.AccountStatus", "refused"),
    (CREATE, 403, "Forbidden.RAM", "auth"),
    (CREATE, 403, "NoPermission", "auth"),
    (CREATE, 400, "QuotaExceeded", "refused"),
    (CREATE, 400, "QuotaExceeded.Vpc", "refused"),
    (MODIFY, 400, "OperationFailed.InsufficientBalance", "refused"),
    (CREATE, 404, "InvalidAccessKeyId.NotFound", "auth"),
    (DELETE, 404, "InvalidAccessKeyId.NotFound", "auth"),
    (CREATE, 403, "InvalidAccessKeyId.Inactive", "auth"),
    (CREATE, 400, "SignatureDoesNotMatch", "auth"),
    (CREATE, 403, "InvalidSecurityToken.Expired", "auth"),
    (CREATE, 400, "IdempotentParameterMismatch", "mismatch"),
    (CREATE, 400, "DryRunOperation", "needs_human"),
    # 1.2
    (ATTACH, 400, "IncorrectStatus.VpcRouteTable", "busy"),
    (ATTACH, 400, "IncorrectStatus.VpcSwitch", "busy"),
    (ATTACH, 400, "IncorrectStatus.VpcOrVswitch", "busy"),
    (ATTACH, 400, "IncorrectStatus.VpcResource", "busy"),
    (ATTACH, 400, "IncorrectStatus.Attachment", "busy"),
    (ATTACH, 400, "InstanceStatus.NotSupport", "busy"),
    (CREATE, 400, "InstanceStatus.NotSupport", "needs_human"),
    (("cbn", "AssociateCenBandwidthPackage"), 400, "InvalidOperation.BwpInstanceStatus", "busy"),
    (("cbn", "AssociateCenBandwidthPackage"), 400, "InvalidOperation.BwpBusinessStatus", "busy"),
    (("cbn", "AssociateCenBandwidthPackage"), 400, "InvalidOperation.CenInstanceStatus", "busy"),
    # 1.3
    (MODIFY, 400, "Operation.Failed", "unknown"),
    (CREATE, 400, "Operation.Failed", "needs_human"),
    (MODIFY, 400, "InvalidStatus.Resource", "busy"),
    (MODIFY, 400, "OperationFailed.OperationIsProcessing", "busy"),
    (MODIFY, 400, "OperationFailed.OrderIsProcessing", "busy"),
    # 1.4
    (("cbn", "DeleteCenRouteMap"), 400, "IncorrectStatus.RouteMap", "busy"),
    (("cbn", "UnassociateCenBandwidthPackage"), 400, "InvalidOperation.CenBandwidthLimitsNotZero", "blocked"),
    (("cbn", "DeleteCenBandwidthPackage"), 403, "Forbidden.Release", "blocked"),
    (("cbn", "DeleteCenBandwidthPackage"), 400, "ParameterBwpInstanceId", "gone"),
    (("cbn", "DeleteTransitRouter"), 400, "InvalidOperation.AttachedChildInstanceExist", "blocked"),
    (("cbn", "DeleteTransitRouter"), 400, "IncorrectStatus.CenInstance", "busy"),
    (("cbn", "DeleteTransitRouter"), 400, "IncorrectStatus.TransitRouterInstance", "busy"),
    (("cbn", "DeleteTransitRouter"), 400, "ParameterInstanceId", "gone"),
    (DELETE, 400, "InvalidOperation.CenInstanceStatus", "busy"),
    (DELETE, 400, "ParameterCenInstanceId", "gone"),
    (LIST, 400, "ParameterCenInstanceId", "gone"),
    (LIST, 400, "IllegalParam.Region", "gone"),
    (CREATE, 400, "IllegalParam.Region", "refused"),
    (ATTACH, 400, "ParameterCenInstanceId", "refused"),
    # 2
    (("vpc", "DeleteVpc"), 404, "InvalidVpcID.NotFound", "gone"),
    (("vpc", "DeleteVpc"), 404, "InvalidVpcId.NotFound", "gone"),
    (("vpc", "CreateVSwitch"), 404, "InvalidVpcId.NotFound", "refused"),
    (("vpc", "CreateVSwitch"), 400, "IncorrectStatus.cbnStatus", "busy"),
    (("vpc", "CreateVSwitch"), 400, "CreateVSwitch.IncorrectStatus.cbnStatus", "busy"),
    (("vpc", "CreateVSwitch"), 400, "InvalidStatus.RouteEntry", "busy"),
    (("vpc", "CreateVSwitch"), 400, "IncorrectVSwitchStatus", "busy"),
    (("vpc", "CreateVSwitch"), 400, "OperationFailed.DistibuteLock", "busy"),
    (("vpc", "CreateVSwitch"), 400, "OperationFailed.NotifyCenCreate", "busy"),
    (("vpc", "AllocateEipAddress"), 400, "FrequentPurchase.EIP", "not_now"),
    (("vpc", "AssociateEipAddress"), 400, "IncorrectEipStatus", "busy"),
    (("vpc", "AssociateEipAddress"), 400, "IncorrectInstanceStatus", "busy"),
    (("vpc", "AssociateEipAddress"), 400, "InvalidBindingStatus", "busy"),
    (("vpc", "AssociateEipAddress"), 400, "OperationFailed.EcsMigrating", "busy"),
    (("vpc", "CreateCommonBandwidthPackage"), 400, "BandwidthPackageOperation.conflict", "busy"),
    (("vpc", "AddCommonBandwidthPackageIp"), 400, "EipOperation.TooFrequently", "not_now"),
    (("vpc", "AddCommonBandwidthPackageIp"), 400, "IncorrectStatus.Eip", "busy"),
    (("vpc", "RemoveCommonBandwidthPackageIp"), 400, "OperationUnsupported.IpNotInCbwp", "gone"),
    (("vpc", "CreateVpnGateway"), 400, "OperationFailed.SslNotSupport", "busy"),
    (("vpc", "DeleteVpnGateway"), 404, "InvalidVpnGatewayInstanceId.NotFound", "gone"),
    (("vpc", "DeleteSslVpnServer"), 404, "InvalidSslVpnServerId.NotFound", "gone"),
    (("vpc", "DeleteSslVpnClientCert"), 404, "InvalidSslVpnClientCertId.NotFound", "gone"),
    (("vpc", "CreateVpnConnection"), 400, "VpnTask.CONFLICT", "busy"),
    (("cbn", "CreateTransitRouterVpnAttachment"), 400, "OperationFailed.AllocateCidrFailed", "busy"),
    (("vpc", "DeleteVirtualBorderRouter"), 400, "DependencyViolation.BgpGroup", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation.SnatEntry", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation.EnhancedNatgw", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation.RouteTable", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation.HaVip", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DependencyViolation.NetworkAcl", "blocked"),
    (("vpc", "DeleteVSwitch"), 400, "DeleteVSwitch.IncorrectStatus.cbnStatus", "busy"),
    (("vpc", "DeleteVpc"), 400, "DependencyViolation.VSwitch", "blocked"),
    (("vpc", "DeleteVpc"), 400, "DependencyViolation.SecurityGroup", "blocked"),
    (("vpc", "DeleteVpc"), 400, "DeletionProtection", "blocked"),
    # 6: the wrong billing site
    (("bssopenapi", "GetSubscriptionPrice"), 200, "NotApplicable", "refused"),
]


@pytest.mark.parametrize(
    ("call", "status", "code", "outcome"), CODES, ids=[f"{row[0][1]}-{row[2]}" for row in CODES]
)
def test_every_documented_code_has_a_class(
    call: tuple[str, str], status: int | None, code: str | None, outcome: str
) -> None:
    assert classify(code, status, *call) == outcome
    assert outcome in OUTCOMES


@pytest.mark.parametrize("code", ["Nonsense", "Throttle", "incorrectstatus", "Quota", "CreateFailed", " "])
def test_an_unlisted_code_asks_a_person(code: str) -> None:
    assert classify(code, 400, "vpc", "CreateVpc") == "needs_human"


def test_a_missing_thing_is_success_only_for_looking_and_removing() -> None:
    for verb in ("DescribeVpcs", "ListTransitRouters", "DeleteVpc", "UnassociateCenBandwidthPackage"):
        assert classify("InvalidVpcId.NotFound", 404, "vpc", verb) == "gone"
    for verb in ("CreateVSwitch", "AssociateCenBandwidthPackage", "EnableTransitRouterRouteTablePropagation"):
        assert classify("InvalidVpcId.NotFound", 404, "vpc", verb) == "refused"
