from __future__ import annotations

import doctest
from types import ModuleType

import pytest

from portal.alibaba import endpoint, errors, ram_policy


@pytest.mark.parametrize("module", [endpoint, errors, ram_policy])
def test_the_examples_in_the_docstrings_are_true(module: ModuleType) -> None:
    outcome = doctest.testmod(module)
    assert outcome.attempted and not outcome.failed
