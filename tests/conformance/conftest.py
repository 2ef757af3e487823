"""What all tests of finished files share: the samples, built once."""

from tests.samples import all_made, made

__all__ = ["all_made", "made"]
