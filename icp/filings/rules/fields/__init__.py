"""Every fact that a filing asks for, once: the registry, when each is asked, and what a value must be."""
