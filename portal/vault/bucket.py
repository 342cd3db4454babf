"""A bucket on S3-compatible or OSS object storage, with time limits, and trouble told as OSError."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5, 20, 3


class Bucket(S3Storage):
    def __init__(self, *, addressing_style: str, **settings: Any) -> None:
        config = Config(
            s3={"addressing_style": addressing_style},
            signature_version="s3v4",
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": ATTEMPTS, "mode": "standard"},
            # OSS does not take the checksums that newer clients add unasked.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(client_config=config, **settings)

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        """The whole object at once, so that whoever reads it afterwards asks nothing of the network."""
        with told_as_os_error(), super()._open(name, mode) as file:
            return ContentFile(file.read(), name)

    def _save(self, name: str, content: File[bytes]) -> str:
        with told_as_os_error():
            return str(super()._save(name, content))

    def delete(self, name: str) -> None:
        with told_as_os_error():
            super().delete(name)

    def exists(self, name: str) -> bool:
        with told_as_os_error():
            return bool(super().exists(name))


@contextlib.contextmanager
def told_as_os_error() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise OSError(f"object storage: {type(error).__name__}") from error
