"""Sealed files: in a private folder, and in a bucket on a real S3 server on loopback."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.storage import storages

from portal.embedded.children import Child, Children, Guard
from portal.embedded.fingerprint import ROOT
from portal.vault import files
from portal.vault.keys import destroy_key
from portal.vault.sealing import Unreadable
from portal.vault.storage import storage_of_papers
from tests.settings import FOLDER, WORKER
from tests.waiting import wait_for
from tests.world import World

CANARY = b"a passport, page 2: LENA VOGT C01X00T47"


def use(settings: Any, entry: dict[str, Any]) -> None:
    # Assigning the whole setting makes Django forget the storages it has built.
    settings.STORAGES = {**settings.STORAGES, "papers": entry}


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    use(settings, storage_of_papers(folder=str(place), **NO_BUCKET))
    return place


NO_BUCKET = dict.fromkeys(("bucket", "endpoint", "region", "access_key", "secret_key"), "") | {
    "addressing": "virtual"
}


def files_in(place: Path) -> list[Path]:
    return sorted(found for found in place.rglob("*") if found.is_file())


def everything_in(place: Path) -> bytes:
    return b"".join(
        [str(found).encode() + (found.read_bytes() if found.is_file() else b"") for found in place.rglob("*")]
    )


@pytest.mark.django_db
def test_a_kept_file_is_ciphertext_for_this_user_only(world: World, folder: Path) -> None:
    name = files.keep(world.customer, "paper", CANARY)

    assert files.read(world.customer, "paper", name) == CANARY
    kept = folder / name
    assert kept.stat().st_mode & 0o777 == 0o600
    assert all(parent.stat().st_mode & 0o777 == 0o700 for parent in (kept.parent, folder))
    assert CANARY not in everything_in(folder) and b"VOGT" not in everything_in(folder)
    assert str(world.customer.pk).encode() not in everything_in(folder), "the name says nothing"


@pytest.mark.django_db
def test_it_opens_for_nobody_else_and_for_nothing_else(world: World, folder: Path) -> None:
    name = files.keep(world.customer, "paper", CANARY)
    other = files.keep(world.customer, "paper", b"another paper")
    files.keep(world.stranger, "paper", b"so that the stranger has a key")

    for owner, purpose in ((world.stranger, "paper"), (world.customer, "copy")):
        with pytest.raises(Unreadable):
            files.read(owner, purpose, name)
    (folder / other).write_bytes((folder / name).read_bytes())
    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", other)
    (folder / name).write_bytes((folder / name).read_bytes()[:-1])
    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", name)


@pytest.mark.django_db
def test_destroyed_means_gone_and_may_be_said_twice(world: World, folder: Path) -> None:
    name = files.keep(world.customer, "paper", CANARY)

    files.destroy(name)
    files.destroy(name)

    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", name)
    assert files_in(folder) == []


@pytest.mark.django_db
def test_after_the_key_is_destroyed_a_forgotten_file_is_noise(world: World, folder: Path) -> None:
    name = files.keep(world.customer, "paper", CANARY)
    destroy_key(world.customer)

    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", name)


@pytest.mark.django_db
def test_a_storage_without_room_keeps_nothing_and_says_so(world: World, folder: Path) -> None:
    """The kernel cuts this process's files off at 4 KiB, in the middle of writing, as a full disk does."""
    files.keep(world.customer, "paper", CANARY)
    before = files_in(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(files.Unstored) as refused:
            files.keep(world.customer, "paper", CANARY * 4096)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert (refused.value.status, refused.value.code) == (507, "not_stored")
    assert files_in(folder) == before, "not even the first 4 KiB"
    assert files.read(world.customer, "paper", files.keep(world.customer, "paper", CANARY * 4096))


# A bucket ------------------------------------------------------------------------------------------
BUCKET, KEY, SECRET = "papers", "a-key-of-the-test", "a-secret-of-the-test"


class S3:
    """moto's S3 server in a process of its own."""

    def __init__(self, children: Children) -> None:
        self.children = children
        self.child: Child | None = None
        self.address = ""

    def start(self) -> None:
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"]
        self.begun = self.children.log.stat().st_size if self.children.log.exists() else 0
        self.child = self.children.start("the S3 server", command, folder=ROOT)
        self.address = wait_for(self._announced, 30, "the S3 server announces its address")
        self.client().create_bucket(Bucket=BUCKET)

    def _announced(self) -> str:
        self.children.check(self.child)  # type: ignore[arg-type]
        words = self.children.log.read_bytes()[self.begun :].decode(errors="replace").split()
        return next((word for word in words if word.startswith("http://127.0.0.1:")), "")

    def stop(self) -> None:
        assert self.child is not None
        self.child.process.terminate()
        self.child.process.wait(20)
        self.children.running.remove(self.child)

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.address,
            region_name="us-east-1",
            aws_access_key_id=KEY,
            aws_secret_access_key=SECRET,
        )

    def contents(self) -> dict[str, bytes]:
        client = self.client()
        listed = client.list_objects_v2(Bucket=BUCKET).get("Contents", [])
        return {
            each["Key"]: client.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read() for each in listed
        }


