"""``python -m booking_service`` is the command ``booking-service``."""

import sys

from booking_service.cli import main

sys.exit(main())
