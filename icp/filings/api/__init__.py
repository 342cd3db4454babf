"""Filings for programs, by what they do: the filings themselves, their course, the specialist's desk."""
