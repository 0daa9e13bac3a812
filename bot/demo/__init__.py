"""The demo: people, clients and stories made up for it, and the whole product running on them."""
