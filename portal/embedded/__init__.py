"""The portal with everything it needs, as children of one process: `python -m portal.embedded`."""
