"""A foreign screen reader: Debian's own python3 with pyatspi, which knows nothing of the kiosk.

Reads a JSON request a line, answers with one. ``{"see": true}`` gives what is showing, in the order
of the tree: id, role, name, description, enabled, checked. ``{"press": ID}`` does what the one
control with this id is there for.
"""

import json
import sys

import pyatspi

_APPLICATION, _WAIT_SECONDS = sys.argv[1], 20


def window():
    """The kiosk's window, or None while there is none."""
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and application.name == _APPLICATION:
            for child in application:
                return child
    return None


def showing(node):
    """The node and all below it that are showing."""
    if node is None or not node.getState().contains(pyatspi.STATE_SHOWING):
        return
    yield node
    for child in node:
        yield from showing(child)


def described(node):
    state = node.getState()
    return [
        node.get_accessible_id(),
        node.getRoleName(),
        node.name,
        node.description,
        state.contains(pyatspi.STATE_ENABLED),
        state.contains(pyatspi.STATE_CHECKED),
    ]


def press(wanted):
    for node in showing(window()):
        if node.get_accessible_id().endswith(f".{wanted}"):
            action = node.queryAction()
            names = [action.getName(i).lower() for i in range(action.nActions)]
            action.doAction(names.index("press") if "press" in names else 0)
            return True
    return False


for line in sys.stdin:
    request = json.loads(line)
    try:
        if "press" in request:
            answer = press(request["press"])
        else:
            answer = [described(node) for node in showing(window())]
    except Exception as gone:  # a control may go away while it is asked
        answer = {"gone": type(gone).__name__}
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()
