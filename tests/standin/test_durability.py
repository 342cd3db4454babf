from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_vpc20160428 import models as vpc

from .network import FRANKFURT
from .world import Cloud, refused

WANTED = {"region_id": FRANKFURT, "cidr_block": "10.20.0.0/16", "client_token": "run-1/vpc"}


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[Cloud]:
    """A stand-in that may be killed."""
    with Cloud(tmp_path, "--pace", "0") as cloud:
        yield cloud


def create(cloud: Cloud, **changed: Any) -> str:
    vpc_id: str = cloud.vpc().create_vpc(vpc.CreateVpcRequest(**{**WANTED, **changed})).body.vpc_id
    return vpc_id


def test_everything_survives_a_kill(mortal: Cloud) -> None:
    vpc_id = create(mortal)
    mortal.settings(pace=0.5, list_lag=0.25)
    mortal.fault("busy", action="CreateVSwitch", times=3)
    mortal.freeze()
    before = {door: mortal.ask("GET", door) for door in ("calls", "faults", "settings", "clock", "resources")}
    mortal.kill()
    mortal.start()
    assert {door: mortal.ask("GET", door) for door in before} == before
    assert create(mortal) == vpc_id
    assert create(mortal, client_token="run-2/vpc") != vpc_id


def test_a_counted_fault_goes_on_counting_after_a_kill(mortal: Cloud) -> None:
    mortal.fault("busy", action="DescribeVpcs", times=2)
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    refused(mortal.vpc().describe_vpcs, asked)
    mortal.kill()
    mortal.start()
    refused(mortal.vpc().describe_vpcs, asked)
    assert mortal.vpc().describe_vpcs(asked).body.total_count == 0


def test_what_was_settling_settles_after_a_kill(mortal: Cloud) -> None:
    mortal.settings(pace=1, settle={"vpc": {"looks": 2}})
    asked = vpc.DescribeVpcAttributeRequest(region_id=FRANKFURT, vpc_id=create(mortal))
    assert mortal.vpc().describe_vpc_attribute(asked).body.status == "Pending"
    mortal.kill()
    mortal.start()
    seen = [mortal.vpc().describe_vpc_attribute(asked).body.status for _ in range(2)]
    assert seen == ["Pending", "Available"]


def test_reset_forgets_what_was_kept(mortal: Cloud) -> None:
    create(mortal)
    mortal.ask("POST", "reset")
    mortal.kill()
    mortal.start()
    assert (mortal.living("vpc"), mortal.calls()) == ([], [])


def test_the_same_seed_gives_the_same_ids(tmp_path: Path) -> None:
    seen = []
    for name, seed in (("a", "7"), ("b", "7"), ("c", "8")):
        (tmp_path / name).mkdir()
        with Cloud(tmp_path / name, "--seed", seed) as cloud:
            seen.append(create(cloud))
    assert seen[0] == seen[1] != seen[2]


def test_a_key_given_twice_makes_two_customers(tmp_path: Path) -> None:
    lena, omar = ("lena", "secret-a"), ("omar", "secret-b")
    asked = vpc.DescribeVpcsRequest(region_id=FRANKFURT)
    with Cloud(tmp_path, "--key", ":".join(lena), "--key", ":".join(omar)) as cloud:
        cloud.vpc(key=lena).create_vpc(vpc.CreateVpcRequest(**WANTED))
        assert cloud.vpc(key=lena).describe_vpcs(asked).body.total_count == 1
        assert cloud.vpc(key=omar).describe_vpcs(asked).body.total_count == 0
        assert refused(cloud.vpc().describe_vpcs, asked).code == "InvalidAccessKeyId.NotFound"


def test_a_key_without_a_secret_is_not_started_with() -> None:
    command = [sys.executable, "-m", "portal.standin", "--key", "lena"]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.returncode == 2
    assert "'lena' is not of the form ID:SECRET" in done.stderr


def test_it_ends_quietly_when_asked_to(tmp_path: Path) -> None:
    with Cloud(tmp_path) as cloud:
        cloud.process.terminate()
        assert cloud.process.wait(timeout=10) == 0


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = (
        "import sys; import portal.standin.__main__;"
        "print([n for n in sys.modules if n.partition('.')[0] not in sys.stdlib_module_names"
        " and n.partition('.')[0] not in ('__main__', 'portal')])"
    )
    root = Path(__file__).parents[2]
    # -S leaves out the packages of the environment, -I the environment's own paths
    done = subprocess.run(
        ["python3", "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
