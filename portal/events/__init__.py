"""What happened, for everybody: `portal.events.recording` writes it, `portal.events.models` reads it."""
