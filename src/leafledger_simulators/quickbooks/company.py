"""The company: its shelves, its ledger, its stock, and the bonds between them.

Everything a request may change lives here. A change is checked whole before any of it is done,
and nothing waits in the middle, so the event loop is the lock.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from leafledger_simulators.clock import Clock
from leafledger_simulators.quickbooks.ledger import Ledger, Posting, credit, debit
from leafledger_simulators.quickbooks.links import Links
from leafledger_simulators.quickbooks.refusals import object_not_found, unsupported
from leafledger_simulators.quickbooks.shapes import EntityKind
from leafledger_simulators.quickbooks.stock import Stock
from leafledger_simulators.quickbooks.store import Record, Shelf
from leafledger_simulators.quickbooks.wire import Body, server_day
from leafledger_simulators.switches import SwitchBoard

# Customer, Vendor and Employee share one name space (reference/quickbooks.md 0.5 and 10.1).
PEOPLE = ("Customer", "Vendor", "Employee")
REALM_ID = "9341453908241187"
# A template that is refused every day should not fill the snapshot.
REFUSED_RUNS_MAX = 100


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an entity, as webhooks tell it.

    `operation`: Create, Update, Delete, Void or Merge; of a merge `deleted_id` is who vanished.
    """

    entity: str
    entity_id: str
    operation: str
    instant: datetime
    realm_id: str = ""
    deleted_id: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asked: the converted fields it carried and its `include` options."""

    sent: Body
    includes: frozenset[str] = frozenset()


class Behaviour:
    """What an entity does beyond its description. The base does nothing special.

    `prepare` checks and completes a draft and may refuse; the other steps must not fail.
    """

    kind: EntityKind

    def prepare(self, company: Company, draft: Body, old: Record | None, asked: Asked) -> None:
        """Check a complete draft and fill in what QuickBooks computes. Raises: Refusal."""

    def after_write(self, company: Company, record: Record, old_body: Body | None) -> None:
        """Carry out what follows from a stored draft: links, stock, postings."""

    def check_available(self, company: Company) -> None:
        """Whether the company has the feature this entity belongs to. Raises: Refusal 5030."""

    def opened(self, company: Company, sent: Body, operation: str) -> tuple[Body, str]:
        """A request's body out of its wrapping, and the operation it comes to. Raises: Refusal."""
        del company
        return sent, operation

    def check_removal(self, company: Company, record: Record) -> None:
        """Whether it may be deleted or voided. Raises: Refusal."""

    def before_delete(self, company: Company, record: Record) -> None:
        """Undo what it did, before it is taken from its shelf."""

    def void(self, company: Company, record: Record) -> Body:
        """The content that a voided document has. Raises: Refusal."""
        del company, record
        raise unsupported(f"Operation void is not supported for {self.kind.name}.")

    def postings(self, company: Company, record: Record) -> list[Posting]:
        """What it posts, inventory cost aside."""
        del company, record
        return []

    def stock_postings(
        self, company: Company, record: Record, item: Record, value: Decimal
    ) -> list[Posting]:
        """What it posts for the value it took out of an item's asset account: cost of goods."""
        del company, record
        return [
            debit(item.body["ExpenseAccountRef"]["value"], value),
            credit(item.body["AssetAccountRef"]["value"], value),
        ]

    def show(self, company: Company, record: Record) -> Body:
        """What a read returns: the stored body with the values that others move."""
        del company
        return record.body

    def asked_form(self, company: Company, record: Record) -> Body:
        """What a query compares; it returns what `show` gives."""
        return self.show(company, record)

    def show_deleted(self, record: Record) -> Body:
        """What the answer to its deletion returns."""
        return {"domain": "QBO", "status": "Deleted", "Id": record.id}


