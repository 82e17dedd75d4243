"""What the database itself forbids: a protocol, an endorsement and an end are never changed or removed."""

from throughcare.journal.append_only import Kept

PROTOCOLS = Kept(
    room="sharing",
    unique={
        "sharing_protocol": ("id = NEW.id", "(line = NEW.line AND version = NEW.version)"),
        "sharing_endorsement": (
            "id = NEW.id", "(protocol_id = NEW.protocol_id AND side_id = NEW.side_id)",
            "(protocol_id = NEW.protocol_id AND account_id = NEW.account_id)",
        ),
        "sharing_protocolend": ("protocol_id = NEW.protocol_id",),
    },
)  # fmt: skip
