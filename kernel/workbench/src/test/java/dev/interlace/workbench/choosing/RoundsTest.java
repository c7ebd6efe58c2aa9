package dev.interlace.workbench.choosing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.workbench.choosing.Learner.Scored;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Folds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** The clock is the test's own: a fit moves it on. */
class RoundsTest {
    private static final Labels CLASSES = Labels.of(List.of("a", "b"), new int[] {0, 1, 0, 1, 0, 1, 0, 1});
    private static final List<String> GROUPS =
            IntStream.range(0, 8).mapToObj(Integer::toString).toList();
    private static final Encoded ROWS = new Encoded(
            MultimodalBatch.of(Features.vector("x", Nd4j.createFromArray(new float[8][1]))),
            Map.of("y", CLASSES),
            GROUPS,
            "drawn");

    private final AtomicLong now = new AtomicLong();
    private final List<String> fits = new ArrayList<>();

    private Rounds rounds(int seconds) {
        return new Rounds(
                new Folds(4, 1).nested(GROUPS, CLASSES),
                round -> new EncodedSplit(
                        ROWS.rows(round.train()), ROWS.rows(round.validation()), ROWS.rows(round.test())),
                1,
                Duration.ofSeconds(seconds),
                now::get);
    }

    /** A learner whose fit takes that long, in steps of a tenth of a second. */
    private Rounds.Entry entry(String name, double seconds) {
        return new Rounds.Entry(name, (round, context) -> {
            fits.add(name);
            for (int step = 0; step < Math.round(10 * seconds); step++) {
                now.addAndGet(100_000_000);
                context.checkCancelled();
            }
            return new Scored(
                    new double[round.validation().rows()],
                    new double[round.test().rows()],
                    1,
                    seconds);
        });
    }

    @Test
    void whatTheTimeDoesNotSufficeForIsNamedWithTheReason() {
        // 20 s: the baseline takes 4; probes may take 8 of the other 16, 4 each of the first two
        Rounds.Outcome outcome = rounds(20)
                .run(
                        "test",
                        List.of(entry("base", 1)),
                        List.of(entry("slow", 7), entry("middle", 3), entry("fast", 1)));
        assertEquals(Set.of("base", "fast"), outcome.scored().keySet());
        assertEquals(
                "its first fit took longer than its share of the time, 2.667 s",
                outcome.notRun().get("slow"));
        assertTrue(
                String.valueOf(outcome.notRun().get("middle")).matches(".*(share of the time|would take about 9 s).*"),
                outcome.notRun().toString());
        assertTrue(outcome.seconds() <= 20.2, "the limit is honoured, got " + outcome.seconds());
    }

    @Test
    void aBaselineThatRunsOnIsStoppedAfterItsShare() {
        Rounds.Outcome outcome =
                rounds(10).run("test", List.of(entry("base", 0.5), entry("endless", 1000)), List.of(entry("late", 1)));
        assertEquals(
                "its share of the time was over in fold 1 of 4",
                outcome.notRun().get("endless"));
        // 10 s: base takes 2, endless a quarter of 8; the other fits find their 4 s
        assertEquals(Set.of("base", "late"), outcome.scored().keySet());
        assertEquals(8, outcome.seconds(), 0.2);
    }

    @Test
    void theFirstBaselineIsMeasuredWhateverTheTime() {
        Rounds.Outcome outcome = rounds(1).run("test", List.of(entry("base", 2)), List.of(entry("other", 1)));
        assertEquals(4, Objects.requireNonNull(outcome.scored().get("base")).size());
        assertEquals(Set.of("other"), outcome.notRun().keySet());
    }

    @Test
    void aFitThatRunsIntoTheLimitIsStopped() {
        AtomicLong calls = new AtomicLong();
        Rounds.Entry slowing = new Rounds.Entry("slowing", (round, context) -> {
            Scored quick = entry("slowing", 1).learner().fit(round, context);
            return calls.incrementAndGet() == 1
                    ? quick
                    : entry("slowing", 1000).learner().fit(round, context);
        });
        Rounds.Outcome outcome = rounds(10).run("test", List.of(entry("base", 0.5)), List.of(slowing));
        assertEquals("the time was over in fold 2 of 4", outcome.notRun().get("slowing"));
        assertEquals(10, outcome.seconds(), 0.2);
    }

    @Test
    void theCheapestGoThroughTheOtherRoundsFirst() {
        rounds(1000).run("test", List.of(), List.of(entry("slow", 2), entry("fast", 1)));
        assertEquals(List.of("slow", "fast", "fast", "fast", "fast", "slow", "slow", "slow"), fits);
    }

    @Test
    void whatRefusesOrFailsIsKeptWithWhatItSays() {
        Rounds.Entry refuses = new Rounds.Entry("refuses", (round, context) -> {
            throw new IllegalArgumentException("two modalities are needed");
        });
        Rounds.Entry fails = new Rounds.Entry("fails", (round, context) -> {
            throw new IllegalStateException("broken");
        });
        Rounds.Outcome outcome = rounds(100).run("test", List.of(entry("base", 1)), List.of(refuses, fails));
        assertEquals(Map.of("refuses", "two modalities are needed", "fails", "failed: broken"), outcome.refused());
        assertEquals(Set.of("base"), outcome.scored().keySet());
    }

    @Test
    void anInterruptEndsAll() {
        Rounds.Entry interrupted = new Rounds.Entry("interrupted", (round, context) -> {
            throw new CancellationException("stop");
        });
        assertThrows(
                CancellationException.class,
                () -> rounds(100).run("test", List.of(), List.of(interrupted, entry("other", 1))));
        assertEquals(List.of(), fits);
    }
}
