"""What one signed movement asks of the database: a bound, so that a reading made twice is seen."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web import movements as m
from tests.web.office import Office, text

# With BEGIN, COMMIT and savepoints. Whatever is added must be worth a thousandth of a second of everybody's filings.
MOST_STATEMENTS = 78


def test_a_signed_alta_costs_a_bounded_number_of_statements(office: Office) -> None:
    company, who = office.browser("empresa"), office.mint.identity("empresa")
    m.sent(company, who, m.alta(company, m.somebody("trabajadora")))  # it is refused, and reads what is read once
    draft = m.alta(company, m.somebody("conservacion"))
    signed = company.sign(m.check(company, draft), who)
    with CaptureQueriesContext(connection) as asked:
        done = company.send(signed)
    assert done.status_code == 302, text(done)
    statements = [query["sql"] for query in asked.captured_queries]
    assert len(statements) <= MOST_STATEMENTS
    assert sum("procrastinate_defer_jobs" in sql for sql in statements) <= 3, "of each transaction, at once"
    assert sum("pg_advisory_xact_lock" in sql for sql in statements) <= 3
    assert m.last_case().state == "aprobado"
