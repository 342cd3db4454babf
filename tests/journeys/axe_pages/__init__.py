"""Which pages the accessibility walker visits. A room adds a module here with `PAGES: tuple[Page, ...]`."""
