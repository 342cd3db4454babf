from __future__ import annotations

import inspect
import re

import pytest

from portal.alibaba import sdk
from portal.alibaba.calls import PRODUCTS
from portal.alibaba.clients import build_request
from portal.alibaba.errors import MalformedCallError

ROWS = [(product, action) for product, row in PRODUCTS.items() for action in row.calls]


@pytest.mark.parametrize(("product", "action"), ROWS)
def test_every_listed_call_is_what_the_sdk_calls_it(product: str, action: str) -> None:
    row = PRODUCTS[product].calls[action]
    method = getattr(sdk.client_module(product).Client, row.with_options)
    assert re.search(rf"action\s*=\s*'{action}'", inspect.getsource(method))
    model = None if row.model is None else getattr(sdk.models_module(product), row.model)()
    assert hasattr(model, "client_token") is row.takes_token


@pytest.mark.parametrize("product", PRODUCTS)
def test_a_product_has_one_endpoint_exactly_when_the_sdk_says_so(product: str) -> None:
    source = inspect.getsource(sdk.client_module(product).Client.__init__)
    assert ("'central'" in source) is PRODUCTS[product].central


@pytest.mark.parametrize(
    "params",
    [
        {"CidrBlok": "10.0.0.0/16"},
        {"cidr_block": "10.0.0.0/16"},
        {"Tag": [{"Key": "a", "Valeu": "b"}]},
    ],
)
def test_a_misspelt_parameter_is_refused_before_anything_is_sent(params: dict) -> None:
    with pytest.raises(MalformedCallError, match="CreateVpcRequest does not know"):
        build_request("vpc", PRODUCTS["vpc"].calls["CreateVpc"], params, None)


def test_a_token_for_a_call_that_takes_none_is_refused() -> None:
    with pytest.raises(MalformedCallError, match="ClientToken"):
        build_request("cbn", PRODUCTS["cbn"].calls["DeleteCen"], {"CenId": "cen-1"}, "a-token")
