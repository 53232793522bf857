"""Words cut to their stems as the script of the search cuts them. Separate, since lunr is loaded only where an index is made."""

from lunr.stemmer import PorterStemmer


class Stemmer(PorterStemmer):
    """Porter's rules as lunr's script has them: a last y turns to i behind a consonant alone.

    The makers of lunr in Python left that out, so what was "outlai" in the index was sought as "outlay", and not found.
    """

    def step1c(self):
        if self.ends("y") and self.k - self.k0 > 1 and self.b[self.k - 1] not in "aeiou":
            self.b = f"{self.b[: self.k]}i{self.b[self.k + 1 :]}"


STEMMER = Stemmer()


def stemmed(token, i=None, tokens=None):
    """A token of lunr, cut to its stem."""
    return token.update(lambda word, metadata=None: STEMMER.stem(word))


stemmed.label = "stemmed"  # lunr warns of a step without a name
