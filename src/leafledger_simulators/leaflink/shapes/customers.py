"""A customer as REST shows it (reference/leaflink.md 6)."""

from __future__ import annotations

from collections.abc import Collection

from leafledger_simulators.leaflink import wire
from leafledger_simulators.leaflink.contacts import ties_of
from leafledger_simulators.leaflink.records import Customer, Row
from leafledger_simulators.leaflink.world import World

# Text fields that are empty unless the seller filled them in.
TEXT_FIELDS = (
    "external_id",
    "business_identifier",
    "ein",
    "directions",
    "delivery_preferences",
    "brand",
    "dba",
    "business_license_name",
    "description",
    "website",
    "address",
    "unit_number",
    "zipcode",
    "county",
    "phone_extension",
    "notes",
)
# Fields that are null unless set.
NULL_FIELDS = (
    "next_contact_date",
    "old_license_number",
    "leaflink_last_views",
    "price_schedule",
    "service_zone",
    "lat",
    "long",
)


def customer_shape(world: World, customer: Customer, children: Collection[str] = ()) -> Row:
    """The seller's CRM row of a retailer."""
    fields = customer.fields
    shape: Row = {
        "id": customer.id,
        "name": customer.name,
        "nickname": customer.nickname,
        "display_name": customer.display_name,
        "state": customer.state,
        "city": customer.city,
        "country": fields.get("country", "US"),
        "created_on": wire.stamp(customer.created_on),
        "modified": wire.stamp(customer.modified),
        "ext_acct_id": account_id(world, customer),
        "license_number": customer.license_number,
        "license_inactive": fields.get("license_inactive", False),
        "license_type": customer.license_type,
        "currency": "USD",
        "shipping_charge": wire.text_2(customer.shipping_charge),
        "discount_percent": wire.text_2(customer.discount_percent),
        "email": customer.email,
        "phone": customer.phone,
        "leaflink_source": customer.leaflink_source,
        "archived": customer.archived,
        "delinquent": customer.delinquent,
        "owner": world.state.company_id,
        "partner": customer.partner,
        "tier": customer.tier,
        "status": customer.status,
        "managers": customer.managers,
        "payment_term": fields.get("payment_term"),
        "payment_methods": fields.get("payment_methods", []),
        "available_payment_options": customer.payment_options,
        "external_ids": customer.external_ids,
        "corporate_address": fields.get("corporate_address") or address_shape(customer),
        "delivery_address": fields.get("delivery_address") or address_shape(customer),
    }
    shape |= {name: fields.get(name, "") for name in TEXT_FIELDS}
    shape |= {name: fields.get(name) for name in NULL_FIELDS}
    if children:
        shape |= _children(world, customer, children)
    return shape


def account_id(world: World, customer: Customer) -> str | int | None:
    """The id in the books, as text, or as the number it is where the switch says so."""
    known = customer.ext_acct_id
    if known is not None and known.isdecimal() and world.switches["ext_acct_id_as_number"]:
        return int(known)
    return known


def _children(world: World, customer: Customer, children: Collection[str]) -> Row:
    staff, types = world.state.table("company_staff"), world.state.table("license_types")
    found: Row = {}
    if "tags" in children:
        found["tags"] = customer.fields.get("tags", [])
    if "service_zone" in children:
        found["service_zone"] = None
    if "managers" in children:
        found["managers"] = [staff[key] for key in customer.managers if key in staff]
    if "license_type" in children:
        found["license_type"] = types.get(customer.license_type or 0)
    if "contacts" in children:
        known = world.state.table("contacts")
        found["contacts"] = [
            row
            | {"created_on": wire.stamp(row["created_on"]), "modified": wire.stamp(row["modified"])}
            for row in ties_of(world, customer)
            if not known[row["contact"]]["delete"]
        ]
    return found


def address_shape(customer: Customer | None) -> Row:
    """The address an order carries of its customer."""
    fields = customer.fields if customer else {}
    return {
        "address": fields.get("address", ""),
        "unit_number": fields.get("unit_number", ""),
        "city": customer.city if customer else "",
        "state": customer.state if customer else "",
        "zipcode": fields.get("zipcode", ""),
    }
