"""One person's plain entries, with every version kept: who replaced whom, what stands, what names what."""

NEVER = None


class Record:
    """Entries in the order in which things happened: instant, place of the kind in the registry, id."""

    def __init__(self, entries):
        by_id = {e["id"]: dict(e) for e in entries}
        for e in by_id.values():
            root = e
            while root["replaces"]:
                root = by_id[root["replaces"]]
            e["root"], e["mended"] = root["id"], NEVER
        for e in by_id.values():
            if e["replaces"]:
                by_id[e["replaces"]]["mended"] = (e["written"], e["id"])
        for e in by_id.values():
            for link in e["links"]:
                e[link] = by_id[e[link]]["root"] if e[link] in by_id else e[link]
        told = [e for e in by_id.values() if e["kind"] not in ("voided", "moved")]
        self.versions = {}
        for e in told:
            self.versions.setdefault(e["root"], []).append(e)
        for versions in self.versions.values():
            versions.sort(key=lambda e: self._depth(e, by_id))
            for age, e in enumerate(versions):
                e["older"] = versions[:age][::-1]
        self.stands = sorted((e for e in told if not e["mended"]), key=lambda e: (e["at"], e["rank"], e["id"]))
        self.now = {e["root"]: e for e in self.stands}

    @staticmethod
    def _depth(entry, by_id):
        depth = 0
        while entry["replaces"]:
            entry, depth = by_id[entry["replaces"]], depth + 1
        return depth

    def all(self, *kinds, where=lambda e: True, **fields):
        """What stands of these kinds with these answers, in order."""
        return [
            e for e in self.stands
            if e["kind"] in kinds and all(e[name] == value for name, value in fields.items()) and where(e)
        ]  # fmt: skip

    def some(self, root):
        """The version that stands, or else the last that stood."""
        return self.now.get(root) or (self.versions[root][-1] if root in self.versions else None)

    def up(self, entry, kind, *, standing=False):
        """The first entry of this kind on the way from an entry to what it names, and what that names.

        A duty belongs where its cause once belonged; an ending counts only if it rests on what still stands.
        """
        waiting, find = [entry], self.now.get if standing else self.some
        for e in waiting:
            if e["kind"] == kind:
                return e
            waiting += [found for link in e["links"] if (found := find(e[link]))]
        return None

    def causes(self, kind, holds):
        """Each root of this kind that ever held: its last holding version, and the mending that took it away."""
        for root, versions in self.versions.items():
            held = [e for e in versions if e["kind"] == kind and holds(e)]
            if held:
                yield held[-1], (NEVER if root in self.now and held[-1] is self.now[root] else held[-1]["mended"])

    def stopped_holding(self, root, holds):
        """Since when, and by which entry, a fact no longer holds; None while it does."""
        versions = self.versions.get(root, [])
        last = versions[-1] if versions else None
        if last is None or (holds(last) and not last["mended"]):
            return None
        if holds(last):
            return last["mended"]
        while (at := versions.index(last)) and not holds(versions[at - 1]):
            last = versions[at - 1]
        return versions[at - 1]["mended"] if at else (versions[-1]["at"], versions[-1]["id"])
