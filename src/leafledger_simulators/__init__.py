"""LeafLink and QuickBooks Online, imitated faithfully on loopback.

They are the rehearsal room: the demo, the tests and a user's own trials run against them,
and the product's code runs unchanged against the real APIs. They share no code with the
product, so a wrong belief about an API has to be made twice to stay hidden.
"""
