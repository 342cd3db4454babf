"""Who is told what, in which language, by which channel."""
