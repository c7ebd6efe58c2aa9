"""nbgrader's settings for the labs: run nbgrader in this folder. The solutions lie in source/."""

from pathlib import Path

c = get_config()  # noqa: F821 (nbgrader gives it)

c.CourseDirectory.course_id = "interlace"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
# a cell that is not written yet compiles, and its check says so
c.ClearSolutions.code_stub = {
    "java": '// YOUR CODE HERE\nthrow new UnsupportedOperationException("not written yet");',
}
c.ClearSolutions.begin_solution_delimeter = "BEGIN SOLUTION"
c.ClearSolutions.end_solution_delimeter = "END SOLUTION"
# the longest cell of a lab takes half a minute on a slow laptop
c.ExecutePreprocessor.timeout = 300
c.Execute.timeout = 300
