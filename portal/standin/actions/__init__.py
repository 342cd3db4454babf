"""One file per subject; importing them registers what they play."""

from portal.standin.actions import vpc

__all__ = ["vpc"]
