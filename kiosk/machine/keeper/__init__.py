"""Installs a package, watches whether its first screen appears, and goes back if it does not.

It runs as a program of its own, from a copy that the working version made beside the packages: a
new version that cannot even start must not be what decides about itself (decision 0044). So nothing
here imports anything but the standard library.
"""
