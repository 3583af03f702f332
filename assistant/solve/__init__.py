"""Answers computed from a company's facts by a formula, with their derivation."""
