"""Every word on screen and paper, by language. Qt-free; texts live in ``catalogue/`` alone."""
