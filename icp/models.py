"""Gathers the rooms' models, so that Django finds them."""

from icp.eligibility.models import EligibilityCheck, RulePolicy, Summary

__all__ = ["EligibilityCheck", "RulePolicy", "Summary"]
