"""What is known of payments and credits when they are planned, from what was last seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from leafledger.bookkeeping.credits import (
    CreditBooks,
    CreditUse,
    credit_record,
    use_record,
    use_records,
)
from leafledger.bookkeeping.known_records import Link, PaymentBooks, PostedBooks
from leafledger.bookkeeping.payment_facts import (
    credit_meant,
    released,
    sort_out,
    standing_by_credit,
)
from leafledger.bookkeeping.payment_window import (
    marked_paid_record,
    payment_record,
    refund_application_record,
)
from leafledger.bookkeeping.write_back import is_ours
from leafledger.clerk.credits_seen import CreditsSeen
from leafledger.clerk.known_books import SURELY_NEW
from leafledger.clerk.known_deposits import as_banked
from leafledger.clerk.known_payouts import KnownPayouts
from leafledger.clerk.typed_payments import TypedPayments
from leafledger.clerk.unlinked_receipts import UnlinkedReceipts
from leafledger.commerce.orders import Order, Unreadable
from leafledger.commerce.remittances import Credit, CreditStatus, Payment
from leafledger.crosswalk.links import Crosswalk
from leafledger.figures.money import Money
from leafledger.figures.references import written_back_payment
from leafledger.intake.remittances import CREDIT_USE, PAYMENTS
from leafledger.intake.seen import SeenRecords, System
from leafledger.leaflink.payments import read_payment
from leafledger.ledger.documents import DocumentKind, KnownDocument
from leafledger.ledger.pointers import Known, RecordKind
from leafledger.quickbooks.customers import read_party
from leafledger.quickbooks.journal_entries import read_entry
from leafledger.quickbooks.read_documents import read_document
from leafledger.quickbooks.receipts import read_receipt, settled_amounts


@dataclass(frozen=True, slots=True)
class Paid:
    """What LeafLink shows as paid for one order. `odd` are rows that cannot be read."""

    payments: tuple[Payment, ...] = ()
    odd: tuple[Unreadable, ...] = ()
    used: tuple[Credit, ...] = ()


class KnownPayments:
    """Puts together what planning needs to know of one company's payments and credits."""

    def __init__(
        self, company: str, seen: SeenRecords, crosswalk: Crosswalk, payouts: KnownPayouts
    ) -> None:
        self._company = company
        self._seen = seen
        self._crosswalk = crosswalk
        self._credits = CreditsSeen(company, seen)
        self._typed = TypedPayments(company, seen, crosswalk)
        self._unlinked = UnlinkedReceipts(company, crosswalk)
        self.payouts = payouts

    def completed(
        self, paid: Mapping[str, Paid], orders: Mapping[str, Order], zone: str
    ) -> dict[str, Paid]:
        """The same, with what only payout statements tell of these orders (accounting.md A6.5)."""
        payments = {number: one.payments for number, one in paid.items()}
        told = self.payouts.evidence(orders, payments, zone)
        return {
            number: replace(one, payments=told[number].payments) if number in told else one
            for number, one in paid.items()
        }

    def paid(self, numbers: Sequence[str]) -> dict[str, Paid]:
        """What LeafLink shows as paid for each order."""
        rows = self._seen.some(self._company, System.LEAFLINK, PAYMENTS, numbers)
        credits_ = self._credits.now()
        found = {}
        for number in numbers:
            wires = rows[number].wire if number in rows else []
            read = [read_payment(wire) for wire in wires]
            found[number] = Paid(
                tuple(one for one in read if isinstance(one, Payment)),
                tuple(one for one in read if isinstance(one, Unreadable)),
                credits_.used_on.get(number, ()),
            )
        return found

    def credits_meant(self, orders: Mapping[str, Order]) -> dict[str, dict[str, str]]:
        """The credits that payments of the type credit stand for, by id: what each is used on."""
        uses: dict[str, dict[str, str]] = {}
        for number, paid in self.paid(list(orders)).items():
            mine = self._credits.now().of_customer.get(orders[number].customer, ())
            for payment in standing_by_credit(sort_out(paid.payments)):
                meant = credit_meant(payment, [one for one in mine if one.id not in uses])
                if meant is not None and meant.applied_to != number:
                    uses[meant.id] = {"order": number, "payment": payment.id}
        return uses

    def credits_released(self, numbers: Sequence[str]) -> list[str]:
        """The credits that a payment of some orders stood for and none does any more (A6.3)."""
        read = self._credits.now()
        paid = self.paid([number for number in numbers if number in read.uses_on])
        amounts = {id_: o.amount for id_, o in read.by_id.items() if isinstance(o, Credit)}
        return [
            credit
            for number, one in paid.items()
            for credit in released(sort_out(one.payments), read.uses_on[number], amounts)
        ]

    def release_credits(self, connection: Connection, credits_: Sequence[str]) -> None:
        """Forget what credits were used on: no payment stands for them any more."""
        self._seen.gone(self._company, System.LEAFLINK, CREDIT_USE, credits_, connection)

    def use_credits(
        self, connection: Connection, uses: Mapping[str, Mapping[str, str]]
    ) -> list[str]:
        """Let payments use the credits they stand for; the credits that were not used so before.

        LeafLink leaves such a credit active, so what it was used on is written down here.
        """
        return self._seen.keep(self._company, System.LEAFLINK, CREDIT_USE, uses, connection)

    def books(
        self, paid: Mapping[str, Paid], posted: Mapping[str, PostedBooks], receivable: str
    ) -> dict[str, PaymentBooks]:
        """What stands in QuickBooks of the payments of each order.

        `receivable` is the id of the receivable account, by which entries are read.
        """
        named = {number: _records(number, paid[number], posted[number]) for number in paid}
        records = [record for some in named.values() for record in some]
        links = self._crosswalk.live(self._company, records)
        entries = {link.quickbooks_id for record, link in links.items() if _is_entry(record, paid)}
        receipts = {link.quickbooks_id for link in links.values()} - entries
        for number in paid:
            receipts |= _told(paid[number])
            receipts |= {id_ for one in posted[number].live_invoices for id_ in one.settled_by}
        seen_receipts = self._some(RecordKind.PAYMENT, receipts)
        seen_entries = self._some(RecordKind.JOURNAL_ENTRY, entries)
        banked = self.payouts.deposits.banked()
        read_receipts = {
            id_: as_banked(read_receipt(wire), banked) for id_, wire in seen_receipts.items()
        }
        read_receipts |= self._unlinked.as_written(links, read_receipts, seen_receipts)
        read_entries = {id_: read_entry(wire, {receivable}) for id_, wire in seen_entries.items()}
        strangers = [id_ for id_, one in read_receipts.items() if not is_ours(one)]
        linked = self._crosswalk.linked(self._company, RecordKind.PAYMENT, strangers)
        apart = frozenset(self._crosswalk.names(self._company, SURELY_NEW))
        new = {
            number: [r for r in one.payments if payment_record(number, r.id) not in links]
            for number, one in paid.items()
        }
        typed = self._typed.like(new, posted)
        return {
            number: PaymentBooks(
                invoices=posted[number].live_invoices,
                links={r: links[r] for r in named[number] if r in links},
                receipts={
                    id_: read_receipts[id_]
                    for id_ in (
                        *_receipts_of(named[number], posted[number], links),
                        *_told(paid[number]),
                    )
                    if id_ in read_receipts
                },
                entries=read_entries,
                reserved=self._reserved(paid[number].used),
                typed=typed.get(number, {}),
                linked=linked,
                memos=posted[number].live_memos,
                apart=apart,
            )
            for number in paid
        }

    def _reserved(self, used: Iterable[Credit]) -> Money:
        """What used credits will still take off the invoices they are used on (A7)."""
        reserved = Money.zero()
        for credit in used:
            links = self._links_of(credit)
            memo = self._memo(links.get(credit_record(credit.id)))
            if use_record(credit.id) not in links:
                reserved += credit.amount if memo is None else memo.open
        return reserved

    def credit(self, id_: str) -> Credit | Unreadable | None:
        """A credit as last seen."""
        return self._credits.now().by_id.get(id_)

    def all_credits(self) -> tuple[Credit | Unreadable, ...]:
        """Every credit that LeafLink was last seen to show."""
        return tuple(self._credits.now().by_id.values())

    def memos_of(self, ids: Sequence[str]) -> dict[str, KnownDocument]:
        """The credit memos of some credits as last seen, by the credit's number."""
        records = {credit_record(id_): id_ for id_ in ids}
        links = self._crosswalk.live(self._company, list(records))
        seen = self._some(RecordKind.CREDIT_MEMO, {link.quickbooks_id for link in links.values()})
        return {
            records[record]: read_document(seen[link.quickbooks_id], DocumentKind.CREDIT_MEMO)
            for record, link in links.items()
            if link.quickbooks_id in seen
        }

    def credits_of(self, customer: str) -> tuple[Credit, ...]:
        """Every credit given to a customer of LeafLink, as last seen."""
        return self._credits.now().of_customer.get(customer, ())

    def credits_about(self, numbers: Iterable[str]) -> list[str]:
        """The credits given for some orders, or used on them."""
        about = self._credits.now().about
        return sorted({id_ for number in numbers for id_ in about.get(number, ())})

    def credits_unposted(self, ids: Iterable[str] | None = None) -> list[str]:
        """Those of some credits, or of all, that have no memo or whose memo is not used up.

        One that QuickBooks applied by itself looks unused for ever, and one that is larger than
        its order keeps a rest for what comes on top of it; planning them finds nothing.
        """
        by_id = self._credits.now().by_id
        chosen = sorted(by_id if ids is None else ids)
        records = [name(id_) for id_ in chosen for name in (credit_record, use_record)]
        links = self._crosswalk.live(self._company, records)

        def is_used(id_: str) -> bool:
            credit = by_id[id_]
            return isinstance(credit, Credit) and credit.status is CreditStatus.USED

        def is_posted(id_: str) -> bool:
            memo = links.get(credit_record(id_))
            if memo is None or not is_used(id_):
                return memo is not None
            return use_record(id_) in links and memo.quickbooks_id not in left

        memos = {
            links[r].quickbooks_id
            for i in chosen
            if is_used(i) and (r := credit_record(i)) in links
        }
        rows = self._some(RecordKind.CREDIT_MEMO, memos)
        left = {
            id_ for id_, wire in rows.items() if read_document(wire, DocumentKind.CREDIT_MEMO).open
        }
        return [id_ for id_ in chosen if not is_posted(id_)]

    def credit_books(self, credit: Credit, posted: Mapping[str, PostedBooks]) -> CreditBooks:
        """What stands in QuickBooks of a credit; `posted` of the orders it speaks of."""
        links = self._links_of(credit)
        customer = self._crosswalk.live(self._company, [f"customer:{credit.customer}"])
        linked = customer.get(f"customer:{credit.customer}")
        memo = links.get(credit_record(credit.id))
        applied_to = posted.get(credit.applied_to, PostedBooks())
        return CreditBooks(
            memo=memo,
            memo_document=self._memo(memo),
            uses=self._uses(credit, links),
            customer=Known(RecordKind.CUSTOMER, linked.quickbooks_id, linked.name)
            if linked
            else None,
            customer_lost=linked is not None and self._is_lost(linked.quickbooks_id),
            invoices=applied_to.live_invoices,
            in_books=any(one.invoice is not None for one in posted.values()),
        )

    def _is_lost(self, customer: str) -> bool:
        """Whether QuickBooks has a customer no more, or not as an active one."""
        side = (self._company, System.QUICKBOOKS, "Customer")
        seen = self._seen.some(*side, [customer]).get(customer)
        return seen is None or not read_party(seen.wire).active

    def _links_of(self, credit: Credit) -> dict[str, Link]:
        records = [credit_record(credit.id), *use_records(credit.id)]
        return self._crosswalk.live(self._company, records)

    def _uses(self, credit: Credit, links: Mapping[str, Link]) -> tuple[CreditUse, ...]:
        """The uses of a credit that we posted and did not void again ourselves."""
        posted = [links[r] for r in use_records(credit.id) if r in links and links[r].posted]
        seen = self._some(RecordKind.PAYMENT, {link.quickbooks_id for link in posted})
        return tuple(_use(link, seen.get(link.quickbooks_id)) for link in posted)

    def _memo(self, link: Link | None) -> KnownDocument | None:
        if link is None:
            return None
        wire = self._some(RecordKind.CREDIT_MEMO, {link.quickbooks_id}).get(link.quickbooks_id)
        return read_document(wire, DocumentKind.CREDIT_MEMO) if wire is not None else None

    def _some(self, kind: RecordKind, ids: Iterable[str]) -> dict[str, dict[str, object]]:
        seen = self._seen.some(self._company, System.QUICKBOOKS, kind.value, sorted(ids))
        return {id_: one.wire for id_, one in seen.items()}


