"""A database, a stand-in cloud, one real worker and two people: the ground that build benchmarks stand on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from networks.fulfilment.models import Run
from networks.requests.models import NetworkRequest
from portal.accounts.models import Membership, Organization, User
from portal.embedded.children import Children, Guard
from portal.embedded.postgres import APPLICATION
from tests import services
from tests.networks.engine.driving import FRANKFURT_TO_SHANGHAI, picture, submitted
from tests.processes import Standin, Worker
from tests.settings import WORKER
from tests.waiting import wait_for

FINAL = ("succeeded", "unwound", "unwound_with_residue", "held", "stopped")


@dataclass(frozen=True)
class Cast:
    lena: User
    priya: User


@dataclass(frozen=True)
class Ground:
    standin: Standin
    worker: Worker
    cast: Cast

    def submitted(self, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI) -> NetworkRequest:
        nordwind = Organization.objects.create(name=f"Nordwind {uuid4().hex[:6]}")
        Membership.objects.create(user=self.cast.lena, organization=nordwind, role="owner")
        return submitted(nordwind, User.objects.get(pk=self.cast.lena.pk), document)

    def in_review(self, document: Mapping[str, Any] = FRANKFURT_TO_SHANGHAI) -> NetworkRequest:
        network_request = self.submitted(document)
        wait_for(lambda: self._is_planned(network_request), 120, "the worker surveys and plans")
        return network_request

    def _is_planned(self, network_request: NetworkRequest) -> bool:
        network_request.refresh_from_db()
        return network_request.status == "in_review"

    def until_final(self, run: Run, seconds: float) -> None:
        def is_final() -> bool:
            run.refresh_from_db()
            return run.status in FINAL

        wait_for(is_final, seconds, "the run ends")
        if run.status != "succeeded":
            raise RuntimeError(f"the run ended {run.status}\n{picture(run)}")


@contextmanager
def stage(*, beat: bool = False, options: Sequence[str] = ()) -> Iterator[Ground]:
    """`options` are more words for the worker's command line."""
    services.start()
    guard = Guard()
    try:
        services.fresh_database(WORKER)
        with (
            TemporaryDirectory(prefix="causeway-bench-") as folder,
            Children(Path(folder) / "standin.log", guard) as around,
            Children(Path(folder) / "worker.log", guard) as children,
        ):
            standin = Standin(around)
            standin.reset()
            worker = Worker(
                children,
                {
                    "DJANGO_SETTINGS_MODULE": "portal.settings",
                    "DATABASE_URL": services.url(WORKER, APPLICATION),
                    "ALIBABA_CLOUD_ENDPOINT": standin.address,
                },
            )
            worker.start(beat=beat, options=options)
            yield Ground(standin, worker, _cast())
            worker.stop()
    finally:
        guard.close()
        services.stop()


def _cast() -> Cast:
    operator, _made = Organization.objects.get_or_create(is_operator=True, defaults={"name": "Operator"})
    lena = User.objects.create_user(f"lena-{uuid4().hex}@example.com", name="Lena")
    priya = User.objects.create_user(f"priya-{uuid4().hex}@example.com", name="Priya")
    Membership.objects.create(user=priya, organization=operator, role="architect")
    return Cast(lena, priya)
