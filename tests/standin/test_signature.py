from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from alibabacloud_sts20150401.models import AssumeRoleRequest
from alibabacloud_vpc20160428 import models as vpc

from .wire import headers_for, send, signed
from .world import KEY, Cloud, refused

QUERY = urlencode({"RegionId": "eu-central-1"})
REGION = vpc.DescribeVpcsRequest(region_id="eu-central-1")


def test_wrong_secret_is_refused(cloud: Cloud) -> None:
    error = refused(cloud.vpc(key=(KEY[0], "another-secret")).describe_vpcs, REGION)
    assert error.code == "SignatureDoesNotMatch"


def test_unknown_key_is_refused(cloud: Cloud) -> None:
    error = refused(cloud.vpc(key=("nobody", "secret")).describe_vpcs, REGION)
    assert (error.code, error.status_code) == ("InvalidAccessKeyId.NotFound", 404)


def test_unsigned_request_is_refused(cloud: Cloud) -> None:
    assert send(cloud, headers_for(cloud, "vpc", "DescribeVpcs"), QUERY)["Code"] == "IncompleteSignature"


def test_request_signed_sixteen_minutes_ago_is_refused(cloud: Cloud) -> None:
    old = datetime.now(UTC) - timedelta(minutes=16)
    answer = send(cloud, signed(headers_for(cloud, "vpc", "DescribeVpcs", at=old), QUERY), QUERY)
    assert answer["Code"] == "InvalidTimeStamp.Expired"


def test_request_with_a_date_of_another_form_is_refused(cloud: Cloud) -> None:
    headers = {**headers_for(cloud, "vpc", "DescribeVpcs"), "x-acs-date": "Mon, 23 Nov 2026 20:00:00 GMT"}
    assert send(cloud, signed(headers, QUERY), QUERY)["Code"] == "InvalidTimeStamp.Format"


def test_request_without_a_nonce_is_refused(cloud: Cloud) -> None:
    headers = headers_for(cloud, "vpc", "DescribeVpcs")
    del headers["x-acs-signature-nonce"]
    assert send(cloud, signed(headers, QUERY), QUERY)["Code"] == "MissingParameter"


def test_request_signed_fourteen_minutes_ago_is_let_in(cloud: Cloud) -> None:
    old = datetime.now(UTC) - timedelta(minutes=14)
    assert "Vpcs" in send(cloud, signed(headers_for(cloud, "vpc", "DescribeVpcs", at=old), QUERY), QUERY)


def test_replayed_request_is_refused(cloud: Cloud) -> None:
    headers = signed(headers_for(cloud, "vpc", "DescribeVpcs"), QUERY)
    assert "Vpcs" in send(cloud, headers, QUERY)
    assert send(cloud, headers, QUERY)["Code"] == "SignatureNonceUsed"


def test_parameters_are_covered_by_the_signature(cloud: Cloud) -> None:
    headers = signed(headers_for(cloud, "vpc", "DescribeVpcs"), QUERY)
    assert send(cloud, headers, QUERY.replace("eu", "us"))["Code"] == "SignatureDoesNotMatch"


def test_body_is_covered_by_the_signature(cloud: Cloud) -> None:
    headers = signed(headers_for(cloud, "quotas", "ListProductQuotas"), "")
    headers["content-type"] = "application/x-www-form-urlencoded"
    assert send(cloud, headers, "", b"ProductCode=vpc")["Code"] == "SignatureDoesNotMatch"


def test_action_must_be_among_the_signed_headers(cloud: Cloud) -> None:
    headers = headers_for(cloud, "vpc", "DescribeVpcs")
    names = tuple(sorted(set(headers) - {"x-acs-action"}))
    assert send(cloud, signed(headers, QUERY, names=names), QUERY)["Code"] == "SignatureDoesNotMatch"


def test_only_host_and_acs_headers_need_a_signature(cloud: Cloud) -> None:
    headers = signed(headers_for(cloud, "vpc", "DescribeVpcs"), QUERY)
    assert "Vpcs" in send(cloud, {**headers, "user-agent": "AlibabaCloud (linux; x64) Node.js"}, QUERY)


def test_temporary_key_works_in_the_account_of_its_role(cloud: Cloud) -> None:
    wanted = AssumeRoleRequest(role_arn="acs:ram::1234567890123456:role/causeway", role_session_name="run-1")
    given = cloud.sts().assume_role(wanted).body.credentials
    customer = cloud.sts(key=(given.access_key_id, given.access_key_secret), token=given.security_token)
    identity = customer.get_caller_identity().body
    assert (identity.account_id, identity.identity_type) == ("1234567890123456", "AssumedRoleUser")


def test_temporary_key_expires(cloud: Cloud) -> None:
    wanted = AssumeRoleRequest(
        role_arn="acs:ram::1234567890123456:role/causeway", role_session_name="run-1", duration_seconds=900
    )
    given = cloud.sts().assume_role(wanted).body.credentials
    cloud.advance(901)
    customer = cloud.vpc(key=(given.access_key_id, given.access_key_secret), token=given.security_token)
    assert refused(customer.describe_vpcs, REGION).code == "InvalidSecurityToken.Expired"


def test_temporary_key_needs_its_own_token(cloud: Cloud) -> None:
    wanted = AssumeRoleRequest(role_arn="acs:ram::1234567890123456:role/causeway", role_session_name="run-1")
    given = cloud.sts().assume_role(wanted).body.credentials
    customer = cloud.vpc(key=(given.access_key_id, given.access_key_secret), token="another")
    assert refused(customer.describe_vpcs, REGION).code == "InvalidSecurityToken.MismatchWithAccessKey"