class Company:
    """One QuickBooks company and everything in it."""

    def __init__(
        self,
        behaviours: Iterable[Behaviour],
        clock: Clock,
        switches: SwitchBoard,
        on_change: Callable[[Change], None],
        realm_id: str = REALM_ID,
    ) -> None:
        self.realm_id = realm_id
        # A company that is being filled tells nobody.
        self.is_silent = False
        self.clock = clock
        self.switches = switches
        self.behaviours = {behaviour.kind.name: behaviour for behaviour in behaviours}
        self.shelves = {name: Shelf(one.kind) for name, one in self.behaviours.items()}
        self.ledger = Ledger()
        self.stock = Stock()
        self.links = Links()
        self.bill_links = Links()
        # Files of attachments by id, and where a client reaches this simulator.
        self.files: dict[str, bytes] = {}
        self.address = ""
        self.preferences: Body = {}
        self.company_info: Body = {}
        self.custom_fields: dict[str, str] = {}
        self.transactions: dict[str, Record] = {}
        self.deposit_of: dict[str, str] = {}
        # What a person matched or reconciled at the bank screen.
        self.bank_states: dict[str, str] = {}
        # Templates: when the next is due ("" asks again), how often each ran, what was refused.
        self.recurring_due = ""
        self.recurring_counts: dict[str, int] = {}
        self.recurring_refused: deque[Body] = deque(maxlen=REFUSED_RUNS_MAX)
        self._names: dict[str, Record] = {}
        self._last_ids: dict[str, int] = {}
        self._last_numbers: dict[str, int] = {}
        self._on_change = on_change

    # -- looking ---------------------------------------------------------------------------

    def now(self) -> datetime:
        """The company's present instant, in whole seconds as MetaData shows it."""
        return self.clock.now().replace(microsecond=0)

    def today(self) -> date:
        """The date on the server."""
        return server_day(self.clock.now())

    def record(self, entity: str, record_id: str) -> Record:
        """A record by id. Raises: Refusal 610."""
        shelf = self.shelves[entity]
        found = shelf.get(record_id)
        if found is None:
            raise object_not_found(deleted=record_id in shelf.deleted)
        return found

    def show(self, record: Record) -> Body:
        """What a read of a record returns."""
        return self.behaviours[record.kind.name].show(self, record)

    def preference(self, group: str, name: str) -> bool:
        """A yes-or-no preference; absent is no."""
        return bool(self.preferences.get(group, {}).get(name, False))

    def shown_preferences(self) -> Body:
        """The preferences with what the switches decide."""
        sales = {
            **self.preferences["SalesFormsPrefs"],
            "AutoApplyCredit": self.switches["auto_apply_credit"],
            "AutoApplyPayments": self.switches["auto_apply_payments"] != "off",
        }
        warns = {
            f"WarnDuplicate{kind}Number": str(self.switches[switch]).lower()
            for kind, switch in (
                ("Journal", "warn_duplicate_journal_number"),
                ("Bill", "warn_duplicate_bill_number"),
                ("Check", "warn_duplicate_check_number"),
            )
        }
        others = [
            {**pair, "Value": warns.get(pair["Name"], pair["Value"])}
            for pair in self.preferences["OtherPrefs"]["NameValue"]
        ]
        return {
            **self.preferences,
            "SalesFormsPrefs": sales,
            "OtherPrefs": {"NameValue": others},
        }

    def account_of(self, sub_type: str, name: str = "") -> Record:
        """The company's account for a purpose: by its name if there is one, else by sub-type.

        An account in use is preferred to an inactive one; the starter chart always leaves some
        income account to fall back on.
        """
        shelf = self.shelves["Account"]
        candidates = shelf.find("Name", name) if name else []
        # The oldest of a sub-type is the one QuickBooks made, and it stays the one it uses.
        candidates += sorted(shelf.find("AccountSubType", sub_type), key=lambda one: int(one.id))
        candidates += shelf.find("AccountType", "Income")
        return next((one for one in candidates if one.active), candidates[0])

    def receivable(self) -> Record:
        """The accounts receivable account."""
        return self.account_of("AccountsReceivable")

    def payable(self) -> Record:
        """The accounts payable account."""
        return self.account_of("AccountsPayable")

    def vendor_balance(self, vendor_id: str) -> Decimal:
        """What is owed to a vendor, by the ledger."""
        return -self.ledger.vendor_balance(self.payable().id, vendor_id)

    def customer_balance(self, customer_id: str) -> Decimal:
        """What a customer owes, by the ledger."""
        return self.ledger.customer_balance(self.receivable().id, customer_id)

    # -- names, ids and numbers --------------------------------------------------------------

    def next_id(self, kind: EntityKind) -> str:
        """One sequence for all transactions, one for each list (reference 2)."""
        sequence = "transactions" if kind.is_transaction else kind.name
        self._last_ids[sequence] = self._last_ids.get(sequence, 0) + 1
        return str(self._last_ids[sequence])

    def next_number(self, family: str) -> str:
        """The next automatic document number of a family."""
        self._last_numbers[family] = self._last_numbers.get(family, 1000) + 1
        return str(self._last_numbers[family])

    def taken_name(self, display_name: str) -> Record | None:
        """Who of the customers, vendors and employees carries this name, case aside."""
        return self._names.get(display_name.lower())

    # -- changing ----------------------------------------------------------------------------

    def create(self, kind: EntityKind, content: Body) -> Record:
        """Put a new record on its shelf and carry out what follows."""
        record = Record(kind, self.next_id(kind), self.now())
        self._store(record, content)
        self.behaviours[kind.name].after_write(self, record, None)
        self.tell(record, "Create")
        return record

    def add_fixed(self, kind: EntityKind, record_id: str, content: Body) -> Record:
        """Put a record that only QuickBooks makes on its shelf, under an id of its own."""
        record = Record(kind, record_id, self.now())
        self.shelves[kind.name].put(record, content, self.now())
        if record_id.isdigit():
            self._last_ids[kind.name] = max(self._last_ids.get(kind.name, 0), int(record_id))
        return record

    def change(self, record: Record, content: Body, operation: str = "Update") -> None:
        """Replace a record's content and carry out what follows."""
        old_body = record.body
        self._store(record, content)
        self.behaviours[record.kind.name].after_write(self, record, old_body)
        self.tell(record, operation)

    def touch(self, record: Record, **content: object) -> None:
        """A linked change: the SyncToken goes up, nothing else follows (reference 3)."""
        self._store(record, {**record.body, **content})
        self.tell(record, "Update")

    def delete(self, record: Record) -> None:
        """Undo a transaction and take it away."""
        self.behaviours[record.kind.name].before_delete(self, record)
        self.remove(record)

    def remove(self, record: Record) -> None:
        """Take a transaction from shelf and ledger; its effects were undone before."""
        if record.kind.is_transaction:
            self.ledger.remove(record.id)
            self.repost_costs(self.stock.move(record.id, self.today(), []) - {record.id})
            self.transactions.pop(record.id, None)
            self.bank_states.pop(record.id, None)
        self.shelves[record.kind.name].remove(record, self.now())
        self.tell(record, "Delete")

    def forget_person(self, record: Record) -> None:
        """Take a customer or vendor away that was merged into another; its name is free."""
        self._names.pop(str(record.body["DisplayName"]).lower(), None)
        self.shelves[record.kind.name].remove(record, self.now())

    def _store(self, record: Record, content: Body) -> None:
        is_person = record.kind.name in PEOPLE
        if is_person and record.body:
            self._names.pop(str(record.body["DisplayName"]).lower(), None)
        self.shelves[record.kind.name].put(record, content, self.now())
        if is_person:
            self._names[str(content["DisplayName"]).lower()] = record
        if record.kind.is_transaction:
            self.transactions[record.id] = record

    def post(self, record: Record) -> None:
        """Write a transaction's entry again: what it posts and what its stock cost."""
        postings = self.behaviours[record.kind.name].postings(self, record)
        for item_id, value in self.stock.value_out(record.id).items():
            item = self.shelves["Item"].get(item_id)
            assert item is not None
            postings += self.behaviours[record.kind.name].stock_postings(self, record, item, value)
        day = date.fromisoformat(record.body["TxnDate"])
        self.ledger.post(record.id, record.kind.name, day, postings)

    def repost_costs(self, txn_ids: Iterable[str]) -> None:
        """Post again the transactions whose inventory cost changed."""
        for txn_id in txn_ids:
            record = self.transactions.get(txn_id)
            if record is not None:
                self.post(record)

    def tell(self, record: Record, operation: str) -> None:
        """Let the webhooks know."""
        if record.kind.in_webhooks:
            self.announce(Change(record.kind.name, record.id, operation, self.clock.now()))

    def announce(self, change: Change) -> None:
        """Hand a change to the webhooks."""
        if not self.is_silent:
            self._on_change(replace(change, realm_id=self.realm_id))
