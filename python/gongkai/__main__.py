"""``python -m gongkai`` is the command."""

import sys

from gongkai.cli import main

sys.exit(main())
