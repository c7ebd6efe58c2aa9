package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.measure.Estimates;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The contract of measures.
 *
 * @param <O> the options record
 */
public abstract class MeasureContract<O extends Record> extends MethodContract<O> {
    /** Sums in another order. */
    private static final double ROUNDING = 1e-9;

    private static final List<String> CLASSES = List.of("a", "b", "c", "d");
    private static final int ROWS = 60;
    private static final int DRAWS = 20;

    @Override
    protected abstract Measure<O> method();

    /** Answers of the kind that a measure reads: as drawn, with their rows in another order, and faultless. */
    private record Answers<A>(A drawn, A turned, A faultless) {}

    private double predicted(Predictions predictions, O options) {
        Measure<O> measure = method();
        if (measure instanceof Measure.OfClasses<O> classes) {
            return classes.of(predictions, options);
        }
        return ((Measure.OfProbabilities<O>) measure).of(predictions, options);
    }

    private interface Check<O> {
        <A> void of(Answers<A> answers, ToDoubleBiFunction<A, O> value, String where);
    }

    private void each(Check<O> check) {
        for (int draw = 0; draw < DRAWS; draw++) {
            SplittableRandom random = new SplittableRandom(seed() + draw);
            String where = descriptor().id() + ", draw " + draw;
            Measure<O> measure = method();
            if (measure instanceof Measure.OfRankings<O> rankings) {
                Ranking drawn = ranking(random);
                Ranking best = Ranking.of(
                        drawn.items(),
                        IntStream.rangeClosed(1, drawn.relevant()).toArray());
                check.of(new Answers<>(drawn, drawn, best), rankings::of, where);
            } else if (measure instanceof Measure.OfNumbers<O> numbers) {
                Estimates drawn = estimates(random);
                Estimates best = Estimates.of(drawn.truth(), drawn.truth());
                check.of(new Answers<>(drawn, drawn.rows(turned(drawn.rows())), best), numbers::of, where);
            } else {
                // every second draw has no row of the last class, and ties
                Predictions drawn = predictions(random, draw % 2 == 0);
                check.of(
                        new Answers<>(drawn, drawn.rows(turned(drawn.rows())), faultless(drawn)),
                        this::predicted,
                        where);
            }
        }
    }

    private static int[] turned(int rows) {
        return IntStream.range(0, rows).map(row -> rows - 1 - row).toArray();
    }

    private static Predictions predictions(SplittableRandom random, boolean whole) {
        int k = CLASSES.size();
        int[] truth = new int[ROWS];
        double[] probabilities = new double[ROWS * k];
        for (int row = 0; row < ROWS; row++) {
            truth[row] = row < k - 1 ? row : random.nextInt(whole ? k : k - 1);
            double sum = 0;
            for (int c = 0; c < k; c++) {
                double score = (whole ? random.nextDouble() : random.nextInt(4)) + (truth[row] == c ? 0.3 : 0.01);
                probabilities[row * k + c] = score;
                sum += score;
            }
            for (int c = 0; c < k; c++) {
                probabilities[row * k + c] /= sum;
            }
        }
        return Predictions.of(CLASSES, truth, probabilities);
    }

    /** The same rows with probability 1 of the true class. */
    private static Predictions faultless(Predictions drawn) {
        int k = CLASSES.size();
        int[] truth = IntStream.range(0, drawn.rows()).map(drawn::truth).toArray();
        double[] probabilities = new double[truth.length * k];
        for (int row = 0; row < truth.length; row++) {
            probabilities[row * k + truth[row]] = 1;
        }
        return Predictions.of(CLASSES, truth, probabilities);
    }

    private static Ranking ranking(SplittableRandom random) {
        int items = 5 + random.nextInt(60);
        List<Integer> ranks = new ArrayList<>();
        for (int rank = 1; rank <= items; rank++) {
            if (random.nextInt(6) == 0) {
                ranks.add(rank);
            }
        }
        if (ranks.isEmpty()) {
            ranks.add(items);
        }
        return Ranking.of(items, ranks.stream().mapToInt(rank -> rank).toArray());
    }

    private static Estimates estimates(SplittableRandom random) {
        double[] truth = new double[ROWS];
        double[] estimated = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            truth[row] = random.nextInt(20); // ties
            estimated[row] = truth[row] + random.nextInt(9) - 4;
        }
        return Estimates.of(truth, estimated);
    }

    private void require(double value, String where) {
        assertTrue(
                method().scale().holds(value),
                where + ": " + value + " lies outside the measure's own range " + method().scale());
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        each(new Check<O>() {
            @Override
            public <A> void of(Answers<A> answers, ToDoubleBiFunction<A, O> value, String where) {
                require(value.applyAsDouble(answers.drawn, options), where + " under " + options);
            }
        });
    }

    @Test
    final void theSameAnswersGiveTheSameValueWithinItsRange() {
        each(new Check<O>() {
            @Override
            public <A> void of(Answers<A> answers, ToDoubleBiFunction<A, O> value, String where) {
                double once = value.applyAsDouble(answers.drawn, options());
                require(once, where);
                assertEquals(once, value.applyAsDouble(answers.drawn, options()), where + ": a second time");
            }
        });
    }

    @Test
    final void theOrderOfRowsDoesNotMatter() {
        each(new Check<O>() {
            @Override
            public <A> void of(Answers<A> answers, ToDoubleBiFunction<A, O> value, String where) {
                assertEquals(
                        value.applyAsDouble(answers.drawn, options()),
                        value.applyAsDouble(answers.turned, options()),
                        ROUNDING,
                        where + ": rows in another order");
            }
        });
    }

    @Test
    final void faultlessAnswersAreAtLeastAsGoodAsOthersOnTheStatedSide() {
        each(new Check<O>() {
            @Override
            public <A> void of(Answers<A> answers, ToDoubleBiFunction<A, O> value, String where) {
                double drawn = value.applyAsDouble(answers.drawn, options());
                double best = value.applyAsDouble(answers.faultless, options());
                require(best, where + ", faultless");
                double gain = method().scale().better() == Scale.Better.HIGHER ? best - drawn : drawn - best;
                assertTrue(
                        Double.isNaN(gain) || gain >= -ROUNDING,
                        where + ": faultless answers have " + best + ", others " + drawn + ", but "
                                + method().scale().better() + " is better");
            }
        });
    }
}
