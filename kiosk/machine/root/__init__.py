"""Root's side of ``kiosk/machine``: reads a task, does one thing, answers, ends.

Everything that reaches the machine goes through ``Host``: programs by a fixed list, files below one
folder. A family of tasks is a module; ``deeds.py`` says which function does which task.
"""
