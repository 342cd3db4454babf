from rest_framework.permissions import IsAuthenticated


class HasScope(IsAuthenticated):
    """The key carries the scope that the view names."""
