"""The whole set-up in order, skipped in an instant when it is complete."""

from . import odoosrc, postgres, pyenv, settings, system
from .say import lock


def ensure(database=True):
    """Make the machine ready; True when the private PostgreSQL was started here."""
    settings.cache_root().mkdir(parents=True, exist_ok=True)
    marker = settings.env_dir() / ".ready"
    if not marker.exists() or system.missing():
        with lock(settings.cache_root() / "setup.lock", "setting up"):
            system.ensure()
            odoosrc.ensure()
            pyenv.ensure()
            marker.touch()
    return postgres.ensure() if database else False
