"""No text of a report speaks of a table that is not there."""

from collections.abc import Callable

from documents.test_sections import words

from dataflow.documents import Order, document_of
from dataflow.project import Project

_MAP = """\
map: {id: apart, title: Apart}
phases: {stay: {}}
fields: {weight: {}}
actors:
  hospital: {records: [{fields: weight, phase: stay}]}
  town: {needs: [{fields: weight, phase: stay}]}
"""


def test_where_nothing_is_shared_no_table_is_announced(project: Callable[..., Project]) -> None:
    for language, table in (("en", "table"), ("da", "abel")):
        document = document_of(project(_MAP), Order(language=language), ["overview", "language"])
        assert table not in words(document)
