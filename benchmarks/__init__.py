"""Measurements, made on purpose and never asserted as time in a test."""
