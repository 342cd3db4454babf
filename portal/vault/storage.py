"""Where sealed files lie: a private folder, or a bucket on S3-compatible or OSS object storage.

Pure: values in, one entry of Django's STORAGES out.
"""

from __future__ import annotations

import json
from typing import Any


def storage_of_papers(
    *, folder: str, bucket: str, endpoint: str, region: str, access_key: str, secret_key: str, addressing: str
) -> dict[str, Any]:
    if not bucket:
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {
                "location": folder,
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
            },
        }
    return {
        "BACKEND": "portal.vault.bucket.Bucket",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": endpoint or None,
            "region_name": region or None,
            "access_key": access_key or None,
            "secret_key": secret_key or None,
            "addressing_style": addressing,
            "default_acl": None,
            # Names are random and never given twice; asking first would cost a call for each file.
            "file_overwrite": True,
        },
    }


PARTS = ("bucket", "endpoint", "region", "access_key", "secret_key")


def second_storage(text: str, addressing: str) -> dict[str, Any]:
    """The bucket in mainland China, from its JSON. Raises ValueError with a sentence; it quotes no secret."""
    try:
        given = json.loads(text)
    except ValueError as error:
        raise ValueError(f"PAPERS_MAINLAND is not JSON. It holds {', '.join(PARTS)}.") from error
    is_whole = isinstance(given, dict) and sorted(given) == sorted(PARTS) and given["bucket"]
    if not is_whole or not all(isinstance(part, str) for part in given.values()):
        raise ValueError(f"PAPERS_MAINLAND holds exactly these texts: {', '.join(PARTS)}.")
    return storage_of_papers(folder="", addressing=addressing, **given)
