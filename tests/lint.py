"""`make lint`: every check runs, also after one failed, and each prints its seconds."""

from __future__ import annotations

import os
import subprocess
import sys
import time

PYTHON = sys.executable
CHECKS: dict[str, list[str]] = {
    "style": [PYTHON, "-m", "ruff", "check", "--quiet", "."],
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."],
    "types": [PYTHON, "-m", "mypy", "portal", "icp", "networks"],
    "walls between rooms": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
    # The warning is about the database, which this check does without.
    "missing migrations": [
        *(PYTHON, "-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run", "--verbosity", "1")
    ],
    "deployment": [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "translations": [PYTHON, "-m", "tests.house.untranslated"],
    "house rules": [PYTHON, "-m", "pytest", "-q", "tests/test_house.py"],
}
# Nothing of this installation takes part, and no database is asked.
ENVIRONMENT = {
    **os.environ,
    "VAR_DIR": "var/lint",
    "DATABASE_URL": "postgres://portal_app@/none?host=/nonexistent",
    "ALIBABA_CLOUD_ENDPOINT": "127.0.0.1:9",
}
PRODUCTION = {
    "PORTAL_ENV": "production",
    "SECRET_KEY": "checked in lint only, never used to sign anything 0123456789",
    "VAULT_KEYS": "Y2hlY2tlZCBpbiBsaW50LCBzZWFscyBub3RoaW5nISE=",
    "ALLOWED_HOSTS": "portal.example.com",
    "PUBLIC_URL": "https://portal.example.com",
}


def main() -> int:
    failed = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        environment = ENVIRONMENT | (PRODUCTION if name == "deployment" else {})
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        verdict = "ok" if done.returncode == 0 else "FAILED"
        sys.stdout.write(f"{time.monotonic() - began:6.1f} s  {name}: {verdict}\n")
        if done.returncode != 0:
            failed.append(name)
            sys.stdout.write(f"{done.stdout}{done.stderr}\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
