"""The rules of booking, pure: values in, values out, the standard library only.

A city is data (``model.City``); the functions beside it answer what may be done when, what it
costs and why not. Nothing here reads a clock, a file or a database.
"""
