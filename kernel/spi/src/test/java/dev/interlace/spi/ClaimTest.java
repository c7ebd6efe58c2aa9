package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Claim.LeastEffect;
import dev.interlace.spi.Claim.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.3, SUPPORTED",
        "0.1, 0.1, SUPPORTED",
        "0, 0.3, NOT_SEEN",
        "-0.1, 0.3, NOT_SEEN",
        "-0.1, 0, NOT_SEEN",
        "0, 0, NOT_SEEN",
        "-0.0, 0.0, NOT_SEEN",
        "-0.3, -0.1, OPPOSITE",
        "-0.1, -0.1, OPPOSITE",
        "NaN, 0.3, NOT_SEEN",
        "0.1, NaN, NOT_SEEN",
        "NaN, -0.1, NOT_SEEN",
        "-0.1, NaN, NOT_SEEN"
    })
    void theSideOfZeroOnWhichAnIntervalLiesDecides(double low, double high, Verdict expected) {
        assertEquals(expected, Verdict.of(low, high));
    }

    @ParameterizedTest
    @CsvSource({
        "0.2, 0.3, SUPPORTED",
        "0.1, 0.3, SUPPORTED",
        "0.09, 0.3, NOT_SEEN",
        "0.01, 0.05, NOT_SEEN",
        "0, 0.3, NOT_SEEN",
        "-0.05, -0.01, NOT_SEEN",
        "-0.1, -0.01, OPPOSITE",
        "-0.3, -0.2, OPPOSITE",
        "-0.3, 0, NOT_SEEN"
    })
    void anEffectMustReachTheSizeThatMatters(double low, double high, Verdict expected) {
        assertEquals(expected, Verdict.of(low, high, new LeastEffect(0.1, "accuracy")));
    }

    @Test
    void conditionsTogetherAreSupportedOrOppositeWhereEachIsAndConditionalWhereSomeAreSupported() {
        assertEquals(Verdict.SUPPORTED, Verdict.over(List.of(Verdict.SUPPORTED, Verdict.SUPPORTED)));
        assertEquals(Verdict.OPPOSITE, Verdict.over(List.of(Verdict.OPPOSITE, Verdict.OPPOSITE)));
        assertEquals(Verdict.CONDITIONAL, Verdict.over(List.of(Verdict.SUPPORTED, Verdict.NOT_SEEN)));
        assertEquals(Verdict.CONDITIONAL, Verdict.over(List.of(Verdict.OPPOSITE, Verdict.SUPPORTED)));
        assertEquals(Verdict.CONDITIONAL, Verdict.over(List.of(Verdict.CONDITIONAL)));
        assertEquals(Verdict.NOT_SEEN, Verdict.over(List.of(Verdict.OPPOSITE, Verdict.NOT_SEEN)));
        assertEquals(Verdict.NOT_SEEN, Verdict.over(List.of(Verdict.NOT_SEEN)));
        assertEquals(
                "Verdict.over needs the verdict of at least one condition, got none",
                assertThrows(IllegalArgumentException.class, () -> Verdict.over(List.of()))
                        .getMessage());
    }

    @Test
    void verdictsAreToldApartByTheirWords() {
        assertEquals(
                List.of("SUPPORTED", "CONDITIONAL", "NOT SEEN", "OPPOSITE"),
                List.of(Verdict.values()).stream().map(Verdict::words).toList());
    }

    @Test
    void aClaimStatesTheSmallestEffectThatMatters() {
        Claim claim = Claim.pro("It is cheaper", "fusion/cost", "fewer parameters")
                .ofAtLeast(0.1, "ln of a ratio")
                .against("fusion/late")
                .with("counts", "ALL");
        assertEquals(Optional.of(new LeastEffect(0.1, "ln of a ratio")), claim.least());
        assertEquals(
                Optional.empty(), Claim.con("It is not", "fusion/cost", "more").least());
        assertEquals(
                "LeastEffect.size must be in (0, ∞), got 0.0",
                assertThrows(IllegalArgumentException.class, () -> claim.ofAtLeast(0, "accuracy"))
                        .getMessage());
    }
}
