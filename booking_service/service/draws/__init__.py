"""Draws as the service holds them: planned, listed, drawn, published, handed on."""
