"""Maps that are hard on a search: of a size that no author writes, and that must not take more than its share."""

from collections.abc import Callable, Mapping

_HEAD = "map: {id: hard, title: Hard}\nphases: {first: {}, last: {}}\nchannels: {letter: {}}\n"


def unknown(size: int) -> Mapping[str, str]:
    """One list of unknown ids."""
    ids = ", ".join(f"u{number}" for number in range(size))
    known = ", ".join(f"k{number}: {{}}" for number in range(size))
    return {
        "map.yaml": f"{_HEAD}fields: {{{known}}}\nactors: {{a: {{records: [{{fields: [{ids}], phase: first}}]}}}}\n"
    }


def everybody(size: int) -> Mapping[str, str]:
    """Actors that share one field with each other, all with all."""

    def actor(own: int) -> str:
        others = ", ".join(f"a{other}" for other in range(size) if other != own)
        share = f"shares: [{{fields: x, phase: first, to: [{others}], via: letter}}]"
        return f"  a{own}: {{records: [{{fields: x, phase: first}}], {share}, needs: [{{fields: x, phase: last}}]}}\n"

    return {"map.yaml": f"{_HEAD}fields: {{x: {{}}}}\nactors:\n" + "".join(map(actor, range(size)))}


def members(size: int) -> Mapping[str, str]:
    """A role whose need is not met, and its members."""
    role = "  role: {records: [{fields: x, phase: first}], needs: [{fields: y, phase: last}]}\n"
    each = "".join(f"  m{number}: {{extends: role}}\n" for number in range(size))
    return {"map.yaml": f"{_HEAD}fields: {{x: {{}}, y: {{}}}}\nactors:\n{role}{each}"}


def itself(size: int) -> Mapping[str, str]:
    """A role whose members all share with one another."""
    share = "shares: [{fields: x, phase: first, to: role, via: letter}]"
    role = f"  role: {{records: [{{fields: x, phase: first}}], {share}, needs: [{{fields: x, phase: last}}]}}\n"
    each = "".join(f"  m{number}: {{extends: role}}\n" for number in range(size))
    return {"map.yaml": f"{_HEAD}fields: {{x: {{}}}}\nactors:\n{role}{each}"}


def chain(size: int) -> Mapping[str, str]:
    """Fields that are derived from one another."""
    fields = "".join(f"  f{number}: {{derived_from: f{number - 1}}}\n" for number in range(1, size))
    share = "shares: [{fields: f0, phase: first, to: b, via: letter}]"
    actors = f"  a: {{records: [{{fields: f0, phase: first}}], {share}}}\n"
    needs = f"  b: {{needs: [{{fields: f{size - 1}, phase: last}}]}}\n"
    return {"map.yaml": f"{_HEAD}fields:\n  f0: {{}}\n{fields}actors:\n{actors}{needs}"}


def scenarios(size: int) -> Mapping[str, str]:
    """Scenarios, each on top of the one before."""
    files = {"map.yaml": f"{_HEAD}fields: {{x: {{}}}}\nactors: {{a: {{records: [{{fields: x, phase: first}}]}}}}\n"}
    for number in range(size):
        below = f", based_on: s{number - 1}" if number else ""
        files[f"s{number}.yaml"] = f"scenario: {{id: s{number}{below}}}\nfields: {{n{number}: {{}}}}\n"
    return files


def phases(size: int) -> Mapping[str, str]:
    """Phases in each of which a field is recorded, shared and needed."""

    def each(words: str) -> str:
        return ", ".join(f"{{fields: x, phase: p{number}{words}}}" for number in range(size))

    declared = ", ".join(f"p{number}: {{}}" for number in range(size))
    sender = f"  a: {{records: [{each('')}], shares: [{each(', to: b, via: letter')}]}}\n"
    head = (
        f"map: {{id: hard, title: Hard}}\nphases: {{{declared}}}\nchannels: {{letter: {{}}}}\nfields: {{x: {{}}}}\n"
    )
    return {"map.yaml": f"{head}actors:\n{sender}  b: {{needs: [{each('')}]}}\n"}


KINDS: Mapping[str, Callable[[int], Mapping[str, str]]] = {
    each.__name__: each for each in (unknown, everybody, members, itself, chain, scenarios, phases)
}
