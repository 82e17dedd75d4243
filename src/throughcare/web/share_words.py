"""A share in words: with whom, and for what."""

from throughcare.rulebook.facts.consent import Scope


def to_whom(scope: Scope, names: dict[str, str]) -> str:
    return names.get(scope.to_team, "") or scope.named or str(scope.recipient)


def words_of(scope: Scope, names: dict[str, str]) -> str:
    whom = to_whom(scope, names)
    return f"{whom[:1].upper()}{whom[1:]}, for {scope.purpose}"
