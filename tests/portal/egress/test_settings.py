"""Settings that lead names to this machine are for the demo, and say so before anything starts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.egress.configured import hosts_table, nameserver, own_ranges
from portal.embedded.fingerprint import ROOT


def started(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "EGRESS_NAMESERVER": "",
            **environment,
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("EGRESS_HOSTS", "www.example.com=127.0.0.1:8443"), ("EGRESS_NAMESERVER", "127.0.0.1:5353")],
)
def test_outside_of_the_demo_no_name_leads_here(name: str, value: str) -> None:
    refused = started(PORTAL_DEMO="0", **{name: value})

    assert refused.returncode and "which only the demo may" in refused.stderr
    assert started(PORTAL_DEMO="1", **{name: value}).returncode == 0


@pytest.mark.parametrize("given", ["www.example.com=10.0.0.1:80", "www.example.com=[2001:db8::1]:80"])
def test_the_table_leads_to_this_machine_only(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="not on this machine"):
        hosts_table(given)


@pytest.mark.parametrize("given", ["www.example.com", "a=b:c", "a=127.0.0.1"])
def test_an_entry_that_cannot_be_read_is_said(given: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="not an address and a port"):
        hosts_table(given)


def test_a_name_server_elsewhere_is_refused() -> None:
    assert nameserver("") is None
    with pytest.raises(ImproperlyConfigured, match="EGRESS_NAMESERVER"):
        nameserver("8.8.8.8:53")


def test_ranges_are_read_strictly() -> None:
    with pytest.raises(ImproperlyConfigured, match="host bits"):
        own_ranges(["10.8.0.1/16"])
