package dev.interlace.workbench.exercises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.workbench.doubles.RecordedCell;
import dev.interlace.workbench.doubles.Shown;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class ExerciseTest {
    private static final Exercise EMPTY = Exercise.of("3.1", "A mean");

    /** The exercise of the course's documentation, for an answer to its three checks. */
    private static Exercise mean(Callable<?> both, Callable<?> first, Callable<?> hidden) {
        return Exercise.of("3.1", "A mean over the modalities that are present")
                .check(2, "both are present", both, new double[] {0.6, 0.4})
                .but(new double[] {0.3, 0.2}, "the sum was not divided by the number of modalities")
                .check(1, "one is absent", first, new double[] {0.9, 0.1})
                .but(new double[] {0.7, 0.3}, 0.5, "the absent modality was averaged as 0.5")
                .check(1, "three modalities", hidden, new double[] {0.5, 0.5});
    }

    private static Exercise one(Callable<?> answer) {
        return EMPTY.check(1, "a number", answer, 0.5);
    }

    private static String text(Exercise exercise) {
        return exercise.feedback().lines().get(0).text();
    }

    private static double[] thrown() {
        throw new ArrayIndexOutOfBoundsException("Index 2 out of bounds for length 2");
    }

    private static double stub() {
        throw new UnsupportedOperationException("not written yet");
    }

    private static int endless(int depth) {
        return depth < 0 ? 0 : endless(depth + 1) + 1;
    }

    @Test
    void aRightAnswerEarnsAllPoints() {
        Exercise right =
                mean(() -> new double[] {0.6, 0.4}, () -> new double[] {0.9, 0.1}, () -> new double[] {0.5, 0.5});
        assertEquals(4, right.points());
        assertEquals("""
                Exercise 3.1: A mean over the modalities that are present
                   check             points  feedback
                ✓  both are present   2 / 2  right
                ✓  one is absent      1 / 1  right
                ✓  three modalities   1 / 1  right
                4 of 4 points""", Shown.text(right.feedback()));
    }

    @Test
    void eachWrongAnswerEarnsItsPointsAndLaterChecksStillRun() {
        Exercise wrong = mean(() -> new double[] {0.3, 0.2}, () -> new double[] {0.7, 0.3}, ExerciseTest::thrown);
        assertEquals(0.5, wrong.points());
        assertEquals("""
                Exercise 3.1: A mean over the modalities that are present
                   check             points   feedback
                ✗  both are present    0 / 2  the sum was not divided by the number of modalities
                ½  one is absent     0.5 / 1  the absent modality was averaged as 0.5
                ✗  three modalities    0 / 1  it threw ArrayIndexOutOfBoundsException: Index 2 out of bounds for length 2
                0.5 of 4 points""", Shown.text(wrong.feedback()));
    }

    @Test
    void aStubEarnsNothingAndSaysThatItIsNotWritten() {
        assertEquals(0, one(ExerciseTest::stub).points());
        assertEquals("not written yet", text(one(ExerciseTest::stub)));
    }

    @Test
    void whatAnAnswerThrowsBecomesALine() {
        assertEquals("the answer is null", text(one(() -> null)));
        assertEquals(
                "it threw StackOverflowError: does the method call itself without an end?",
                text(one(() -> endless(0))));
        assertEquals("it threw AssertionError", text(one(() -> {
            throw new AssertionError();
        })));
        assertEquals("it threw UnsupportedOperationException: immutable", text(one(() -> {
            throw new UnsupportedOperationException("immutable");
        })));
    }

    @Test
    void aValueThatNoMistakeNamesIsCompared() {
        assertEquals("expected 0.5, got 0.25", text(one(() -> 0.25).but(0.75, "it was turned around")));
        assertEquals("it was turned around", text(one(() -> 0.75).but(0.75, "it was turned around")));
        assertEquals("expected a number, got a text, \"x\"", text(one(() -> "x").but(0.75, "it was turned around")));
    }

    @Test
    void aConditionJudgesWhereMoreThanOneAnswerIsRight() {
        Exercise positive = EMPTY.check(2, "sign", () -> 3, (Integer n) -> n > 0, "it must be above 0");
        Exercise negative = EMPTY.check(2, "sign", () -> -3, (Integer n) -> n > 0, "it must be above 0")
                .but(-3, 1, "the sign was turned");
        assertEquals(2, positive.points());
        assertEquals("the sign was turned", text(negative));
        assertEquals(1, negative.points());
        assertEquals(
                "it must be above 0",
                text(EMPTY.check(2, "sign", () -> -4, (Integer n) -> n > 0, "it must be above 0")));
    }

    @Test
    void aToleranceHoldsForItsOwnCheck() {
        Exercise wide = one(() -> 0.55).within(0.1).check(1, "exact", () -> 0.55, 0.5);
        assertEquals(1, wide.points());
    }

    @Test
    void pointsAddUpWithoutRoundingErrors() {
        Exercise parts =
                EMPTY.check(0.1, "a", () -> 1, 1).check(0.2, "b", () -> 1, 1).check(0.3, "c", () -> 1, 2);
        assertEquals(0.3, parts.points());
        assertEquals(0.6, parts.feedback().of());
    }

    @Test
    void thePointsAreTheValueAndTheTableStandsBelowTheCell() throws InterruptedException {
        RecordedCell cell = new RecordedCell();
        inCell(cell, () -> assertEquals(1, one(() -> 0.5).points()));
        assertEquals(1, cell.lines.size());
        assertTrue(cell.lines.get(0).startsWith("show Exercise 3.1: A mean\n"), cell.lines.get(0));
        assertTrue(cell.html.get(0).contains("<b>1 of 1 points</b>"), cell.html.get(0));
        assertFalse(cell.html.get(0).contains("color:"), "a colour would vanish in one of the themes");
    }

    @Test
    void whatAStudentWroteIsEscaped() {
        assertTrue(Shown.html(one(() -> "<script>").feedback()).contains("\"&lt;script&gt;\"")
                || Shown.html(one(() -> "<script>").feedback()).contains("&quot;&lt;script&gt;&quot;"));
    }

    @Test
    void anInterruptOfTheCellPassesThrough() throws InterruptedException {
        RecordedCell cell = new RecordedCell();
        Exercise stopped = one(() -> {
            cell.interrupt();
            throw new IllegalStateException("the answer was stopped");
        });
        inCell(cell, () -> {
            IllegalStateException passed = assertThrows(IllegalStateException.class, stopped::points);
            assertEquals("interrupted", passed.getMessage());
        });
    }

    private static void inCell(RecordedCell cell, Runnable work) throws InterruptedException {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> {
            CurrentCell.set(cell);
            work.run();
        });
        thread.setUncaughtExceptionHandler((of, thrown) -> failure[0] = thrown);
        thread.start();
        thread.join();
        if (failure[0] != null) {
            throw new AssertionError(failure[0]);
        }
    }

    @Test
    void anExerciseIsNotChangedByItsCalls() {
        one(() -> 1);
        assertEquals("exercise 3.1: A mean, 0 checks; points() runs them", EMPTY.toString());
        assertEquals(
                "exercise 3.1: A mean, 1 check; points() runs them",
                one(() -> 1).toString());
    }

    @Test
    void anAuthorsMistakeIsRefused() {
        assertRefused(
                "exercise: an id and a title are needed, such as exercise(\"3.1\", \"A mean\"), got \"\" and \"A mean\"",
                () -> Exercise.of("", "A mean"));
        assertRefused("check: points must be above 0, got 0.0", () -> EMPTY.check(0, "a", () -> 1, 1));
        assertRefused("check: a few words are needed on what is checked", () -> EMPTY.check(1, " ", () -> 1, 1));
        assertRefused(
                "check: a text is needed that says what is wrong otherwise",
                () -> EMPTY.check(1, "a", () -> 1, n -> n > 0, ""));
        assertRefused(
                "but: a wrong value earns less than the check's 1 points, got 1",
                () -> one(() -> 1).but(3, 1, "why"));
        assertRefused(
                "but: points must be at least 0, got -1.0", () -> one(() -> 1).but(3, -1, "why"));
        assertRefused(
                "but: a feedback is needed that says what the student did",
                () -> one(() -> 1).but(3, ""));
        assertRefused(
                "but: 0.5 is right in the check \"a number\"; name a wrong value, or narrow within(…)",
                () -> one(() -> 1).but(0.5, "why"));
        assertRefused("exercise 3.1: but belongs to the check before it; call check first", () -> EMPTY.but(1, "why"));
        assertRefused("exercise 3.1: within belongs to the check before it; call check first", () -> EMPTY.within(1));
        assertRefused("exercise 3.1: there is nothing to check; call check first", EMPTY::points);
    }

    private static void assertRefused(String text, Callable<?> call) {
        assertEquals(text, assertThrows(RuntimeException.class, call::call).getMessage());
    }
}
