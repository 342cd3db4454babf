"""Keeps what is personal under lock and key: sealed values, sealed files, and the keys they need."""
