"""A customer: the seller's own record of a buyer (reference/leaflink.md 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from leafledger.commerce.terms import PaymentTerm

# LeafLink keeps no more of a contact's given and of its family name (reference/leaflink.md 6).
CONTACT_NAME_LENGTH_MAX = 30


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; empty text where a part is not known."""

    street: str = ""
    unit: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    country: str = ""

    def __bool__(self) -> bool:
        """Whether anything of it is known."""
        return any((self.street, self.unit, self.city, self.state, self.postal_code))


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to speak to at the buyer's; empty where LeafLink does not show it.

    `id` is LeafLink's own of the person, who may answer for several customers.
    """

    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""
    id: str = ""

    def __bool__(self) -> bool:
        """Whether there is a name to speak to."""
        return bool(self.given_name or self.family_name)


@dataclass(frozen=True, slots=True)
class Customer:
    """A buyer in the seller's list.

    `licence` is the cannabis licence number, `books_id` the QuickBooks id that the seller or
    LeafLink's own integration once wrote down (`ext_acct_id`), if any. `partner` is the buyer's
    company on LeafLink, which several stores share; `term` what the default payment option says;
    `status` the id of the seller's own word for how far the customer has come.
    """

    id: str
    name: str
    nickname: str = ""
    licence: str = ""
    email: str = ""
    phone: str = ""
    address: Address = Address()
    delivery_address: Address = Address()
    books_id: str = ""
    archived: bool = False
    contact: Contact = Contact()
    term: PaymentTerm | None = None
    partner: str = ""
    status: str = ""
    trade_name: str = ""
    modified_at: datetime | None = None

    @property
    def display_name(self) -> str:
        """The nickname, else the name, as LeafLink shows it."""
        return self.nickname or self.name

    @property
    def known_email(self) -> str:
        """Its own e-mail address, else its contact's."""
        return self.email or self.contact.email

    @property
    def known_phone(self) -> str:
        """Its own telephone, else its contact's."""
        return self.phone or self.contact.phone


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """What changes on a LeafLink customer; None leaves it as it is.

    `customer` is its LeafLink id, `called` its name for people.
    """

    customer: str
    called: str
    nickname: str | None = None
    licence: str | None = None
    email: str | None = None
    phone: str | None = None
    address: Address | None = None
    delivery_address: Address | None = None
    books_id: str | None = None

    @property
    def only_notes_the_id(self) -> bool:
        """Whether nothing is written but the QuickBooks id, which no books depend on."""
        others = (self.nickname, self.licence, self.email, self.phone, self.address,
                  self.delivery_address)  # fmt: skip
        return self.books_id is not None and all(value is None for value in others)


@dataclass(frozen=True, slots=True)
class ContactChange:
    """A new name for a contact on LeafLink.

    `contact` is its LeafLink id, `called` the name it had, for people.
    """

    contact: str
    called: str
    given_name: str
    family_name: str
