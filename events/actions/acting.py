from django.db import connection, transaction


def acting(*, by, why: str = "") -> None:
    """Tell the history who writes in this transaction, and why (sql/history.sql reads it). `by` is a user or None.

    A why that was said stands until another is: an action inside another one need not know its reason.
    Raises TransactionManagementError outside a transaction: what is said here ends with it.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("say who acts inside the transaction in which they do")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('conflict_tracker.by', %s, true), set_config('conflict_tracker.why',"
            " coalesce(nullif(%s, ''), current_setting('conflict_tracker.why', true), ''), true)",
            ["" if by is None else str(by.pk), why],
        )
