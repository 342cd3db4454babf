"""Strings that break programs, and the walk that puts them into every field of every form."""
