"""Builds the Debian packages: ``python -m deploy.build_deb`` (``make deb``, decision 0041)."""
