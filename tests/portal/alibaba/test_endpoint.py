from __future__ import annotations

import pytest

from portal.alibaba.clients import Cloud
from portal.alibaba.endpoint import CloudSettings, is_loopback


@pytest.mark.parametrize(
    ("host", "stays"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:8123", True),
        ("127.8.9.1", True),
        ("localhost:8123", True),
        ("[::1]:8123", True),
        ("127.0.0.1.example.com", False),
        ("localhost.example.com", False),
        ("10.0.0.1", False),
        ("0.0.0.0:80", False),
        ("", False),
    ],
)
def test_only_this_machine_is_loopback(host: str, stays: bool) -> None:
    assert is_loopback(host) is stays


@pytest.mark.parametrize("endpoint", ["127.0.0.1:8123", "http://127.0.0.1:8123", "http://127.0.0.1:8123/"])
def test_an_endpoint_may_be_written_as_host_or_as_url(endpoint: str) -> None:
    settings = CloudSettings(endpoint=endpoint)
    assert (settings.host, settings.wire_protocol, settings.is_loopback) == ("127.0.0.1:8123", "http", True)


@pytest.mark.parametrize("given", [{"endpoint": "http://cloud.example.com"}, {"protocol": "http"}])
def test_plain_http_to_another_machine_is_refused(given: dict) -> None:
    with pytest.raises(ValueError, match="plain HTTP"):
        CloudSettings(**given)


@pytest.mark.parametrize(
    ("product", "region", "host"),
    [
        ("cbn", "global", "cbn.aliyuncs.com"),
        ("cbn", "eu-central-1", "cbn.aliyuncs.com"),
        ("quotas", "ap-southeast-1", "quotas.aliyuncs.com"),
        ("vpc", "eu-central-1", "vpc.eu-central-1.aliyuncs.com"),
        ("vpc", "cn-hangzhou", "vpc.aliyuncs.com"),
        ("sts", "ap-southeast-1", "sts.ap-southeast-1.aliyuncs.com"),
        ("bssopenapi", "cn-shanghai", "business.ap-southeast-1.aliyuncs.com"),
    ],
)
def test_each_product_is_asked_where_the_vendor_answers(product: str, region: str, host: str) -> None:
    settings = CloudSettings(access_key_id="k", access_key_secret="s")
    assert Cloud(settings)._client(product, region)._endpoint == host


def test_the_accounts_site_decides_where_prices_are_asked() -> None:
    settings = CloudSettings(access_key_id="k", access_key_secret="s", site="china")
    assert Cloud(settings)._client("bssopenapi", "ap-southeast-1")._endpoint == "business.aliyuncs.com"


def test_one_endpoint_serves_every_product() -> None:
    cloud = Cloud(CloudSettings(endpoint="127.0.0.1:8123"))
    assert {cloud._client(product, "cn-shanghai")._endpoint for product in ("cbn", "vpc", "bssopenapi")} == {
        "127.0.0.1:8123"
    }
