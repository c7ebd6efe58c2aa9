"""The command line of Interlace."""

import sys

from interlace_kernel import main

sys.exit(main())
