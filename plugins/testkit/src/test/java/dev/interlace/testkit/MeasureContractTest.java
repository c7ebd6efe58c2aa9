package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.measure.Measure;
import dev.interlace.spi.measure.Predictions;
import dev.interlace.spi.measure.Ranking;
import dev.interlace.spi.measure.Scale;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The share of errors keeps the contract; measures that are wrong in one way each do not. */
class MeasureContractTest {
    private static MethodDescriptor<NoOptions> described(String name) {
        return MethodDescriptor.of("measure/" + name, "1.0.0", "Errors", "The share of wrong rows", NoOptions.class)
                .withReferences(new Reference("Nobody", "Nothing", "Nowhere", 2026, ""));
    }

    private static double errors(Predictions predictions) {
        double wrong = 0;
        for (int row = 0; row < predictions.rows(); row++) {
            wrong += predictions.right(row) ? 0 : 1;
        }
        return wrong / predictions.rows();
    }

    /** The share of wrong rows. */
    static class Errors implements Measure.OfClasses<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return described("errors");
        }

        @Override
        public Scale scale() {
            return Scale.lower(0, 1);
        }

        @Override
        public double of(Predictions predictions, NoOptions options) {
            return errors(predictions);
        }
    }

    /** Says that more errors are better. */
    static class Praise extends Errors {
        @Override
        public Scale scale() {
            return Scale.higher(0, 1);
        }
    }

    /** Counts where it should share. */
    static class Count extends Errors {
        @Override
        public double of(Predictions predictions, NoOptions options) {
            return errors(predictions) * predictions.rows();
        }
    }

    /** Looks at the first rows alone. */
    static class Hasty extends Errors {
        @Override
        public double of(Predictions predictions, NoOptions options) {
            return errors(predictions.rows(new int[] {0, 1, 2, 3, 4, 5, 6}));
        }
    }

    /** Remembers how often it was asked. */
    static class Moody extends Errors {
        private int asked;

        @Override
        public double of(Predictions predictions, NoOptions options) {
            asked++;
            return errors(predictions) / asked;
        }
    }

    /** Praises late finds. */
    static class Late implements Measure.OfRankings<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return described("late");
        }

        @Override
        public Scale scale() {
            return Scale.higher(0, 1);
        }

        @Override
        public double of(Ranking ranking, NoOptions options) {
            return (double) ranking.rank(0) / ranking.items();
        }
    }

    @Nested
    class ErrorsContract extends Contract {
        ErrorsContract() {
            super(new Errors());
        }
    }

    /** The contract of any of them. */
    abstract static class Contract extends MeasureContract<NoOptions> {
        private final Measure<NoOptions> measure;

        Contract(Measure<NoOptions> measure) {
            this.measure = measure;
        }

        @Override
        protected Measure<NoOptions> method() {
            return measure;
        }
    }

    private static Contract of(Measure<NoOptions> measure) {
        return new Contract(measure) {};
    }

    private static void assertFails(String part, Runnable check) {
        AssertionError error = assertThrows(AssertionError.class, check::run);
        assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
    }

    @Test
    void aMeasureThatPraisesErrorsIsFound() {
        assertFails("HIGHER is better", of(new Praise())::faultlessAnswersAreAtLeastAsGoodAsOthersOnTheStatedSide);
        assertFails("HIGHER is better", of(new Late())::faultlessAnswersAreAtLeastAsGoodAsOthersOnTheStatedSide);
    }

    @Test
    void aValueOutsideTheRangeIsFound() {
        assertFails("outside the measure's own range", of(new Count())::theSameAnswersGiveTheSameValueWithinItsRange);
    }

    @Test
    void aMeasureThatMindsTheOrderOfRowsIsFound() {
        assertFails("rows in another order", of(new Hasty())::theOrderOfRowsDoesNotMatter);
    }

    @Test
    void aMeasureThatRemembersIsFound() {
        assertFails("a second time", of(new Moody())::theSameAnswersGiveTheSameValueWithinItsRange);
    }
}
