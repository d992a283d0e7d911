"""A customer: the seller's own record of a buyer (reference/leaflink.md 6)."""

from __future__ import annotations

from dataclasses import dataclass


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
class Customer:
    """A buyer in the seller's list.

    `licence` is the cannabis licence number, `books_id` the QuickBooks id that the seller or
    LeafLink's own integration once wrote down (`ext_acct_id`), if any.
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

    @property
    def display_name(self) -> str:
        """The nickname, else the name, as LeafLink shows it."""
        return self.nickname or self.name
