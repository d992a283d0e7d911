"""A hundred thousand orders in a year: what differs from copy to copy, and how each one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.pages import lists, samples
from benchmarks.pages.samples import Sample

DAYS = 400
FIRST_INVOICE, FIRST_RECEIPT, FIRST_PAYMENT = 1_000_000, 2_000_000, 3_000_000
# Of a hundred orders one is asked about, one for its payment, one is in work; of two hundred one
# differs, and one is agreed to differ.
OF_A_HUNDRED, OF_TWO_HUNDRED = 100, 200
ASKED, PAYMENT_ASKED, IN_WORK, DIFFERING, AGREED = 0, 1, 2, 3, 4
# Of twenty orders seventeen are paid.
OF_TWENTY, UNPAID = 20, 3


@dataclass(frozen=True, slots=True)
class Copy:
    """One order: its names, its buyer, its days, and the sample it is stamped from."""

    place: int
    sample: Sample
    number: str
    seller: str
    customer: int
    created: str
    accepted: str
    due: str

    @property
    def asked(self) -> bool:
        """Whether a person is asked about it before it is posted."""
        return self.place % OF_A_HUNDRED == ASKED

    @property
    def payment_asked(self) -> bool:
        """Whether a person is asked about its payment."""
        return self.place % OF_A_HUNDRED == PAYMENT_ASKED

    @property
    def in_work(self) -> bool:
        """Whether it is still to be posted."""
        return self.place % OF_A_HUNDRED == IN_WORK

    @property
    def differs(self) -> bool:
        """Whether somebody changed its invoice by hand."""
        return self.place % OF_TWO_HUNDRED == DIFFERING

    @property
    def agreed(self) -> bool:
        """Whether a person agreed to leave a change by hand."""
        return self.place % OF_TWO_HUNDRED == AGREED

    @property
    def posted(self) -> bool:
        """Whether its invoice stands in QuickBooks."""
        return not (self.asked or self.in_work)

    @property
    def paid(self) -> bool:
        """Whether it is paid, and the payment stands in QuickBooks."""
        return self.posted and self.place % OF_TWENTY >= UNPAID

    @property
    def invoice(self) -> str:
        """The id of its invoice in QuickBooks."""
        return str(FIRST_INVOICE + self.place)

    @property
    def receipt(self) -> str:
        """The id of its payment in QuickBooks."""
        return str(FIRST_RECEIPT + self.place)

    @property
    def payment(self) -> str:
        """LeafLink's number of its payment."""
        return str(FIRST_PAYMENT + self.place)

    def stamped(self, text: str) -> str:
        """A sample's text with this copy's own in the place of the marks."""
        open_ = "0.00" if self.paid else f"{self.sample.total // 100}.{self.sample.total % 100:02}"
        for mark, own in (
            (samples.NUMBER, self.number), (samples.SHORT, self.number[-8:]),
            (samples.SELLER, self.seller), (samples.CUSTOMER_NAME, lists.store_name(self.customer)),
            (samples.CUSTOMER, str(self.customer)),
            (samples.PARTY, str(lists.FIRST_CUSTOMER + self.customer)),
            (samples.INVOICE, self.invoice), (samples.PAYMENT, self.payment),
            (samples.RECEIPT, self.receipt), (samples.OPEN, open_),
            (samples.CREATED, self.created), (samples.ACCEPTED, self.accepted),
            (samples.DUE, self.due),
        ):  # fmt: skip
            text = text.replace(mark, own)
        return text


def copies(orders: int, stamped_from: Sequence[Sample], today: date) -> Iterator[Copy]:
    """So many orders, the oldest first, spread over the last days."""
    known = [n for n in range(1, lists.CUSTOMERS + 1) if not lists.is_new(n)]
    for place in range(orders):
        back = DAYS - place * DAYS // orders
        yield Copy(
            place=place,
            sample=stamped_from[place * 7 % len(stamped_from)],
            number=f"{place:08x}-5d3e-4a61-9c08-{place * 2_654_435_761 % 2**48:012x}",
            seller=str(10_000 + place),
            customer=known[place * 31 % len(known)],
            created=samples.later(today, -back - 1),
            accepted=samples.later(today, -back),
            due=samples.later(today, 15 - back),
        )
