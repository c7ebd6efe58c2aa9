"""Where a hub's assignments are handed out and collected."""

import os

c = get_config()  # noqa: F821
c.CourseDirectory.course_id = os.environ.get("NBGRADER_COURSE", "lesson-7-1")
c.Exchange.root = os.environ.get("NBGRADER_EXCHANGE", "/srv/nbgrader/exchange")
