from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from networks.fulfilment.planning.graph import BrokenGraphError, critical_path, levels, order, sinks


@dataclass(frozen=True)
class Task:
    address: str
    needs: tuple[str, ...] = ()


@st.composite
def tasks(draw: st.DrawFn) -> list[Task]:
    """Any graph without circles, in any order."""
    count = draw(st.integers(0, 12))
    made = [
        Task(str(number), tuple(draw(st.sets(st.sampled_from([str(n) for n in range(number)] or [""])))))
        if number
        else Task("0")
        for number in range(count)
    ]
    return draw(st.permutations(made))


@given(tasks())
def test_everything_comes_after_what_it_needs(given_tasks: list[Task]) -> None:
    seen: set[str] = set()
    for task in order(given_tasks):
        assert set(task.needs) <= seen
        seen.add(task.address)
    assert seen == {task.address for task in given_tasks}


@given(tasks())
def test_an_ordered_list_stays_as_it_is(given_tasks: list[Task]) -> None:
    once = order(given_tasks)
    assert order(once) == once


@given(tasks())
def test_nothing_in_a_layer_needs_its_own_or_a_later_layer(given_tasks: list[Task]) -> None:
    before: set[str] = set()
    by_address = {task.address: task for task in given_tasks}
    for layer in levels(given_tasks):
        assert all(set(by_address[address].needs) <= before for address in layer)
        before |= set(layer)


@given(tasks())
def test_the_critical_path_is_a_chain_as_long_as_the_layers(given_tasks: list[Task]) -> None:
    path = critical_path(given_tasks, {task.address: 1 for task in given_tasks})
    assert path.seconds == len(path.addresses) == len(levels(given_tasks))
    needs = {task.address: task.needs for task in given_tasks}
    assert all(one in needs[other] for one, other in zip(path.addresses, path.addresses[1:], strict=False))


@given(tasks())
def test_once_the_sinks_are_done_everything_is(given_tasks: list[Task]) -> None:
    needs = {task.address: task.needs for task in given_tasks}
    reached, waiting = set(), list(sinks(given_tasks))
    while waiting:
        address = waiting.pop()
        reached.add(address)
        waiting.extend(needs[address])
    assert reached == set(needs)


def test_the_slow_branch_decides() -> None:
    diamond = [Task("a"), Task("slow", ("a",)), Task("quick", ("a",)), Task("end", ("slow", "quick"))]
    path = critical_path(diamond, {"a": 1, "slow": 60, "quick": 2, "end": 1})
    assert (path.seconds, path.addresses) == (62, ("a", "slow", "end"))


def test_a_circle_is_reported_by_its_names() -> None:
    with pytest.raises(BrokenGraphError, match=r"wait for each other: (a|b|c) -> "):
        order([Task("a", ("c",)), Task("b", ("a",)), Task("c", ("b",)), Task("d")])


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [([Task("a", ("b",))], "not in the plan: b"), ([Task("a"), Task("a")], "stands twice in the plan: a")],
)
def test_a_graph_that_does_not_add_up_is_refused(broken: list[Task], sentence: str) -> None:
    with pytest.raises(BrokenGraphError, match=sentence):
        order(broken)
