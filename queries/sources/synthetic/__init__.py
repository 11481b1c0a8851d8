"""A made-up registry with the joint structure and the quirks of the real one, for demonstration and tests."""

from queries.sources.synthetic.writer import (
    UNTIL,
    RegistryNotEmpty,
    SyntheticReport,
    write_synthetic_registry,
)

__all__ = ["UNTIL", "RegistryNotEmpty", "SyntheticReport", "write_synthetic_registry"]
