"""Starts the portal with everything it needs and stops all of it again.

check -> PostgreSQL, Redis and the stand-in side by side -> prepare the database when needed -> web ->
worker with beat, worker that looks outside -> wait. Servers named by DATABASE_URL, REDIS_URL or
ALIBABA_CLOUD_ENDPOINT are used, not started.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.demo.people import WEBSITE
from portal.embedded import programs
from portal.embedded.announcement import announcement
from portal.embedded.children import Child, Children, Guard, tail, until
from portal.embedded.fingerprint import schema_fingerprint
from portal.embedded.guard import end_group
from portal.embedded.paper import missing_for_pdf
from portal.embedded.place import Place
from portal.embedded.servers import socket_folder, start_servers
from portal.embedded.trouble import Trouble
from portal.env import read, var_dir

LONGEST_BACKOFF_SECONDS = 30.0
CALM_SECONDS = 60.0
DEMO_POLL_SCALE = "0.1"


class Launcher:
    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.host, self.port = read("HOST"), read("PORT")
        self.place = Place(var_dir())

    def run(self) -> None:
        """Until a signal's exception or Trouble ends it; on the way out every child is stopped."""
        check_settings(self.say)
        with ExitStack() as stack:
            lock = stack.enter_context(self.place.held())
            programs.check_port(self.host, self.port)
            self.place.ensure_secret_key()
            guard = Guard(holding=[lock])
            stack.callback(guard.close)
            stack.callback(self.place.forget_services)
            sockets = stack.enter_context(socket_folder(self.place.folder))
            servers = stack.enter_context(Children(self.place.log, guard))
            addresses = self.start_standin(servers)
            started = start_servers(
                self.place.folder,
                sockets,
                servers,
                with_postgres=not read("DATABASE_URL"),
                with_redis=not read("REDIS_URL"),
            )
            self.place.note_services({**addresses(), **started.addresses()})
            self.prepare()
            portal = stack.enter_context(Children(self.place.log, guard))
            starts = {
                "web": partial(programs.start_web, portal, self.host, self.port),
                "worker": partial(programs.start_worker, portal),
                "outside": partial(programs.start_outside_worker, portal),
            }
            web = starts["web"]()
            until(partial(programs.web_answers, self.host, self.port), web, portal)
            self.say(announcement(self.host, self.port, self.place.log))
            others = {starts[name]().name: starts[name] for name in ("worker", "outside")}
            self.fill(portal)
            self.watch(servers, portal, {web.name: starts["web"], **others})

    def start_standin(self, servers: Children) -> Callable[[], dict[str, str]]:
        """Start it when no cloud is named; its address can be asked for once the others are under way."""
        if read("ALIBABA_CLOUD_ENDPOINT") or read("ALIBABA_CLOUD_ACCESS_KEY_ID"):
            return dict
        announced = self.place.folder / "cloud.address"
        child = programs.start_standin(servers, self.place.folder / "cloud.state", announced)
        return lambda: services_of_standin(programs.standin_address(servers, child, announced))

    def prepare(self) -> None:
        """Migrate and let people in, unless this very state of the code did so before on our own server."""
        fingerprint = schema_fingerprint()
        if not read("DATABASE_URL") and self.place.is_prepared(fingerprint):
            return
        self.say("Preparing the database ...")
        programs.command(self.place.log, "prepare_database")
        if settings.DEMO:
            programs.command(self.place.log, "seed_demo")
        self.place.note_prepared(fingerprint)

    def fill(self, portal: Children) -> None:
        """What takes seconds and no first page needs: the filings of the demo, whose papers are read."""
        if settings.DEMO and not self.place.is_filled():
            filling = programs.start_filling(portal)
            failed = filling.process.wait()
            portal.running.remove(filling)
            if failed:
                self.say(f"{filling.name} failed; the next start tries again. {tail(self.place.log, 8)}")
            else:
                self.place.note_filled()

    def watch(self, servers: Children, portal: Children, starts: Mapping[str, Callable[[], Child]]) -> None:
        """Start web and workers again when they end, ever more slowly; a server that ends is Trouble."""
        backoff = dict.fromkeys(starts, 1.0)
        started = dict.fromkeys(starts, time.monotonic())
        due: dict[str, float] = {}
        while True:
            for child in servers.running:
                servers.check(child)
            for child in [child for child in portal.running if child.has_ended]:
                portal.running.remove(child)
                end_group(child.process.pid)
                if time.monotonic() - started[child.name] > CALM_SECONDS:
                    backoff[child.name] = 1.0
                self.say(
                    f"{child.name} stopped with code {child.process.returncode} and is started again in "
                    f"{backoff[child.name]:.0f} s. The end of its log:\n{tail(self.place.log, 8)}"
                )
                due[child.name] = time.monotonic() + backoff[child.name]
                backoff[child.name] = min(backoff[child.name] * 2, LONGEST_BACKOFF_SECONDS)
            for name in [name for name, moment in due.items() if moment <= time.monotonic()]:
                del due[name]
                starts[name]()
                started[name] = time.monotonic()
            time.sleep(0.5)


def services_of_standin(address: str) -> dict[str, str]:
    """What settles in minutes at the vendor settles in seconds here, so it is looked at sooner."""
    return {
        "cloud_endpoint": address,
        "engine_poll_scale": DEMO_POLL_SCALE,
        "egress_hosts": f"{WEBSITE}={address} www.{WEBSITE}={address}",
    }


def check_settings(say: Callable[[str], None]) -> None:
    """Raise Trouble for settings that cannot be used, before anything is started."""
    try:
        production = settings.PRODUCTION
    except ImproperlyConfigured as error:
        raise Trouble(str(error)) from error
    if production and not (read("DATABASE_URL") and read("REDIS_URL")):
        raise Trouble("PORTAL_ENV is `production`, which needs DATABASE_URL and REDIS_URL.")
    if missing := missing_for_pdf():
        say(missing)
