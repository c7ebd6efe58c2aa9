package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim;
import dev.interlace.workbench.evaluation.AttentionFaithfulness.Pair;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttentionFaithfulnessTest {
    private static final double ROUNDING = 1e-12;
    private static final Bootstrap BOOTSTRAP = new Bootstrap(100, 0.95, 1);
    private static final List<Double> SHARES = List.of(0.0, 0.5, 0.9);

    @Test
    void entropyByHand() {
        assertEquals(Math.log(4), AttentionFaithfulness.entropy(new double[] {0.25, 0.25, 0.25, 0.25}), ROUNDING);
        assertEquals(0, AttentionFaithfulness.entropy(new double[] {0, 1, 0}), ROUNDING, "0 ln 0 is 0");
        assertEquals(
                Math.log(2), AttentionFaithfulness.entropy(new double[] {3, 3, 0}), ROUNDING, "weights are scaled");
        assertEquals(0, AttentionFaithfulness.entropy(new double[] {0, 0}), ROUNDING, "a token that sees nothing");
    }

    private static Pair pair(double most, double shuffled, double random, double least) {
        return new Pair(new double[][] {{1, most, 0}, {1, shuffled, 0.5}, {1, random, 0.5}, {1, least, 0.8}}, 0.7, 0.4);
    }

    @Test
    void areasOfTwoPairsByHand() {
        AttentionFaithfulness two = AttentionFaithfulness.of(
                "m", SHARES, List.of(pair(0.2, 0.6, 0.6, 0.9), pair(0.4, 0.5, 0.7, 0.9)), List.of("a", "b"), BOOTSTRAP);
        // random - most: ((0.6 - 0.2) + 0.5) / 2 = 0.45 and ((0.7 - 0.4) + 0.5) / 2 = 0.4
        assertEquals(0.425, two.area().value(), ROUNDING);
        // least - most: ((0.9 - 0.2) + 0.8) / 2 = 0.75 and (0.5 + 0.8) / 2 = 0.65
        assertEquals(0.7, two.span().value(), ROUNDING);
        // random - shuffled: 0 and (0.2 + 0) / 2 = 0.1
        assertEquals(0.05, two.control().value(), ROUNDING);
        assertEquals(0.3, two.curves().get(0).scores().get(1).value(), ROUNDING);
        assertEquals(0.7, two.nats().value(), ROUNDING);
        assertEquals(0.4, two.evenness().value(), ROUNDING);
        assertEquals(Claim.Verdict.SUPPORTED, two.finding().verdict());
    }

    @Test
    void theTextHasAllNumbersOfTheFigure() {
        AttentionFaithfulness one =
                AttentionFaithfulness.of("m", SHARES, List.of(pair(0.25, 0.5, 0.625, 0.875)), List.of("a"), BOOTSTRAP);
        String text = one.toString();
        for (String part : List.of("What attention is worth: m", "0.250", "0.500", "0.625", "0.875", "n = 1 pairs")) {
            assertTrue(text.contains(part), part + " in " + text);
        }
        assertTrue(
                one.figure().text().contains("most attended first"),
                one.figure().text());
    }

    @Test
    void sharesThatDoNotStartAtZeroAreRejected() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> AttentionFaithfulness.of("m", List.of(0.5, 0.9), List.of(), List.of(), BOOTSTRAP));
        assertEquals(
                "AttentionFaithfulness: the shares must ascend from 0 and be two at least, got [0.5, 0.9]",
                e.getMessage());
    }
}
