"""How dates are written: day, month as a word, year, in every language, so that none is taken for another."""
