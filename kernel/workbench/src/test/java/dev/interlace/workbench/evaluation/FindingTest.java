package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Claim.LeastEffect;
import dev.interlace.spi.Claim.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTest {
    private static Finding finding(double low, double high) {
        return Finding.of("it is so", "gain", new Interval((low + high) / 2, low, high, "by hand"));
    }

    private static Finding asking(double low, double high) {
        return new Finding(
                "it is so",
                "gain",
                new Interval((low + high) / 2, low, high, "by hand"),
                Optional.of(new LeastEffect(0.1, "accuracy")));
    }

    @Test
    void anIntervalBelowZeroIsTheOpposite() {
        assertEquals(Verdict.OPPOSITE, finding(-0.446, -0.338).verdict());
        assertTrue(finding(-0.446, -0.338).toString().startsWith("OPPOSITE: it is so\n"));
        assertTrue(finding(-0.446, -0.338)
                .display()
                .data()
                .getOrDefault("text/html", "")
                .contains("<b>OPPOSITE</b>"));
        assertEquals(Verdict.NOT_SEEN, finding(-0.446, 0).verdict());
        assertEquals(Verdict.NOT_SEEN, finding(0, 0.4).verdict());
    }

    @Test
    void anEffectTooSmallToMatterSaysSo() {
        assertEquals("SUPPORTED", asking(0.2, 0.3).words());
        assertEquals(
                "NOT SEEN (above 0, too small to matter: nowhere 0.1 accuracy)",
                asking(0.005, 0.005).words());
        assertEquals(
                "NOT SEEN (above 0, but it may be too small to matter: below 0.1 accuracy)",
                asking(0.05, 0.3).words());
        assertEquals(
                "NOT SEEN (below 0, too small to matter: nowhere below -0.1 accuracy)",
                asking(-0.05, -0.01).words());
        assertEquals("OPPOSITE", asking(-0.3, -0.01).words());
        assertEquals("NOT SEEN", asking(-0.3, 0.01).words());
    }

    @Test
    void findingsUnderAllConditionsAreOppositeAndSomeAreCounted() {
        Findings all = new Findings("it is so", List.of(finding(-0.2, -0.1), finding(-0.4, -0.3)));
        assertEquals(Verdict.OPPOSITE, all.verdict());
        assertTrue(all.toString().startsWith("OPPOSITE: it is so\n"), all.toString());
        Findings some = new Findings("it is so", List.of(finding(-0.2, -0.1), finding(-0.4, 0.3)));
        assertEquals(Verdict.NOT_SEEN, some.verdict());
        assertEquals("NOT SEEN (opposite under 1 of 2 conditions)", some.words());
        Findings both = new Findings("it is so", List.of(finding(-0.2, -0.1), finding(0.1, 0.3)));
        assertEquals("CONDITIONAL (opposite under 1 of 2 conditions)", both.words());
    }
}
