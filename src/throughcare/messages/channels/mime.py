"""A message as an e-mail: plain text, and the appointment for a calendar."""

from email.message import EmailMessage
from email.policy import SMTP

from throughcare.messages.channels import Outgoing


def as_mail(message: Outgoing, *, sender: str) -> bytes:
    """The Message-ID is our own number, so that a mailbox which gets it twice can tell."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.address
    mail["Subject"] = message.subject
    mail["Message-ID"] = f"<{message.id}@{sender.rpartition('@')[2].rstrip('>')}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.text + "\n")
    if message.calendar:
        mail.add_attachment(
            message.calendar, maintype="text", subtype="calendar", filename="appointment.ics",
            params={"method": "PUBLISH", "charset": "utf-8"},
        )  # fmt: skip
    return mail.as_bytes()
