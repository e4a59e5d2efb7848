"""`python -m benchmarks.spellings`: names matched across spellings and scripts, on tables written down by hand.

Governorates: each spelling beside the names and local names of all fourteen; found is the true one, first and likely.
Pairs: of fifty that are one name and fifty that are not, those that are likely; and the seconds of a thousand scores.
"""

import sys
import time
from itertools import islice, product

from benchmarks.line import Line
from events.matching import LIKELY, fold, score, variants
from events.matching.distance import alike
from tests.events.matching.spellings import GOVERNORATES, OTHERS, SAME
from tests.events.matching.test_score import ranked


def main() -> int:
    for line in lines():
        print(" | ".join(line.cells()))
    return 0


def lines() -> list[Line]:
    spellings = [(spelling, name) for name, several in GOVERNORATES.items() for spelling in several]
    found = sum(ranked(spelling)[0][1] == name for spelling, name in spellings)
    true = sum(score(*pair) >= LIKELY for pair in SAME)
    false = sum(score(*pair) >= LIKELY for pair in OTHERS)
    of = f"of {len(spellings)} spellings of {len(GOVERNORATES)} governorates, {found} are found first"
    at = f"at {LIKELY}: {true} of {len(SAME)} true pairs, {false} of {len(OTHERS)} false ones"
    return [
        Line("Governorates by any spelling", found / len(spellings), of, 0.98, "", is_least=True),
        Line("Pairs of names, recall", true / len(SAME), at, 0.95, "", is_least=True),
        Line("Pairs of names, precision", true / (true + false), at, 0.95, "", is_least=True),
        Line("A thousand scores", _thousand_scores() * 1000, "folded anew, as for a file seen first", 300, "ms"),
    ]


def _thousand_scores() -> float:
    pairs = list(islice(product((one for one, _other in SAME), (other for _one, other in SAME)), 1000))
    for kept in (fold, variants, alike):
        kept.cache_clear()
    begun = time.perf_counter()
    for pair in pairs:
        score(*pair)
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(main())
