"""Rows by the thousand through a copy that keeps every constraint.

PostgreSQL does not copy into a table with row-level security, so the rows are copied beside it and then
inserted, under the same policies as any other write.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql


def rows_load(model: type[models.Model], columns: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> int:
    """Copy ``rows`` beside the table and insert them; IntegrityError if any breaks a rule, and none is kept."""
    table = sql.Identifier(model._meta.db_table)
    beside = sql.Identifier(f"load_{model._meta.db_table}")
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            sql.SQL(
                "CREATE TEMPORARY TABLE {beside} ON COMMIT DROP AS SELECT {names} FROM {table} WITH NO DATA"
            ).format(beside=beside, names=names, table=table)
        )
        with cursor.copy(sql.SQL("COPY {beside} FROM STDIN").format(beside=beside)) as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            sql.SQL("INSERT INTO {table} ({names}) SELECT * FROM {beside}").format(
                table=table, names=names, beside=beside
            )
        )
        count = int(cursor.rowcount)
        cursor.execute(sql.SQL("DROP TABLE {beside}").format(beside=beside))
    return count
