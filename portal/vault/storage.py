"""Where sealed files lie: a private folder, or a bucket on S3-compatible or OSS object storage.

Pure: values in, one entry of Django's STORAGES out.
"""

from __future__ import annotations

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
