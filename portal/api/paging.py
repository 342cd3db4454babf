from rest_framework.pagination import CursorPagination as Base


class CursorPagination(Base):
    """Pages by cursor."""

    ordering = "-created_at"
