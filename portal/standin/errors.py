"""What the cloud answers when it does not do as asked."""

from __future__ import annotations


class CloudError(Exception):
    """An error answer: HTTP status, code and sentence, and optionally when to come back."""

    def __init__(
        self, code: str, message: str, *, status: int = 400, retry_after_ms: int | None = None
    ) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
        self.retry_after_ms = retry_after_ms


def dry_run_passed() -> CloudError:
    """The vendor reports a passed dry run as an error with this code."""
    return CloudError("DryRunOperation", "Request validation has been passed with DryRun flag set.")


def missing(parameter: str) -> CloudError:
    return CloudError(
        "MissingParameter",
        f"The input parameter {parameter} that is mandatory for processing this request is not supplied.",
    )


def invalid(parameter: str, because: str) -> CloudError:
    return CloudError("InvalidParameter", f"The specified parameter {parameter} is not valid: {because}")
