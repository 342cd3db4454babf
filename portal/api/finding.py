"""One statement at the door: whose key this is, in which roles, and whether it asks too fast.

Written as SQL because it runs once per request. Composed by the ORM the same query took two thirds of a
request's time, and a second statement for the allowance a tenth. A field that is not named here is read when
somebody asks for it. The allowance is taken only where the digest fits: knowing somebody's prefix does not
let one use up their requests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from django.db import Error, connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from psycopg.errors import DuplicatePreparedStatement, FeatureNotSupported, InvalidSqlStatementName

from portal.accounts.models import Organization, User
from portal.api import secrets
from portal.api.models import ApiKey

Row = TypeVar("Row", bound=Model)
FIELDS: Mapping[type[Model], tuple[str, ...]] = {
    ApiKey: (
        *("id", "organization_id", "user_id", "name", "prefix", "scopes", "allowed_networks"),
        *("requests_per_minute", "expires_at", "last_used_at", "revoked_at"),
    ),
    User: ("id", "email", "name", "language", "is_active"),
    Organization: ("id", "name", "name_zh", "country", "is_operator", "is_test", "frozen_at"),
}
# A pooler handed us a server that does not know our statement, or a migration changed what it answers.
_NOT_KEPT = (InvalidSqlStatementName, DuplicatePreparedStatement, FeatureNotSupported)


def found(token: secrets.Token) -> ApiKey | None:
    """The key that `token` opens, with its person and organization; None when it opens nothing.

    `roles` are those of the person in the organization, `asked_at` the database's clock, and
    `is_within_allowance` whether this request could be taken from the key's allowance.
    """
    row = _row(_statement(), [token.prefix, secrets.digests(token.secret)])
    if row is None:
        return None
    values = iter(row)
    key = _taken(ApiKey, values)
    key.user, key.organization = _taken(User, values), _taken(Organization, values)
    key.roles, key.asked_at, key.is_within_allowance = values
    return key


def _row(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    """The one row. The statement stands in for Django's `SELECT 1` before the first of a request: a
    connection that died since the last one is replaced, and the new one is asked."""
    if connection.in_atomic_block or connection.queries_logged:
        # An error could not be repaired here, or somebody wants to read the statement.
        return _asked(connection.cursor(), statement, values)
    connection.health_check_done = True  # type: ignore[attr-defined]  # missing in the stubs
    try:
        return _prepared(statement, values)
    except Error as error:
        if isinstance(error.__cause__, _NOT_KEPT):
            return _asked(connection.cursor(), statement, values)
        if connection.is_usable():
            raise
        connection.close()
        return _prepared(statement, values)


def _prepared(statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    """Read and planned by the server once per connection: 0.17 ms instead of 0.48."""
    connection.ensure_connection()
    driver = connection.connection
    cursor = connection.make_cursor(ServerBindingCursor(driver))  # type: ignore[arg-type, call-arg]  # stubs
    # Only now: the driver would count and keep every other statement, too.
    driver.prepare_threshold = 0
    try:
        return _asked(cursor, statement, values)
    finally:
        driver.prepare_threshold = None


def _asked(open_cursor: CursorWrapper, statement: str, values: list[Any]) -> tuple[Any, ...] | None:
    with open_cursor as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


def _taken(model: type[Row], values: Iterator[Any]) -> Row:
    names = FIELDS[model]
    converted = [convert(next(values)) for convert in _converters(model)]
    return model.from_db(connection.alias, names, converted)


@cache
def _converters(model: type[Model]) -> tuple[Callable[[Any], Any], ...]:
    return tuple(_converter(model._meta.get_field(name)) for name in FIELDS[model])


def _converter(field: Any) -> Callable[[Any], Any]:
    if not hasattr(field, "from_db_value"):
        return lambda value: value
    return lambda value: field.from_db_value(value, None, connection)


@cache
def _statement() -> str:
    columns = ", ".join(
        f"{alias}.{name}"
        for alias, model in (("key", ApiKey), ("person", User), ("organization", Organization))
        for name in FIELDS[model]
    )
    # burst: a fifth of a minute's requests, twenty at least; see throttling.py for the arithmetic.
    return f"""
        WITH key AS (
            SELECT *, interval '1 minute' / requests_per_minute AS pace,
                interval '1 minute' / requests_per_minute * GREATEST(20, requests_per_minute / 5) AS burst
            FROM api_apikey WHERE prefix = %s AND pepper_id || digest = ANY(%s)
        ), taken AS (
            INSERT INTO portal_api_bucket AS bucket (name, full_at)
            SELECT 'key:' || id, clock_timestamp() + pace FROM key
            ON CONFLICT (name) DO UPDATE SET full_at = GREATEST(bucket.full_at, clock_timestamp())
                + (SELECT pace FROM key)
            WHERE GREATEST(bucket.full_at, clock_timestamp()) + (SELECT pace FROM key)
                <= clock_timestamp() + (SELECT burst FROM key)
            RETURNING 1
        )
        SELECT {columns},
            ARRAY(SELECT role FROM accounts_membership
                  WHERE user_id = person.id AND organization_id = organization.id),
            clock_timestamp(),
            EXISTS(SELECT FROM taken)
        FROM key
        JOIN accounts_user AS person ON person.id = key.user_id
        JOIN accounts_organization AS organization ON organization.id = key.organization_id
    """  # noqa: S608 - the columns are names of our own models