@pytest.fixture
def s3(guard: Guard, settings: Any) -> Iterator[S3]:
    with Children(FOLDER / f"s3-{WORKER}.log", guard) as children:
        server = S3(children)
        server.start()
        use(
            settings,
            storage_of_papers(
                folder="",
                bucket=BUCKET,
                endpoint=server.address,
                region="us-east-1",
                access_key=KEY,
                secret_key=SECRET,
                addressing="path",
            ),
        )
        yield server


@pytest.mark.django_db
@pytest.mark.processes
def test_a_bucket_holds_ciphertext_and_serves_every_machine(world: World, s3: S3, settings: Any) -> None:
    name = files.keep(world.customer, "paper", CANARY)

    assert list(s3.contents()) == [name]
    assert CANARY not in s3.contents()[name] and b"VOGT" not in s3.contents()[name]
    use(settings, dict(settings.STORAGES["papers"]))  # another machine: nothing remembered
    assert files.read(world.customer, "paper", name) == CANARY
    assert files.exists(name)
    files.destroy(name)
    files.destroy(name)
    assert s3.contents() == {} and not files.exists(name)
    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", name)


@pytest.mark.django_db
@pytest.mark.processes
def test_a_bucket_changed_behind_our_back_opens_nothing(world: World, s3: S3) -> None:
    one, two = (files.keep(world.customer, "paper", text) for text in (CANARY, b"two"))
    s3.client().put_object(Bucket=BUCKET, Key=two, Body=s3.contents()[one])

    with pytest.raises(Unreadable):
        files.read(world.customer, "paper", two)
    assert files.read(world.customer, "paper", one) == CANARY


@pytest.mark.django_db
@pytest.mark.processes
def test_a_bucket_that_is_away_is_a_sentence_and_not_a_loss(world: World, s3: S3) -> None:
    name = files.keep(world.customer, "paper", CANARY)
    s3.stop()

    with pytest.raises(files.Unstored):
        files.keep(world.customer, "paper", b"another")
    with pytest.raises(files.StorageAway):
        files.read(world.customer, "paper", name)
    with pytest.raises(files.StorageAway):
        files.destroy(name)


def test_the_bucket_is_asked_the_way_oss_wants() -> None:
    """The bucket stands in the host name, and no checksum is added that OSS would refuse."""
    entry = storage_of_papers(
        folder="",
        bucket=BUCKET,
        endpoint="https://oss-eu-central-1.aliyuncs.com",
        region="oss-eu-central-1",
        access_key=KEY,
        secret_key=SECRET,
        addressing="virtual",
    )
    client = storages.create_storage(entry).connection.meta.client  # type: ignore[attr-defined]
    asked: list[Any] = []

    def instead_of_sending(request: Any, **_facts: Any) -> Answered:
        asked.append(request)
        return Answered()

    client.meta.events.register("before-send.s3.PutObject", instead_of_sending)

    client.put_object(Bucket=BUCKET, Key="ab/cd", Body=b"sealed")

    assert asked[0].url == f"https://{BUCKET}.oss-eu-central-1.aliyuncs.com/ab/cd"
    headers = {name.lower(): value for name, value in asked[0].headers.items()}
    assert not [name for name in headers if "checksum" in name or name == "x-amz-trailer"]
    assert b"AWS4-HMAC-SHA256" in headers["authorization"]


class Answered:
    status_code = 200
    headers: dict[str, str] = {}
    content = b""
    text = ""
