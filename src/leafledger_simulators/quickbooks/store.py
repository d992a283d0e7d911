"""Records and the shelves they stand on, with indexes so that a lookup never walks the shelf."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from leafledger_simulators.quickbooks.shapes import EntityKind, Field, Shape
from leafledger_simulators.quickbooks.wire import Body, pacific


class Record:
    """One stored entity. `body` is the whole wire form and is replaced, never edited.

    `ref` is the one `{"value", "name"}` object that every referring body shares, so that a
    renamed customer shows its new name everywhere, as in QuickBooks Online.
    """

    __slots__ = ("body", "changed", "created", "id", "kind", "ref", "sync_token")

    def __init__(self, kind: EntityKind, record_id: str, now: datetime) -> None:
        self.kind = kind
        self.id = record_id
        self.created = now
        self.changed = now
        self.sync_token = -1
        self.body: Body = {}
        self.ref: dict[str, str] = {"value": record_id}

    def write(self, content: Body, now: datetime) -> None:
        """Take new content: the SyncToken goes up and MetaData follows."""
        self.sync_token += 1
        self.changed = now
        self.body = {
            **content,
            "domain": "QBO",
            "sparse": False,
            "Id": self.id,
            "SyncToken": str(self.sync_token),
            "MetaData": {"CreateTime": pacific(self.created), "LastUpdatedTime": pacific(now)},
        }
        name = content.get(self.kind.name_field) if self.kind.name_field else None
        if name is not None:
            self.ref["name"] = str(content.get("FullyQualifiedName", name))

    @property
    def active(self) -> bool:
        """Whether it may be used; transactions always are."""
        return self.body.get("Active", True) is not False


def index_key(field: Field, value: Any) -> str | None:
    """The key a value has in an index: a reference's id, or the text in lower case."""
    if value is None:
        return None
    if field.shape is Shape.REFERENCE:
        return str(value.get("value"))
    return str(value).lower()


class Shelf:
    """All records of one kind, by id in the order of creation, and by each indexed field."""

    def __init__(self, kind: EntityKind) -> None:
        self.kind = kind
        self._by_id: dict[str, Record] = {}
        self._indexes: dict[str, dict[str, dict[str, Record]]] = {
            field.name: {} for field in kind.indexed
        }
        self._by_change: OrderedDict[str, Record] = OrderedDict()
        self._newest: datetime | None = None
        self._clock_went_back = False
        self.deleted: OrderedDict[str, datetime] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Record]:
        return iter(self._by_id.values())

    def get(self, record_id: str) -> Record | None:
        """The record with this id, or None."""
        return self._by_id.get(record_id)

    def put(self, record: Record, content: Body, now: datetime) -> None:
        """Store new content for a record and keep every index right."""
        self._unindex(record)
        record.write(content, now)
        self._by_id[record.id] = record
        self._index(record, content)
        self._by_change[record.id] = record
        self._by_change.move_to_end(record.id)
        if self._newest is not None and now < self._newest:
            self._clock_went_back = True
        self._newest = now

    def rewrite(self, record: Record, body: Body) -> None:
        """Other content for a record without a change that is told: what a merge does."""
        self._unindex(record)
        record.body = body
        self._index(record, body)

    def remove(self, record: Record, now: datetime) -> None:
        """Take a record away and remember that it was deleted."""
        self._unindex(record)
        del self._by_id[record.id]
        del self._by_change[record.id]
        self.deleted[record.id] = now

    def _index(self, record: Record, content: Body) -> None:
        for field in self.kind.indexed:
            key = index_key(field, content.get(field.name))
            if key is not None:
                self._indexes[field.name].setdefault(key, {})[record.id] = record

    def _unindex(self, record: Record) -> None:
        if not record.body:
            return
        for field in self.kind.indexed:
            key = index_key(field, record.body.get(field.name))
            if key is None:
                continue
            found = self._indexes[field.name].get(key)
            if found is not None:
                found.pop(record.id, None)
                if not found:
                    del self._indexes[field.name][key]

    def has_index(self, name: str) -> bool:
        """Whether `find` can answer for this field."""
        return name in self._indexes

    def find(self, name: str, value: str) -> list[Record]:
        """The records whose indexed field has this value, text compared without case."""
        return list(self._indexes[name].get(value.lower(), {}).values())

    def changed_since(self, instant: datetime) -> Iterable[Record]:
        """Records changed at or after an instant, newest first."""
        for record in reversed(self._by_change.values()):
            if record.changed >= instant:
                yield record
            elif not self._clock_went_back:
                return
