"""How texts are found by words in them: by their trigrams, in any case."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models.functions import Upper


def words_index(model: str, column: str) -> GinIndex:
    """For `icontains`, which compares in capitals."""
    return GinIndex(OpClass(Upper(column), name="gin_trgm_ops"), name=f"{model}_{column}_words")
