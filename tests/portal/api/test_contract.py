"""The API does what its description says: generated requests, right and wrong, against the real application.

The seed is printed and may be given as PORTAL_SEED; `make soak` runs many more examples.
"""

from __future__ import annotations

import os
import random
import re
import uuid
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from portal.api.description.document import description

pytestmark = pytest.mark.committed
SEED = int(os.environ.get("PORTAL_SEED", random.randrange(10**6)))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
]
SCHEMA = schemathesis.openapi.from_dict(description("en"))
SCHEMA.app = get_wsgi_application()
OPERATIONS = [result.ok() for result in SCHEMA.get_all_operations()]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


SPEC = {
    "version": 1,
    "kind": "cen",
    "name": "Frankfurt to Shanghai",
    "vpcs": [
        {"key": "frankfurt", "region": "eu-central-1", "mode": "new", "cidr": "10.20.0.0/16", "vpc_id": None},
        {"key": "shanghai", "region": "cn-shanghai", "mode": "new", "cidr": "10.30.0.0/16", "vpc_id": None},
    ],
    "links": [{"areas": ["China", "Europe"], "bandwidth_mbps": 20}],
    "statement": None,
}


@pytest.fixture
def lena(world, program) -> Any:
    return program(world.lena, world.customer, requests_per_minute=1_000_000)


@pytest.fixture
def authorization(lena) -> dict[str, str]:
    return {"Authorization": f"Bearer {lena.token}", "Accept-Encoding": "identity"}


@pytest.fixture
def present(lena) -> dict[str, str]:
    """Path of a list -> the id of something that is there; any other id is answered 404."""
    check = lena.post("/api/v1/eligibility-checks/", {"facts": {}}).json()
    wish = lena.post("/api/v1/network-requests/", {"kind": "cen", "spec": SPEC}).json()
    return {
        "organizations": str(lena.key.organization_id),
        "eligibility-checks": check["id"],
        "network-requests": wish["id"],
        "connections": wish["connection"],
    }


def try_out(
    operation: Any,
    mode: GenerationMode,
    authorization: dict[str, str],
    present: dict[str, str],
    examples: int,
) -> None:
    print(f"PORTAL_SEED={SEED}")
    known, chance = present.get(operation.path.split("/")[3]), random.Random(SEED)

    @seed(SEED)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def one(case: Any) -> None:
        headers = dict(authorization)
        if operation.method.upper() == "POST" and mode is GenerationMode.POSITIVE:
            # Two examples with one key would be one request.
            headers["Idempotency-Key"] = str(uuid.uuid4())
        if (
            known
            and "id" in case.path_parameters
            and mode is GenerationMode.POSITIVE
            and chance.random() < 0.7
        ):
            case.path_parameters["id"] = known
        response = case.call(headers=headers)
        checks = [
            check
            for check in CHECKS
            if check is not negative_data_rejection or not is_right_after_all(response)
        ]
        case.validate_response(response, checks=checks, headers=headers)

    one()


RIGHT = {"page_size": re.compile(r"[1-9]\d?|100"), "after": re.compile(r"\d{1,18}")}


def is_right_after_all(response: Any) -> bool:
    """A question that was made wrong and arrived right: an empty list leaves nothing in an address."""
    query = parse_qsl(urlsplit(response.request.url).query, keep_blank_values=True)
    is_known = all(name in RIGHT and RIGHT[name].fullmatch(text) for name, text in query)
    return response.request.method == "GET" and bool(query) and is_known


def name_of(value: Any) -> str:
    return getattr(value, "label", None) or str(getattr(value, "value", value))


@pytest.mark.parametrize("mode", MODES, ids=name_of)
@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_an_operation_does_what_its_description_says(operation, mode, authorization, present):
    try_out(operation, mode, authorization, present, examples=12)


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES, ids=name_of)
@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_an_operation_keeps_doing_it(operation, mode, authorization, present):
    try_out(operation, mode, authorization, present, examples=400)


@pytest.mark.parametrize("operation", OPERATIONS, ids=name_of)
def test_no_operation_ignores_the_key(operation, authorization):
    @seed(SEED)
    @settings(max_examples=2, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def one(case: Any) -> None:
        headers = {**authorization, "Idempotency-Key": str(uuid.uuid4())}
        response = case.call(headers=headers)
        case.validate_response(response, checks=[ignored_auth], headers=headers)

    one()
