"""Receipts: what stands on them, how they look, and how they get onto paper."""
