"""A linked customer, edited on either side or on both (A9.2, A9.3)."""

from __future__ import annotations

from tests.examples.customer_scene import kept_alike


def test_the_name_is_leaflinks_and_follows_it() -> None:
    kept_alike(
        """
        LeafLink says · name Green Mesa · licence 402R-00123
        QuickBooks says · name Green Mesa · licence 402R-00123 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · name Verdant Fields
        Books (A9.3)
          QuickBooks is told · name Verdant Fields
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · name Verdant by hand
        Books (A9.3)
          QuickBooks is told · name Verdant Fields
        """
    )


def test_a_new_name_that_is_somebody_elses_gets_the_licence_and_keeps_it() -> None:
    kept_alike(
        """
        QuickBooks vendor · Verdant Fields
        LeafLink says · name Green Mesa · licence 402R-00123
        QuickBooks says · name Green Mesa · licence 402R-00123 · legal name Green Mesa
        Books (A9.2)
          nothing: Both sides agree.
        Then LeafLink says · name Verdant Fields
        Books (A9.2)
          QuickBooks is told · name Verdant Fields (402R-00123)
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_the_licence_is_leaflinks() -> None:
    kept_alike(
        """
        LeafLink says · licence 402R-00123
        QuickBooks says · licence 402R-00123 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · licence 402R-00999
        Books (A9.3)
          QuickBooks is told · licence 402R-00999
        """
    )


def test_the_billing_e_mail_is_quickbookss() -> None:
    kept_alike(
        """
        LeafLink says · e-mail ap@mesa.example
        QuickBooks says · e-mail AP@mesa.example · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · e-mail bills@mesa.example
        Books (A9.3)
          LeafLink is told · e-mail bills@mesa.example
        Then LeafLink says · e-mail else@mesa.example
        Books (A9.3)
          LeafLink is told · e-mail bills@mesa.example
        """
    )


def test_the_delivery_address_is_leaflinks_and_the_billing_address_nobodys() -> None:
    kept_alike(
        """
        LeafLink says · billing 1 A St, Moffat, CO, 81143 · delivery 9 Dock St, Moffat, CO, 81143
        QuickBooks says · billing 1 A ST., Moffat, CO, 81143 · legal name Green Mesa
        QuickBooks says · delivery 9 Dock St, Moffat, CO, 81143
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · delivery 7 Wrong St, Moffat, CO, 81143
        Books (A9.3)
          QuickBooks is told · delivery 9 Dock St, Moffat, CO, 81143
        Then QuickBooks says · billing 2 B St, Reno, NV, 89501
        Books (A9.3)
          LeafLink is told · billing 2 B St, Reno, NV, 89501
        Then LeafLink says · billing 3 C St, Reno, NV, 89501
        Books (A9.3)
          QuickBooks is told · billing 3 C St, Reno, NV, 89501
        """
    )


def test_a_telephone_changed_on_both_sides_is_asked_about_until_one_gives_way() -> None:
    kept_alike(
        """
        LeafLink says · telephone (303) 555-0100
        QuickBooks says · telephone 303 555 0100 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · telephone (303) 555-0142
        Then QuickBooks says · telephone 303 555 0199
        Books (A9.3)
          question customer_conflict
            The telephone of customer "Green Mesa" was changed on both sides: LeafLink says
            (303) 555-0142, QuickBooks says 303 555 0199. Before, they agreed on (303)
            555-0100. Nothing was changed on either side, and no document is touched. Say
            which is right: leafledger decide customer "Green Mesa" --field telephone --keep
            leaflink (or quickbooks). Or write the right one on the side that has the wrong
            one; LeafLedger looks again by itself.
        Then QuickBooks says · telephone 303 555 0142
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_a_person_says_which_of_two_new_telephones_is_right() -> None:
    kept_alike(
        """
        LeafLink says · telephone 303 555 0100
        QuickBooks says · telephone 303 555 0100 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · telephone 303 555 0142
        Then QuickBooks says · telephone 303 555 0199
        Then A person takes LeafLink's word
        Books (A9.3)
          QuickBooks is told · telephone 303 555 0142
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_another_owner_is_a_choice_of_the_policy() -> None:
    kept_alike(
        """
        Policy · name is quickbooks
        QuickBooks says · name Green Mesa · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · name Mesa by hand
        Books (A9.3)
          LeafLink is told · name Mesa by hand
        """
    )


def test_what_was_found_in_quickbooks_is_filled_up_and_not_rewritten() -> None:
    kept_alike(
        """
        LeafLink says · licence 402R-00123 · telephone 303 555 0100 · e-mail ap@mesa.example
        QuickBooks has found · name GM Holdings · telephone 720 555 0111
        Books (A9.3)
          QuickBooks is told · legal name Green Mesa · licence 402R-00123 · e-mail ap@mesa.example
        Then LeafLink says · telephone 303 555 0177
        Books (A9.3)
          QuickBooks is told · telephone 303 555 0177
        """
    )


def test_terms_are_leaflinks_and_made_where_quickbooks_has_none() -> None:
    kept_alike(
        """
        LeafLink says · terms Net 15
        QuickBooks says · terms Net 15 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · terms Net 7
        Books (A9.3)
          create payment term "Net 7"
          QuickBooks is told · terms Net 7
        Then LeafLink says · terms COD
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_the_contact_is_nobodys_and_the_last_change_wins() -> None:
    kept_alike(
        """
        LeafLink says · contact Alex Nguyen
        QuickBooks says · legal name Green Mesa
        Books (A9.3)
          QuickBooks is told · contact Alex Nguyen
        Then LeafLink says · contact Kim Ortega
        Books (A9.3)
          QuickBooks is told · contact Kim Ortega
        Then QuickBooks says · contact Kim Ortega-Ruiz
        Books (A9.3)
          LeafLink is told · contact Kim Ortega-Ruiz
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_a_contact_that_leaflink_does_not_show_wipes_out_nobody() -> None:
    kept_alike(
        """
        QuickBooks says · legal name Green Mesa · contact Alex Nguyen
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · contact Kim Ortega
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_a_contact_already_in_quickbooks_is_not_rewritten_at_the_first_meeting() -> None:
    kept_alike(
        """
        LeafLink says · contact Alex Nguyen
        QuickBooks has found · legal name Green Mesa · contact Sam Bookkeeper
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · contact Kim Ortega
        Books (A9.3)
          QuickBooks is told · contact Kim Ortega
        """
    )


def test_the_contacts_telephone_and_e_mail_stand_in_for_the_customers() -> None:
    kept_alike(
        """
        LeafLink says · contact Alex Nguyen · contact's e-mail alex@mesa.example
        LeafLink says · contact's telephone 303 555 0100 · telephone 720 555 0111
        QuickBooks says · legal name Green Mesa · contact Alex Nguyen
        Books (A9.3)
          QuickBooks is told · e-mail alex@mesa.example · telephone 720 555 0111
        Then QuickBooks says · e-mail bills@mesa.example
        Books (A9.3)
          LeafLink is told · e-mail bills@mesa.example
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_silence_on_one_side_wipes_out_nothing_on_the_other() -> None:
    kept_alike(
        """
        LeafLink says · telephone 303 555 0100
        QuickBooks says · telephone 303 555 0100 · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · telephone
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_an_archived_customer_is_made_inactive_when_nothing_is_open() -> None:
    kept_alike(
        """
        QuickBooks says · legal name Green Mesa · owes 108.00
        Books (A9.3)
          nothing: Both sides agree.
        Then LeafLink says · archived
        Books (A9.3)
          question customer_owes
            Customer "Green Mesa" was archived on LeafLink, but still owes $108.00 in
            QuickBooks. It stays active in QuickBooks, so that the balance stays where it
            is. Settle the balance (payment, credit memo or write-off) in QuickBooks; then
            LeafLedger makes it inactive. Or take it out of the archive on LeafLink.
        Then QuickBooks says · owes 0.00
        Books (A9.3)
          QuickBooks is told · active no
        Then QuickBooks says · inactive
        Then LeafLink says · in use
        Books (A9.3)
          QuickBooks is told · name Green Mesa · active yes
        """
    )


def test_a_customer_made_inactive_by_hand_is_asked_about() -> None:
    kept_alike(
        """
        QuickBooks says · legal name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        Then QuickBooks says · inactive
        Books (A9.3)
          question customer_gone
            Customer "Green Mesa" is still in use on LeafLink, but was made inactive in
            QuickBooks. Its documents stand as they are; a new order of it waits. Make it
            active again in QuickBooks, or archive it on LeafLink too. If another QuickBooks
            customer takes its place, run: leafledger match customer 8841 QUICKBOOKS-ID (or
            'new').
        Then QuickBooks has found · nothing of it any more
        Books (A9.3)
          question customer_gone
            Customer "Green Mesa" is still in use on LeafLink, but is gone from QuickBooks.
            Its documents stand as they are; a new order of it waits. If another QuickBooks
            customer takes its place, run: leafledger match customer 8841 QUICKBOOKS-ID (or
            'new').
        """
    )


def test_the_quickbooks_id_is_noted_on_leaflink_once() -> None:
    kept_alike(
        """
        Policy · notes the id
        QuickBooks says · legal name Green Mesa
        Books (A9.3)
          LeafLink is told · QuickBooks id 58
        Books (A9.3)
          nothing: Both sides agree.
        """
    )


def test_a_company_may_keep_its_customers_apart() -> None:
    kept_alike(
        """
        Policy · updates nothing
        LeafLink says · name Verdant Fields
        QuickBooks says · name Green Mesa
        Books (A9.3)
          nothing: Both sides agree.
        """
    )
