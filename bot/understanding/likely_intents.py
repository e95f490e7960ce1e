"""How likely each wish is, learned from `intent_examples/`: by words, roots, ideas and pairs of ideas (naive Bayes)."""

import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.words import plain, strip_politeness

FOLDER = Path(__file__).with_name("intent_examples")
NOTHING, ANSWER = "none", "answer"
"""What the examples call a message that wants nothing of ours, and one that would only answer a question of ours."""
MOST_WORDS = 30
_KINDS = {"word": 1.0, "root": 0.8, "idea": 1.0, "pair": 1.0, "apart": 0.5, "mark": 0.3}
"""What a message is told by, and how much each counts; "apart" are two ideas with one between them."""
_UNSEEN, _RARE, _MILD = 0.3, 0.01, 10.0
"""Examples imagined for what an intent never had, and some more so that what was said once tells little; and by how
much the sum is lessened, as its parts say the same."""

Trait = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Model:
    """What examples teach: whole messages; for each intent what speaks for it anyhow and where a trait is missing; and
    for each trait what it adds for those that had it."""

    heard: Mapping[str, str]
    before: Mapping[str, float]
    without: Mapping[str, float]
    adds: Mapping[Trait, Mapping[str, float]]


def prepare() -> None:
    """Learn now what the first message would else wait for, about half a second."""
    _model()


def heard(text: str) -> str | None:
    """The intent of the example that is this text, but for politeness."""
    return _model().heard.get(strip_politeness(text))


def likely(text: str, model: Model | None = None) -> dict[str, float]:
    """Intents with how likely each is, of 1 together; none for a text whose words nobody ever used."""
    model = model or _model()
    found = traits(text)
    known = [trait for trait in found if trait in model.adds]
    if not any(kind in ("word", "root") for kind, _ in known):
        return {}
    whole = sum(_KINDS[kind] for kind, _ in known)
    sums = {name: before + whole * model.without[name] for name, before in model.before.items()}
    for trait in known:
        for name, more in model.adds[trait].items():
            sums[name] += more
    most = max(sums.values())
    odds: dict[str, float] = defaultdict(float)
    for name, each in sums.items():
        odds[NOTHING if name.startswith((NOTHING, ANSWER)) else name] += math.exp((each - most) / _MILD)
    total = sum(odds.values())
    return {name: each / total for name, each in odds.items()}


def learn(examples: Iterable[tuple[str, str]]) -> Model:
    """What examples teach, each with the name of its intent."""
    sizes: Counter[str] = Counter()
    heard: dict[str, set[str]] = defaultdict(set)
    having: dict[Trait, Counter[str]] = defaultdict(Counter)
    for said, name in examples:
        heard[strip_politeness(said)].add(NOTHING if name == ANSWER else name)
        sort = f"{name} {_shape(said)}" if name in (NOTHING, ANSWER) else name
        sizes[sort] += 1
        for trait in traits(said):
            having[trait][sort] += 1
    adds: dict[Trait, dict[str, float]] = {}
    for trait, by in having.items():
        imagined = _RARE + _UNSEEN * by.total() / sizes.total()
        adds[trait] = {name: _KINDS[trait[0]] * math.log(1 + number / imagined) for name, number in by.items()}
    return Model(
        heard={said: name for said, [name, *others] in heard.items() if said and not others},
        before={name: math.log(size) for name, size in sizes.items()},
        without={name: math.log(_UNSEEN / (size + _UNSEEN)) for name, size in sizes.items()},
        adds=adds,
    )


def examples() -> Iterator[tuple[str, str]]:
    """Every example with the name of its intent; "one/other" is what may mean either."""
    for path in sorted(FOLDER.glob("*.toml")):
        for name, lines in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield from ((said.strip(), name) for said in re.split(r"[|\n]", lines) if said.strip())


def traits(text: str) -> list[Trait]:
    """What a text is told by, each once."""
    meanings, joined = _meanings()
    said = joined.sub(lambda match: meanings[match[0]], strip_politeness(text) or plain(text))
    words = said.split()[:MOST_WORDS]
    roots = [root(word) for word in words]
    ideas = [_idea(word, its_root) for word, its_root in zip(words, roots, strict=True)]
    found: list[Trait] = [("word", word) for word in words]
    found += [("root", each) for each in roots]
    found += [("idea", each) for each in ideas]
    found += [("pair", f"{one} {other}") for one, other in zip(["^", *ideas], [*ideas, "$"], strict=True)]
    found += [("apart", f"{one} {other}") for one, other in zip(ideas, ideas[2:], strict=False)]
    if "?" in text:
        found.append(("mark", "?"))
    return list(dict.fromkeys(found))


def _shape(said: str) -> str:
    """What wants nothing says so many things that it is learned by sorts: figures, a word or two, a few, a sentence."""
    number = len(said.split())
    return "#" if re.search(r"\d", said) else "1" if number <= 2 else "3" if number <= 4 else "5"


def root(word: str) -> str:
    """The word without what stands before and after roots in Indonesian, roughly."""
    known, _ = _meanings()
    if word in known:
        return word
    for after in _AFTER:
        if word.endswith(after) and len(word) - len(after) >= 4:
            word = word.removesuffix(after)
    for before, hidden in _BEFORE:
        rest = word.removeprefix(before)
        if rest != word and len(rest) >= 3 and len(word) >= 6:
            letters = hidden if rest[0] in "aiueo" else ("",)
            return next((letter + rest for letter in letters if letter + rest in known), letters[0] + rest)
    return word


_AFTER = ("nya", "lah", "kah", "kan", "in", "an", "i")
_BEFORE = (
    *(("meny", ("s",)), ("peny", ("s",)), ("ny", ("s",)), ("menge", ("",)), ("meng", ("", "k")), ("peng", ("", "k"))),
    *(("nge", ("",)), ("ng", ("", "k")), ("mem", ("p",)), ("pem", ("p",)), ("men", ("t",)), ("pen", ("t",))),
    *(("ber", ("",)), ("ter", ("",)), ("per", ("",)), ("di", ("",)), ("me", ("",)), ("n", ("t",)), ("ke", ("",))),
)
"""What stands before a root, with the letters that it may have taken the place of: "menyusun" is of "susun"."""


def _idea(word: str, its_root: str) -> str:
    meanings, _ = _meanings()
    return meanings.get(word) or meanings.get(its_root) or ("#" if its_root[0].isdigit() else its_root)


@cache
def _model() -> Model:
    return learn(examples())


@cache
def _meanings() -> tuple[dict[str, str], re.Pattern[str]]:
    """Phrases and roots with what they mean, and a pattern of the phrases."""
    with Path(__file__).with_name("intent_words.toml").open("rb") as file:
        table = tomllib.load(file)
    ideas = {word: idea for idea, words in table["ideas"].items() for word in words.split()}
    phrases = {phrase.strip(): word for word, line in table["phrases"].items() for phrase in line.split(";")}
    phrases |= {f"{phrase}nya": word for phrase, word in phrases.items()}
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return ideas | phrases, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
