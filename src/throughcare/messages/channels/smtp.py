"""E-mail by SMTP. Nobody can be asked later whether they took it: a dead line leaves a doubt, not a second try."""

import smtplib
import ssl
from dataclasses import dataclass
from uuid import UUID

from throughcare.messages.channels import MaybeTaken, NotTaken, Outgoing, Receipt, Refused
from throughcare.messages.channels.mime import as_mail

FOR_GOOD = 500
"""From this number on, the other side says that it will never take it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Smtp:
    host: str
    port: int
    sender: str
    user: str = ""
    password: str = ""
    encrypted: str = "starttls"
    """starttls, tls, or none: on this machine only."""
    seconds: float = 20
    name: str = "smtp"
    looks_up: bool = False

    def send(self, message: Outgoing) -> Receipt:
        try:
            line = self._line()
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(_said(error)) from error
        try:
            return self._over(line, message)
        finally:
            line.close()

    def find(self, reference: UUID) -> Receipt | None:
        return None

    def _line(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.encrypted == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.seconds, context=context)
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=self.seconds)
        if self.encrypted == "starttls":
            line.starttls(context=context)
        if self.user:
            line.login(self.user, self.password)
        return line

    def _over(self, line: smtplib.SMTP, message: Outgoing) -> Receipt:
        """Up to the text nothing is taken; once the text is on its way, only an answer tells."""
        try:
            line.ehlo_or_helo_if_needed()
            for code, _ in (line.mail(self.sender), line.rcpt(message.address)):
                _unless_refused(code)
        except (OSError, smtplib.SMTPException) as error:
            raise NotTaken(_said(error)) from error
        try:
            code, _ = line.data(as_mail(message, sender=self.sender))
        except smtplib.SMTPDataError as error:
            _unless_refused(error.smtp_code)
            raise NotTaken(_said(error)) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MaybeTaken(_said(error)) from error
        _unless_refused(code)
        return Receipt(reference=str(message.id))


def _unless_refused(code: int) -> None:
    if code >= FOR_GOOD:
        raise Refused(f"SMTP {code}")
    if code >= 400:
        raise NotTaken(f"SMTP {code}")


def _said(error: Exception) -> str:
    """The kind of error and its number. What a server says can repeat an address."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
