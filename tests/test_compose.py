"""docker-compose.yml, as far as it can be checked without a Docker daemon."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from portal.embedded.fingerprint import ROOT
from portal.embedded.programs import OUTSIDE, QUEUES

TEXT = (ROOT / "docker-compose.yml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(TEXT)["services"]
ASKED = set(re.findall(r"\$\{([A-Z_]+)", TEXT))


def has_compose() -> bool:
    if shutil.which("docker") is None:
        return False
    return subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode == 0


def test_every_value_it_asks_for_is_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text()
    assert {name for name in ASKED if f"#{name}=" not in example} == set()


def test_the_owners_password_is_known_to_the_database_and_the_preparing_job_alone() -> None:
    knowing = {name for name, service in SERVICES.items() if "OWNER_PASSWORD" in str(service)}
    assert knowing == {"postgres", "prepare"}


def test_every_queue_has_a_worker() -> None:
    commands = [service.get("command", []) for service in SERVICES.values()]
    served = {command[command.index("--queues") + 1] for command in commands if "--queues" in command}
    assert {queue for queues in served for queue in queues.split(",")} == {*QUEUES.split(","), OUTSIDE}


def test_the_portals_containers_cannot_write_to_their_image() -> None:
    ours = {name: service for name, service in SERVICES.items() if service.get("image") == "causeway"}
    assert set(ours) == {"prepare", "web", "worker", "files", "outside", "beat"}
    assert all(service["read_only"] and service["cap_drop"] == ["ALL"] for service in ours.values())


@pytest.mark.skipif(not has_compose(), reason="docker compose is not installed here")
def test_docker_accepts_it() -> None:
    checked = subprocess.run(
        ["docker", "compose", "config", "--quiet"],
        cwd=ROOT,
        env={**os.environ, **dict.fromkeys(ASKED, "1")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr
