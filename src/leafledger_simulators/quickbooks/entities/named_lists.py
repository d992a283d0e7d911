"""The naming rules of lists: unique names, parents, the " (deleted)" suffix.

Reference: reference/quickbooks.md 3 (deactivation), 10.1, 10.9.
"""

from __future__ import annotations

from leafledger_simulators.quickbooks.company import Asked, Behaviour, Company
from leafledger_simulators.quickbooks.refusals import business, duplicate_name, missing
from leafledger_simulators.quickbooks.store import Record
from leafledger_simulators.quickbooks.wire import Body

DELETED_SUFFIX = " (deleted)"
LEVELS_MAX = 5


class NamedList(Behaviour):
    """A list whose names are unique, with parents, a full name and the " (deleted)" suffix."""

    child_flag = ""
    has_parents = False

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Settle the name: activity, parent, uniqueness."""
        del asked
        name_field = self.kind.name_field
        if name_field not in draft:
            raise missing(name_field)
        settle_activity(name_field, draft, old)
        if self.has_parents:
            self._place_under_parent(company, draft, old)
        self._check_unique(company, draft, old)

    def _place_under_parent(self, company: Company, draft: Body, old: Record | None) -> None:
        name = draft[self.kind.name_field]
        parent = draft.get("ParentRef")
        if parent is None:
            draft["FullyQualifiedName"] = name
            draft.pop("Level", None)
            if self.child_flag:
                draft[self.child_flag] = False
            return
        if old is not None and parent["value"] == old.id:
            raise business("A list element cannot be its own parent.", "ParentRef")
        above = company.record(self.kind.name, parent["value"]).body
        full_name = f"{above['FullyQualifiedName']}:{name}"
        if full_name.count(":") >= LEVELS_MAX:
            raise business("The hierarchy is deeper than 5 levels.", "ParentRef", "6180")
        draft["FullyQualifiedName"] = full_name
        draft["Level"] = full_name.count(":")
        if self.child_flag:
            draft[self.child_flag] = True

    def _check_unique(self, company: Company, draft: Body, old: Record | None) -> None:
        unique = "FullyQualifiedName" if self.has_parents else self.kind.name_field
        for taken in company.shelves[self.kind.name].find(unique, draft[unique]):
            if old is None or taken.id != old.id:
                raise duplicate_name(self.kind.name.lower(), taken.id)


def settle_activity(name_field: str, draft: Body, old: Record | None) -> None:
    """Give a deactivated record its suffix and take it off again (reference 3)."""
    name = draft[name_field]
    was_active = old is None or old.active
    if was_active and draft.get("Active") is False:
        draft[name_field] = name.removesuffix(DELETED_SUFFIX) + DELETED_SUFFIX
    elif draft.get("Active") is not False and name.endswith(DELETED_SUFFIX):
        draft[name_field] = name.removesuffix(DELETED_SUFFIX)
