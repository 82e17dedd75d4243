"""A Merkle head over leaves that arrive one by one, in the shape of RFC 9162; memory grows with the tree's height."""

from hashlib import sha256


class Tree:
    """Subtrees that are complete, largest first: one for each one-bit in the number of leaves."""

    def __init__(self) -> None:
        self.leaves = 0
        self._complete: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        node, self.leaves = sha256(b"\x00" + leaf).digest(), self.leaves + 1
        for _ in range(_trailing_zeros(self.leaves)):
            node = _joined(self._complete.pop(), node)
        self._complete.append(node)

    def head(self) -> str:
        if not self._complete:
            return sha256(b"").hexdigest()
        node = self._complete[-1]
        for left in reversed(self._complete[:-1]):
            node = _joined(left, node)
        return node.hex()


def _joined(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _trailing_zeros(number: int) -> int:
    return (number & -number).bit_length() - 1
