"""What happens to an account, as the log tells it."""

from .events import AccountOpened, SessionClosed, SessionOpened

__all__ = ["AccountOpened", "SessionClosed", "SessionOpened"]
