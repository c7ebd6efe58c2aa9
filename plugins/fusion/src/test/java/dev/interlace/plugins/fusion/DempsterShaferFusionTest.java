package dev.interlace.plugins.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.plugins.fusion.DempsterShaferFusion.Evidence;
import dev.interlace.plugins.fusion.DempsterShaferFusion.Rule;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class DempsterShaferFusionTest {
    private static final double EXACT = 1e-12;
    private static final float ROUNDING = 1e-6f;
    private static final boolean[] BOTH = {true, true};

    @Test
    void twoMembersMatchTheArithmetic() {
        // m1 = 0.8 (0.5, 0.5): 0.4, 0.4, open 0.2; m2 = 0.5 (0.8, 0.2): 0.4, 0.1, open 0.5
        // a: 0.4*0.4 + 0.4*0.5 + 0.2*0.4 = 0.44; b: 0.4*0.1 + 0.4*0.5 + 0.2*0.1 = 0.26; open 0.1; K = 0.4*0.1 + 0.4*0.4
        // = 0.2
        double[][] said = {{0.5, 0.5}, {0.8, 0.2}};
        double[] reliability = {0.8, 0.5};
        Evidence dempster = DempsterShaferFusion.join(said, BOTH, reliability, Rule.DEMPSTER);
        assertArrayEquals(new double[] {0.55, 0.325}, dempster.mass(), EXACT);
        assertEquals(0.125, dempster.open(), EXACT);
        assertEquals(0.2, dempster.conflict(), EXACT);
        Evidence yager = DempsterShaferFusion.join(said, BOTH, reliability, Rule.YAGER);
        assertArrayEquals(new double[] {0.44, 0.26}, yager.mass(), EXACT);
        assertEquals(0.3, yager.open(), EXACT);
        assertEquals(0.2, yager.conflict(), EXACT);
        // shares 0.25, 0.75: 0.44 + 0.3 * 0.25 = 0.515
        assertArrayEquals(new double[] {0.515, 0.485}, yager.probabilities(new double[] {0.25, 0.75}), EXACT);
    }

    @Test
    void zadehsPatientIsCertainUnderDempsterAndOpenUnderYager() {
        // 0.99 for one illness each, 0.01 for the third: Dempster makes the third all but certain, although both hold
        // it for unlikely
        double[][] said = {{0.99, 0, 0.01}, {0, 0.99, 0.01}};
        double[] reliability = {0.999999, 0.999999};
        Evidence dempster = DempsterShaferFusion.join(said, BOTH, reliability, Rule.DEMPSTER);
        assertTrue(dempster.mass()[2] > 0.9 && dempster.conflict() > 0.99, dempster.toString());
        Evidence yager = DempsterShaferFusion.join(said, BOTH, reliability, Rule.YAGER);
        assertTrue(yager.open() > 0.99, yager.toString());
    }

    @Test
    void anAbsentOrUnreliableMemberChangesNothing() {
        double[][] said = {{0.7, 0.2, 0.1}, {0.1, 0.1, 0.8}};
        Evidence alone =
                DempsterShaferFusion.join(said, new boolean[] {true, false}, new double[] {0.6, 0.9}, Rule.DEMPSTER);
        Evidence vacuous = DempsterShaferFusion.join(said, BOTH, new double[] {0.6, 0}, Rule.DEMPSTER);
        assertArrayEquals(alone.mass(), vacuous.mass(), EXACT);
        assertArrayEquals(new double[] {0.42, 0.12, 0.06}, alone.mass(), EXACT);
        assertEquals(0.4, alone.open(), EXACT);
        assertEquals(0, alone.conflict(), EXACT);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void threeMembersAtOnceAreTheSumOverAllSetsOfFocalElements(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] said = new double[3][3];
        double[] reliability = new double[3];
        for (int m = 0; m < 3; m++) {
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                said[m][c] = random.nextDouble();
                sum += said[m][c];
            }
            for (int c = 0; c < 3; c++) {
                said[m][c] /= sum;
            }
            reliability[m] = random.nextDouble();
        }
        double[] mass = new double[4]; // 3 is the whole frame
        double conflict = 0;
        for (int focal = 0; focal < 64; focal++) {
            int[] chosen = {focal % 4, focal / 4 % 4, focal / 16};
            double product = 1;
            int meet = 3;
            boolean empty = false;
            for (int m = 0; m < 3; m++) {
                product *= chosen[m] == 3 ? 1 - reliability[m] : reliability[m] * said[m][chosen[m]];
                empty |= meet != 3 && chosen[m] != 3 && chosen[m] != meet;
                meet = chosen[m] == 3 ? meet : chosen[m];
            }
            conflict += empty ? product : 0;
            mass[meet] += empty ? 0 : product;
        }
        Evidence joined = DempsterShaferFusion.join(said, new boolean[] {true, true, true}, reliability, Rule.DEMPSTER);
        assertEquals(conflict, joined.conflict(), EXACT, "seed " + seed);
        for (int c = 0; c < 3; c++) {
            assertEquals(mass[c] / (1 - conflict), joined.mass()[c], EXACT, "seed " + seed);
        }
        assertEquals(mass[3] / (1 - conflict), joined.open(), EXACT, "seed " + seed);
    }

    private static INDArray rows(int n, float... values) {
        return Host.tensor(DataType.FLOAT, values, n, values.length / n);
    }

    @Test
    void theConflictIsReportedAndARowOfNothingIsOpen() {
        DempsterShaferFusion method = new DempsterShaferFusion();
        MultimodalBatch batch = MultimodalBatch.of(
                Features.scores("one", rows(3, 0.5f, 0.5f, 1, 0, 0, 1), Presence.where(3, row -> row < 2)),
                Features.scores("two", rows(3, 0.8f, 0.2f, 0, 1, 0, 1), Presence.where(3, row -> row < 2)));
        DecisionModel model = (DecisionModel) method.fit(
                batch,
                Labels.of(List.of("a", "b", "b")),
                method.descriptor().schema().parse(Map.of("reliability", 0.5)),
                FitContext.seeded(1));
        Map<String, INDArray> said = model.explain(batch);
        INDArray conflict = said.get("conflict");
        INDArray open = said.get("open");
        assertNotNull(conflict);
        assertNotNull(open);
        // row 0: 0.25 * 0.1 + 0.25 * 0.4 = 0.125; row 1: 0.5 * 0.5 = 0.25; row 2: nobody speaks
        assertArrayEquals(new float[] {0.125f, 0.25f, 0}, Host.floats(conflict), ROUNDING);
        assertEquals(1, Host.floats(open)[2], ROUNDING);
        float[] p = Host.floats(model.predict(batch));
        assertArrayEquals(new float[] {1 / 3f, 2 / 3f}, new float[] {p[4], p[5]}, ROUNDING, "the class shares");
    }

    @Test
    void learningReliabilityWithoutHeldOutRowsIsRejected() {
        assertEquals(
                "Options.holdout must be above 0 where reliability is learned (0), got 0.0: on its own training rows a member"
                        + " looks better than it is",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new DempsterShaferFusion()
                                        .descriptor()
                                        .schema()
                                        .parse(Map.of("holdout", 0)))
                        .getMessage());
    }
}