def _use(link: Link, wire: dict[str, object] | None) -> CreditUse:
    if wire is None:
        return CreditUse(link)
    receipt = read_receipt(wire)
    settled = settled_amounts(wire)
    invoices = frozenset(id_ for kind, id_ in settled if kind == RecordKind.INVOICE.value)
    return CreditUse(link, invoices, receipt.sync_token, receipt.dated)


def _told(paid: Paid) -> set[str]:
    """QuickBooks's ids of the payments that LeafLink was told of."""
    return {id_ for one in paid.payments if (id_ := written_back_payment(one.reason))}


def _receipts_of(
    records: Iterable[str], posted: PostedBooks, links: Mapping[str, Link]
) -> list[str]:
    mine = [links[r].quickbooks_id for r in records if r in links]
    return mine + [id_ for one in posted.live_invoices for id_ in one.settled_by]


def _records(number: str, paid: Paid, posted: PostedBooks) -> list[str]:
    records = [payment_record(number, payment.id) for payment in paid.payments]
    applied = [
        refund_application_record(number, payment.id, memo.id)
        for payment in paid.payments
        if payment.amount < Money.zero()
        for memo in posted.live_memos
    ]
    return [*records, *applied, marked_paid_record(number)]


def _is_entry(record: str, paid: Mapping[str, Paid]) -> bool:
    """Whether a record's counterpart is a journal entry: that of a row below zero."""
    number = record.split(":")[1]
    return any(
        record == payment_record(number, one.id)
        for one in paid[number].payments
        if one.amount < Money.zero()
    )
