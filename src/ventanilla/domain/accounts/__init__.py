"""What happens to an account, as the log tells it."""

from .events import AccountOpened, SessionClosed, SessionEntered, SessionOpened

__all__ = ["AccountOpened", "SessionClosed", "SessionEntered", "SessionOpened"]
