"""The battery: every fault, attack and overload that Waymark promises to survive, counted.

A row is one kind of fault: it draws its trials from a seed, and tries each on the real product. Its weak twin is the
product without the guard that the row is about, put together here; a row that its twin passes shows nothing.
`python -m battery --help` says how to run it.
"""
