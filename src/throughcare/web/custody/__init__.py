"""The custody desk: the suite, booking in, the first assessment, notices, release."""
