package dev.interlace.workbench.exercises;

import dev.interlace.jupyter.display.CellOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A task for a student with the checks that grade the answer.
 *
 * <p>A check calls the student's method, compares what it gives with what is right, and names the mistake where the
 * value is a typical wrong one. It never throws: what an answer throws becomes a line of the feedback, and later checks
 * still run. Only an interrupt of the cell passes through.
 *
 * <pre>{@code
 * lab.exercise("3.1", "A mean over the modalities that are present")
 *     .check(2, "both are present", () -> pool(p, both), new double[] {0.6, 0.4})
 *         .but(new double[] {0.3, 0.2}, "the sum was not divided by the number of modalities")
 *     .check(1, "one is absent", () -> pool(p, first), new double[] {0.9, 0.1})
 *         .but(new double[] {0.7, 0.3}, 0.5, "the absent modality was averaged as 0.5")
 *     .points()
 * }</pre>
 *
 * <p>An exercise does not change: every call gives another one. The last call is {@link #points}, whose value nbgrader
 * reads as the points of the cell.
 */
public final class Exercise {
    private final String id;
    private final String title;
    private final List<Check> checks;

    private Exercise(String id, String title, List<Check> checks) {
        this.id = id;
        this.title = title;
        this.checks = List.copyOf(checks);
    }

    /** An exercise without checks, for instance {@code of("3.1", "A mean over the modalities that are present")}. */
    public static Exercise of(String id, String title) {
        if (id.isBlank() || title.isBlank()) {
            throw new IllegalArgumentException(
                    "exercise: an id and a title are needed, such as exercise(\"3.1\", \"A mean\"), got \"" + id
                            + "\" and \"" + title + "\"");
        }
        return new Exercise(id, title, List.of());
    }

    /**
     * Adds a check by value.
     *
     * @param points what a right answer earns, above 0
     * @param what what is checked, in a few words
     * @param answer calls the student's method
     * @param expected the right value: a number, text, boolean, (nested) array, tensor, list, map or record; numbers
     *     agree within 1e-6, absolutely or relatively
     */
    public Exercise check(double points, String what, Callable<?> answer, Object expected) {
        return with(Check.byValue(points, what, answer, expected));
    }

    /**
     * Adds a check by a condition, for answers of which more than one is right.
     *
     * @param points what a right answer earns, above 0
     * @param what what is checked, in a few words
     * @param answer calls the student's method
     * @param right whether its value is right
     * @param otherwise what the student reads where it is not
     */
    public <T> Exercise check(
            double points, String what, Callable<T> answer, Predicate<? super T> right, String otherwise) {
        return with(Check.byCondition(points, what, answer, right, otherwise));
    }

    /** Lets the numbers of the last check differ by {@code tolerance}, absolutely or relatively, instead of 1e-6. */
    public Exercise within(double tolerance) {
        return replaced(last("within").within(new Agreement(tolerance)));
    }

    /** Names a typical wrong value of the last check, which earns nothing. */
    public Exercise but(Object wrong, String feedback) {
        return but(wrong, 0, feedback);
    }

    /** Names a typical wrong value of the last check, which earns some of its points. */
    public Exercise but(Object wrong, double points, String feedback) {
        return replaced(last("but").but(new Mistake(wrong, points, feedback)));
    }

    private Exercise with(Check check) {
        return new Exercise(
                id, title, Stream.concat(checks.stream(), Stream.of(check)).toList());
    }

    private Check last(String call) {
        if (checks.isEmpty()) {
            throw new IllegalStateException(
                    "exercise " + id + ": " + call + " belongs to the check before it; call check first");
        }
        return checks.get(checks.size() - 1);
    }

    private Exercise replaced(Check last) {
        List<Check> changed = new ArrayList<>(checks);
        changed.set(changed.size() - 1, last);
        return new Exercise(id, title, changed);
    }

    /** Runs every check and says what each found. */
    public Feedback feedback() {
        if (checks.isEmpty()) {
            throw new IllegalStateException("exercise " + id + ": there is nothing to check; call check first");
        }
        return new Feedback(id, title, checks.stream().map(Check::run).toList());
    }

    /** Runs every check, shows what each found below the cell, and returns the points earned. */
    public double points() {
        Feedback feedback = feedback();
        CellOutput.current().ifPresent(cell -> cell.display(feedback.display()));
        return feedback.points();
    }

    @Override
    public String toString() {
        return "exercise " + id + ": " + title + ", " + checks.size() + (checks.size() == 1 ? " check" : " checks")
                + "; points() runs them";
    }
}
