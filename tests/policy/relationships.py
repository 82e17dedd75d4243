"""What a post is to a person, in the oracle's words; None where that cannot be said in them."""

from throughcare.rulebook.actors import ROLES, OrganisationKind

SUITE, CJIT = OrganisationKind.POLICE_SUITE, OrganisationKind.CJIT
LIVE, ENDED = {"covering", "refused_with_override"}, {"expired", "withdrawn", "refused_override_lapsed"}
RECEIVES = {OrganisationKind.PROBATION, OrganisationKind.PPO_SCHEME, OrganisationKind.PRISON, OrganisationKind.PROVIDER}


def relationship(post, life):
    if post.place in {"conflicted", "opened", "opened_lapsed"}:
        return post.place
    if post.place == "unrelated" or post.role == "anonymous":
        return "unrelated"
    kind = ROLES[post.role].kind
    if kind is SUITE:
        return _suite(post.place, life)
    if kind is CJIT:
        return _cjit(post.place, life)
    return _partner(kind, post.place, life)


def _suite(place, life):
    if place == "same_area":
        return "same_area"
    if life.kind == "restricted":
        return "restricted"
    return "holds" if life.kind == "held" and place == "here" else "held"


def _cjit(place, life):
    if place == "same_area":
        return "same_area"
    if place == "next":
        return _receiving(life)
    if life.kind == "held":
        return "receiving_after"
    if life.kind in {"sent_before", "waiting"}:
        return "same_team"
    if life.kind == "sent_after":
        return "sending"
    if life.kind == "restricted":
        return "own_caseload" if place == "own" else "restricted"
    return "own_caseload" if place == "own" else "same_team"


def _receiving(life):
    if life.kind.startswith("sent"):
        return life.kind.replace("sent", "receiving")
    return _shared(life, told=life.kind == "case") or "unrelated"


def _partner(kind, place, life):
    if place != "here":
        return "unrelated"
    return (
        _shared(life, told=kind in RECEIVES and (life.kind == "case" or kind is OrganisationKind.PPO_SCHEME))
        or "same_area"
    )


def _shared(life, *, told):
    if not told:
        return None
    return "shared_live" if life.consent in LIVE else "shared_ended" if life.consent in ENDED else None
