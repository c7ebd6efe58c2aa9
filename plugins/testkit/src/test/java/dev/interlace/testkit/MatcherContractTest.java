package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Capability;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MatchProblem;
import dev.interlace.spi.Matcher;
import dev.interlace.spi.Matching;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import dev.interlace.testkit.Problems.Given;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A greedy matcher keeps the contract; matchers with one defect each do not. */
class MatcherContractTest {
    /** Takes the most similar pair of what is left, again and again. */
    static class Greedy implements Matcher<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("match/greedy-of-test", "1.0.0", "Greedy", "Best pair first", NoOptions.class)
                    .withCapabilities(Capability.UNEQUAL_ROWS)
                    .withReferences(new Reference("Anybody", "Best pair first", "Folklore", 1950, ""));
        }

        double share(int items) {
            return 1.0 / items;
        }

        @Override
        public Matching match(MatchProblem problem, NoOptions options, FitContext context) {
            INDArray similarity = problem.similarity()
                    .orElseThrow(() -> new IllegalArgumentException("match/greedy needs a similarity [n, m]"));
            if (!(problem.known() instanceof Supervision.Unpaired)) {
                throw new IllegalArgumentException("match/greedy takes no known pairs");
            }
            double[][] s = Tensors.rows(similarity);
            double[][] mass = new double[s.length][s[0].length];
            int[] rightOf = new int[s.length];
            Arrays.fill(rightOf, -1);
            double value = 0;
            for (int step = 0; step < Math.min(s.length, s[0].length); step++) {
                context.checkCancelled();
                int row = -1;
                int column = -1;
                for (int i = 0; i < s.length; i++) {
                    for (int j = 0; j < s[i].length; j++) {
                        if (!Double.isFinite(similarity.getDouble(i, j))) {
                            throw new IllegalArgumentException("match/greedy: similarities must be finite");
                        }
                        if (!Double.isNaN(s[i][j]) && (row < 0 || s[i][j] > s[row][column])) {
                            row = i;
                            column = j;
                        }
                    }
                }
                value += s[row][column];
                rightOf[row] = column;
                mass[row][column] = share(s.length);
                Arrays.fill(s[row], Double.NaN);
                for (double[] other : s) {
                    other[column] = Double.NaN;
                }
            }
            return new Matching(rightOf, Optional.of(Nd4j.createFromArray(mass)), value, 0, true);
        }
    }

    static class OfGreedy extends MatcherContract<NoOptions> {
        @Override
        protected Matcher<NoOptions> method() {
            return new Greedy();
        }

        @Override
        protected Given given() {
            return Given.SIMILARITY;
        }
    }

    @Nested
    class Kept extends OfGreedy {}

    private static OfGreedy of(Matcher<NoOptions> broken) {
        return new OfGreedy() {
            @Override
            protected Matcher<NoOptions> method() {
                return broken;
            }
        };
    }

    @Test
    void aMatcherThatGoesByTheOrderOfItemsIsFound() {
        OfGreedy contract = of(new Greedy() {
            @Override
            public Matching match(MatchProblem problem, NoOptions options, FitContext context) {
                int[] same = new int[problem.leftItems()];
                Arrays.setAll(same, i -> i);
                return new Matching(same, Optional.empty(), 0, 0, true);
            }
        });
        assertThrows(AssertionError.class, contract::aPlantedMatchingIsFound);
        assertThrows(AssertionError.class, contract::floatAndDoubleAgree);
        assertThrows(AssertionError.class, contract::knownPairsAreKeptOrRejected);
        assertThrows(AssertionError.class, contract::aProblemWithoutWhatTheMethodReadsIsRejected);
        assertThrows(AssertionError.class, contract::notANumberIsRejected);
        assertThrows(AssertionError.class, contract::aCancelledMatchStopsWithTheCallersError);
        assertThrows(AssertionError.class, contract::leftItemsInAnotherOrderAreMatchedInThatOrder);
        assertThrows(AssertionError.class, contract::rightItemsInAnotherOrderAreMatchedInThatOrder);
    }

    @Test
    void aCouplingOfTheWrongMassIsFound() {
        OfGreedy contract = of(new Greedy() {
            @Override
            double share(int items) {
                return 1.001 / items;
            }
        });
        assertThrows(AssertionError.class, contract::theCouplingHasEqualMarginals);
    }

    @Test
    void aChangedInputAndAnUnseededChoiceAreFound() {
        OfGreedy contract = of(new Greedy() {
            private int calls;

            @Override
            public Matching match(MatchProblem problem, NoOptions options, FitContext context) {
                Matching honest = super.match(problem, options, context);
                problem.similarity().orElseThrow().addi(1);
                return new Matching(honest.rightOf(), honest.coupling(), honest.value() + calls++, 0, true);
            }
        });
        assertThrows(AssertionError.class, contract::inputsStayUnchanged);
        assertThrows(AssertionError.class, contract::theSameSeedGivesTheSameMatching);
    }

    @Test
    void aSmallerSideLeftWithoutPartnersIsFound() {
        OfGreedy contract = of(new Greedy() {
            @Override
            public Matching match(MatchProblem problem, NoOptions options, FitContext context) {
                int[] none = new int[problem.leftItems()];
                Arrays.fill(none, -1);
                return new Matching(none, Optional.empty(), 0, 0, true);
            }
        });
        assertThrows(AssertionError.class, contract::sidesMayDifferInItemsIfClaimed);
        assertThrows(AssertionError.class, contract::itemsThatAreAllAlikeGiveSomeMatching);
        assertThrows(AssertionError.class, contract::oneItemOnEachSideIsMatched);
    }
}
