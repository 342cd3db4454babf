from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.fulfilment.planning.document import canonical, from_json, plan_hash, to_json

from .world import BEIJING, CHINA_CHINA, CHINA_EUROPE, FRANKFURT, SHANGHAI, planned

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=12,
)


def test_the_same_wish_in_the_same_cloud_has_the_same_hash() -> None:
    assert plan_hash(to_json(planned(FRANKFURT, SHANGHAI))) == plan_hash(
        to_json(planned(FRANKFURT, SHANGHAI))
    )


def test_the_canonical_form_is_that_of_every_earlier_release() -> None:
    # An approval of last year is compared by these bytes.
    assert canonical({"b": (1, True, None), "a": "通"}) == '{"a":"通","b":[1,true,null]}'.encode()
    assert plan_hash({"b": [1, True, None], "a": "通"}) == (
        "4eb2e892f83a410acd50a2dd2e093bdf3610dc094c16c3b65ba3d5b58675d004"
    )


def test_a_plan_survives_being_stored() -> None:
    plan = planned(FRANKFURT, SHANGHAI, BEIJING, links=(CHINA_EUROPE, CHINA_CHINA))
    stored = canonical(to_json(plan))
    assert from_json(json.loads(stored)) == plan
    assert canonical(to_json(from_json(json.loads(stored)))) == stored


def test_one_changed_value_anywhere_changes_the_hash() -> None:
    document = to_json(planned(FRANKFURT, SHANGHAI))
    approved = plan_hash(document)
    for path in leaves(document):
        assert plan_hash(changed(document, path)) != approved, path


def test_dropping_or_adding_a_step_changes_the_hash() -> None:
    document = to_json(planned(FRANKFURT, SHANGHAI))
    assert plan_hash({**document, "steps": document["steps"][:-1]}) != plan_hash(document)
    assert plan_hash({**document, "steps": [*document["steps"], document["steps"][0]]}) != plan_hash(document)


@given(values)
def test_bytes_do_not_depend_on_the_order_of_keys(value: Any) -> None:
    assert canonical(value) == canonical(turned_round(value))
    assert json.loads(canonical(value)) == value


def test_a_float_is_refused_since_programs_print_it_differently() -> None:
    with pytest.raises(ValueError, match="float"):
        canonical({"price": [1.5]})


def leaves(value: Any, path: tuple = ()) -> list[tuple]:
    if isinstance(value, dict):
        return [leaf for name, item in value.items() for leaf in leaves(item, (*path, name))]
    if isinstance(value, list):
        return [leaf for number, item in enumerate(value) for leaf in leaves(item, (*path, number))]
    return [path]


def changed(document: Any, path: tuple) -> Any:
    copy = json.loads(json.dumps(document))
    inner = copy
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = f"{inner[path[-1]]}!"
    return copy


def turned_round(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: turned_round(value[name]) for name in reversed(value)}
    return [turned_round(item) for item in value] if isinstance(value, list) else value
