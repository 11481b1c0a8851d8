"""Attacks on releases: what must hold before one is published, and what a data-protection officer can file."""

from queries.release.audit.cases import Sample
from queries.release.audit.checks import check_tables, exempt
from queries.release.audit.report import AuditReport, Check
from queries.release.audit.run import DEFAULT, THOROUGH, audit

__all__ = ["DEFAULT", "THOROUGH", "AuditReport", "Check", "Sample", "audit", "check_tables", "exempt"]
