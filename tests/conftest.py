"""What all tests share: the Hypothesis profiles, and that nothing is kept for the next command in the folder of who runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from generator import user_cache

settings.register_profile("usual", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("VANBAN_PROFILE", "usual"))


@pytest.fixture(scope="session", autouse=True)
def _nothing_kept() -> Iterator[None]:
    """`XDG_CACHE_HOME` is not touched: browsers and fonts lie there too. Commands that tests start as processes keep what they make."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(user_cache, "folder", lambda: None)
        yield
