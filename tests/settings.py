"""The portal's own settings over a throw-away folder, told through the environment like any other.

The addresses are decided here, at import; the servers behind them start when a test first asks
(see tests/services.py). Processes that a test starts inherit the same environment.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "PORTAL_TEST_FOLDER" not in os.environ:
    os.environ["PORTAL_TEST_FOLDER"] = tempfile.mkdtemp(prefix="causeway-test-")
    atexit.register(shutil.rmtree, os.environ["PORTAL_TEST_FOLDER"], ignore_errors=True)

FOLDER = Path(os.environ["PORTAL_TEST_FOLDER"])
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
# What an engineer has set for `make run` is not for the tests.
for name in ("PORTAL_ENV", "DEBUG", "EMAIL_URL", "OIDC_PROVIDER", "PASSKEYS", "ALIBABA_CLOUD_ACCESS_KEY_ID"):
    os.environ.pop(name, None)
for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
    os.environ.pop(name, None)
    os.environ.pop(name.lower(), None)  # the vendor's client would use it even for 127.0.0.1
os.environ.update(
    DATABASE_URL=f"postgres://portal_app@/{WORKER}?host={FOLDER}",
    DATABASE_OWNER_URL=f"postgres://portal@/{WORKER}?host={FOLDER}",
    REDIS_URL=f"redis+socket://{FOLDER}/redis.sock?virtual_host=0",
    QUEUE_PREFIX=f"{WORKER}:",
    VAR_DIR=str(FOLDER / f"var-{WORKER}"),
    FILES_DIR=str(FOLDER / f"files-{WORKER}"),
    SECRET_KEY="a key of the tests, known to everybody and good for nothing else",
    PORTAL_DEMO="1",
    ALIBABA_CLOUD_ENDPOINT=os.environ.get("ALIBABA_CLOUD_ENDPOINT", "127.0.0.1:9"),
    # Nothing outside is asked, not by processes either: a test that wants a world outside brings one.
    EGRESS_NAMESERVER=os.environ.get("EGRESS_NAMESERVER", "127.0.0.1:9"),
    ENGINE_TIME_SCALE=os.environ.get("ENGINE_TIME_SCALE", "0.04"),
    ENGINE_POLL_SCALE=os.environ.get("ENGINE_POLL_SCALE", "0.005"),
)
(Path(os.environ["VAR_DIR"]) / "static").mkdir(mode=0o700, parents=True, exist_ok=True)

from portal.settings import *  # noqa: E402, F403 - only after the environment is told
