package dev.interlace.workbench.exercises;

import dev.interlace.jupyter.display.CellOutput;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One check of an exercise.
 *
 * @param points what a right answer earns
 * @param what what is checked
 * @param answer calls the student's method
 * @param rule what is wrong with a value; empty where it is right
 * @param mistakes typical wrong values
 * @param agreement when two values are the same
 */
record Check(double points, String what, Callable<?> answer, Rule rule, List<Mistake> mistakes, Agreement agreement) {

    /** Says what is wrong with a value. */
    interface Rule {
        /** What is wrong with {@code got}, empty where it is right. */
        Optional<String> wrong(Agreement agreement, Object got);
    }

    Check {
        mistakes = List.copyOf(mistakes);
        if (!(points > 0 && points < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("check: points must be above 0, got " + points);
        }
        if (what.isBlank()) {
            throw new IllegalArgumentException("check: a few words are needed on what is checked");
        }
        for (Mistake mistake : mistakes) {
            if (mistake.points() >= points) {
                throw new IllegalArgumentException("but: a wrong value earns less than the check's "
                        + Feedback.number(points) + " points, got " + Feedback.number(mistake.points()));
            }
        }
    }

    static Check byValue(double points, String what, Callable<?> answer, Object expected) {
        Rule rule = (agreement, got) -> agreement.difference(expected, got);
        return new Check(points, what, answer, rule, List.of(), Agreement.USUAL);
    }

    @SuppressWarnings("unchecked") // the predicate only sees what its own answer gave
    static <T> Check byCondition(
            double points, String what, Callable<T> answer, Predicate<? super T> right, String otherwise) {
        if (otherwise.isBlank()) {
            throw new IllegalArgumentException("check: a text is needed that says what is wrong otherwise");
        }
        Rule rule = (agreement, got) -> right.test((T) got) ? Optional.empty() : Optional.of(otherwise);
        return new Check(points, what, answer, rule, List.of(), Agreement.USUAL);
    }

    Check within(Agreement other) {
        return new Check(points, what, answer, rule, mistakes, other);
    }

    Check but(Mistake mistake) {
        if (rule.wrong(agreement, mistake.wrong()).isEmpty()) {
            throw new IllegalArgumentException("but: " + agreement.words(mistake.wrong()) + " is right in the check \""
                    + what + "\"; name a wrong value, or narrow within(…)");
        }
        return new Check(
                points,
                what,
                answer,
                rule,
                Stream.concat(mistakes.stream(), Stream.of(mistake)).toList(),
                agreement);
    }

    /** Calls the answer and says what it earned. */
    Feedback.Line run() {
        try {
            return judged(answer.call());
        } catch (Throwable thrown) {
            CellOutput.current().ifPresent(CellOutput::checkInterrupt);
            if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
                throw error;
            }
            return line(0, said(thrown));
        }
    }

    private Feedback.Line judged(@Nullable Object got) {
        if (got == null) {
            return line(0, "the answer is null");
        }
        Optional<String> wrong = rule.wrong(agreement, got);
        if (wrong.isEmpty()) {
            return line(points, "right");
        }
        return mistakes.stream()
                .filter(mistake -> agreement.difference(mistake.wrong(), got).isEmpty())
                .findFirst()
                .map(mistake -> line(mistake.points(), mistake.feedback()))
                .orElseGet(() -> line(0, wrong.get()));
    }

    private static String said(Throwable thrown) {
        String message = thrown.getMessage() == null ? "" : thrown.getMessage().strip();
        if (thrown instanceof UnsupportedOperationException && message.equals("not written yet")) {
            return message;
        }
        if (thrown instanceof StackOverflowError) {
            return "it threw StackOverflowError: does the method call itself without an end?";
        }
        return "it threw " + thrown.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    }

    private Feedback.Line line(double earned, String text) {
        return new Feedback.Line(what, earned, points, text);
    }
}
