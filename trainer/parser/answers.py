"""What a dependency tree says of a clause whose head verb is given: who is asked, how far it goes, what is coordinated with it,
who else takes part."""

from tree import SUBJECTS

ACT = ("tion", "sion", "ment", "ance", "ence", "al")  # nouns for acts, as in src/extract/roles/counterparts.rs
MODALS = ("ought", "need", "needs", "have", "has")  # whose subject opens the clause of the infinitive below them
REASONS = ("as", "because", "since")
ROLES = {"with": "with", "alongside": "with", "through": "through", "to": "to", "against": "against"}
ASKING = ("on", "upon", "for", "to")  # "calls on A to V", "essential for A to V"


def asked(tree, at):
    """The words for those who are to act (subject, controller, or agent of a passive), and whether the verb is passive; None
    where the tree does not say it."""
    climbed = False  # from the verb to one that governs it or is coordinated with it: then the patient of a passive acts
    while True:
        own, label, head = tree.kids(at, *SUBJECTS), tree.labels[at], tree.heads[at]
        if own and not climbed and tree.labels[own[0]].endswith("pass"):
            return tree.objects(at, "by"), True
        if own and not (climbed and tree.words[own[0]].lower() in ("it", "this", "there")):
            return tree.joined(own[0]), False
        if label in ("acl", "relcl") and tree.is_infinitive(at):  # "our call on Peru to V", "a duty to V"
            return tree.joined((tree.objects(head, *ASKING) or [head])[0]), False
        if head == at or label not in ("xcomp", "ccomp", "advcl", "pcomp", "conj"):
            return None
        if label in ("xcomp", "ccomp", "advcl") and tree.is_infinitive(at):
            controllers = tree.kids(head, "dobj", "dative") + tree.objects(head, *ASKING)
            controllers = [one for one in controllers if head < one < at]
            if controllers:
                return tree.joined(controllers[0]), False
        # "should be reviewed and *stop*": the passive ends with its own verb
        climbed = climbed or label != "conj" or tree.tags[at] != tree.tags[head]
        at = tree.heads[head] if label == "pcomp" else head


def extent(tree, at, others=frozenset()):
    """From the subject, or the verb where it has none, to the end of the verb's arguments; before reasons, verbs coordinated with
    it, and the clauses whose heads are `others`."""
    below = tree.subtree(at)
    beyond = [word for word in below if word in others or is_beside(tree, at, word) or is_reason(tree, word)]
    limit = min((min(tree.subtree(word)) for word in beyond if word > at), default=len(tree.words))
    last = max(word for word in below if word < limit or word == at)
    while last > at and (tree.labels[last] in ("punct", "cc") or tree.words[last] in ".;,:"):
        last -= 1
    governor = tree.heads[at]
    modal = tree.labels[at] == "xcomp" and tree.words[governor].lower() in MODALS
    own = tree.kids(at, *SUBJECTS) or (tree.kids(governor, *SUBJECTS) if modal else [])
    first = at
    for adverb in reversed(tree.kids(at, "advmod", "neg")):
        words = tree.subtree(adverb)
        first = min(words) if max(words) == first - 1 else first
    first = min(tree.subtree(own[0])) if own else first
    return tree.spans[first][0], tree.spans[last][1]


def is_beside(tree, at, word):
    """Whether a word is a verb coordinated with the one at `at`."""
    return tree.labels[word] == "conj" and tree.heads[word] == at and tree.is_verb(word)


def is_reason(tree, word):
    marks = tree.kids(word, "mark") if tree.labels[word] == "advcl" else []
    return any(tree.words[mark].lower() in REASONS for mark in marks)


def coordinated(tree, at):
    """The verbs coordinated with a head, in its form and without subjects of their own."""
    verbs = tree.joined(at)[1:]
    return [verb for verb in verbs if tree.tags[verb] == tree.tags[at] and not tree.kids(verb, *SUBJECTS)]


def parties(tree, at, others=frozenset()):
    """The words below a verb that stand under a preposition, as an object or as an owner, each with its role; but for those in
    finite clauses, in appositions, in the clauses of `others`, and in the subject of the active ("A, with B, should")."""
    subject = {word for own in tree.kids(at, "nsubj", "csubj") for word in tree.subtree(own)}

    def outside(child):
        label = tree.labels[child]
        finite = label in ("relcl", "ccomp", "csubj") and tree.tags[child] != "VBG" and not tree.is_infinitive(child)
        aside = label in ("appos", "parataxis") and not tree.is_listed(child)
        return finite or aside or is_beside(tree, at, child) or child in others

    for word in tree.subtree(at, without=outside):
        first = word
        while tree.is_listed(first) or tree.labels[first] == "conj" and not tree.is_verb(tree.heads[first]):
            first = tree.heads[first]
        label, above = tree.labels[first], tree.heads[first]
        head = tree.words[above].lower()
        role = None
        if label == "pobj" and head == "of":  # "recognition of Peru", not "the report of the Council"
            role = "about" if tree.words[tree.heads[above]].lower().endswith(ACT) else None
        elif label == "pobj" and head not in ("as", "like"):
            role = ROLES.get(head, "about")
        elif label in ("dobj", "dative", "conj", "nsubjpass") or label == "nsubj" and tree.is_infinitive(above):
            role = "to"
        elif label == "poss" and not any(tree.words[child] == "own" for child in tree.children[above]):
            role = "about"
        if role and word != at and (word not in subject or head in ("with", "alongside", "through")):
            yield word, role
