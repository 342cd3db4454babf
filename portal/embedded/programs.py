"""The portal's own processes: stand-in cloud, web server, worker, and commands that end by themselves."""

from __future__ import annotations

import socket
import subprocess
import sys
from functools import partial
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from portal.embedded.children import Child, Children, until
from portal.embedded.fingerprint import ROOT
from portal.embedded.trouble import Trouble

STANDIN_SAYS = "stand-in cloud on http://"
# What waits for sources outside does so in threads of its own process: no build, letter or paper waits too.
QUEUES, OUTSIDE = "provisioning,outbox,files", "outside"


def start_standin(children: Children, state: Path, announced: Path) -> Child:
    with announced.open("wb") as output:
        return children.start(
            "the stand-in cloud",
            [sys.executable, "-m", "portal.standin", "--port", "0", "--state", str(state)],
            folder=ROOT,
            output=output,
        )


def standin_address(children: Children, child: Child, announced: Path) -> str:
    until(partial(_has_line, announced), child, children)
    return announced.read_text().strip().removeprefix(STANDIN_SAYS)


def _has_line(announced: Path) -> bool:
    return announced.read_text().endswith("\n")


def check_port(host: str, port: int) -> None:
    """Raise Trouble when the web server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise Trouble(
                f"Nothing can listen on {host} port {port} ({error.strerror}). "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from error


def start_web(children: Children, host: str, port: int) -> Child:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return children.start(
        "the web server",
        [
            *(sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--bind", bind, "--preload"),
            *("--worker-class", "gthread", "--workers", "2", "--threads", "8"),
            *("--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"),
        ],
        folder=ROOT,
    )


def web_answers(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return bool(connection.getresponse().status)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def start_worker(children: Children) -> Child:
    return children.start(
        "the worker",
        [
            *(sys.executable, "-m", "celery", "-A", "portal", "worker", "--beat", "--concurrency", "2"),
            *("--queues", QUEUES, "--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
        ],
        folder=ROOT,
    )


def start_outside_worker(children: Children) -> Child:
    return children.start(
        "the worker that looks outside",
        [
            *(sys.executable, "-m", "celery", "-A", "portal", "worker", "--hostname", "outside@%h"),
            *("--pool", "threads", "--concurrency", "8", "--queues", OUTSIDE),
            *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
        ],
        folder=ROOT,
    )


def start_filling(children: Children) -> Child:
    """Ends by itself, and with the launcher as any child does."""
    return children.start(
        "the making of the demo's filings",
        [sys.executable, "manage.py", "seed_demo", "--filings"],
        folder=ROOT,
    )


def command(log: Path, name: str, *arguments: str) -> None:
    """Run one `manage.py` command to its end; Trouble with what it said when it fails."""
    done = subprocess.run(
        [sys.executable, "manage.py", name, *arguments],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    with log.open("a") as file:
        file.write(done.stdout + done.stderr)
    if done.returncode != 0:
        raise Trouble(f"`manage.py {name}` failed:\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
