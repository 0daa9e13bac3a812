"""The store: every repository of one transaction, each made when it is first asked for."""

from storage.transaction import Transaction


class Store:
    """What a unit of work receives; it is of no use after the transaction ended.

    Repositories are cached properties: ``def clients(self) -> ClientsRepository``, made with the transaction.
    """

    def __init__(self, transaction: Transaction) -> None:
        self.transaction = transaction
