"""One statement at the door: whose key this is, in which roles, and whether it asks too fast.

Written as SQL because it runs once per request. Composed by the ORM the same query took two thirds of a
request's time, and a second statement for the allowance a tenth. Columns come from the models, so a new
field needs nothing here. The allowance is taken only where the digest fits: knowing somebody's prefix does
not let one use up their requests.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

from portal.accounts.models import Organization, User
from portal.api import secrets
from portal.api.models import ApiKey

Row = TypeVar("Row", bound=Model)


def found(token: secrets.Token) -> ApiKey | None:
    """The key that `token` opens, with its person and organization; None when it opens nothing.

    `roles` are those of the person in the organization, `asked_at` the database's clock, and
    `is_within_allowance` whether this request could be taken from the key's allowance.
    """
    with connection.cursor() as cursor:
        cursor.execute(_statement(), [token.prefix, secrets.digests(token.secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    values = iter(row)
    key = _taken(ApiKey, values)
    key.user, key.organization = _taken(User, values), _taken(Organization, values)
    key.roles, key.asked_at, key.is_within_allowance = values
    return key


def _taken(model: type[Row], values: Iterator[Any]) -> Row:
    fields = model._meta.concrete_fields
    converted = [_from_database(field, next(values)) for field in fields]
    return model.from_db(connection.alias, [str(field.attname) for field in fields], converted)


def _from_database(field: Any, value: Any) -> Any:
    convert = getattr(field, "from_db_value", None)
    return convert(value, None, connection) if convert else value


@cache
def _statement() -> str:
    columns = ", ".join(
        f'{alias}."{field.column}"'
        for alias, model in (("key", ApiKey), ("person", User), ("organization", Organization))
        for field in model._meta.concrete_fields
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
