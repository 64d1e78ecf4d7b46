"""The kinds of connection a printer can have, each as a ``Line`` over python-escpos."""
