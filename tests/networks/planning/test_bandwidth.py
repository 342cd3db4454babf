from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.fulfilment.planning.bandwidth import share

pairs = st.lists(st.tuples(st.text(min_size=1), st.text(min_size=1)), min_size=1, max_size=15, unique=True)


@given(pairs, st.integers(0, 10_000))
def test_shares_add_up_and_differ_by_one_at_most(region_pairs: list[tuple[str, str]], more: int) -> None:
    bandwidth = len(region_pairs) + more
    shares = share(bandwidth, region_pairs)
    assert sum(shares.values()) == bandwidth
    assert 1 <= min(shares.values()) <= max(shares.values()) <= min(shares.values()) + 1


@given(pairs)
def test_less_than_one_megabit_each_is_refused(region_pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(ValueError, match="cannot be shared"):
        share(len(region_pairs) - 1, region_pairs)
