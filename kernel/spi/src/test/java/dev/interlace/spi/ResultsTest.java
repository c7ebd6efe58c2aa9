package dev.interlace.spi;

import static dev.interlace.spi.Rejections.requireMessage;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories, provenance and contexts: what a fit is given and what it leaves. */
class ResultsTest {
    record Options(
            @Param(doc = "rate", min = 0, max = 1, init = 0.1)
            double rate,

            @Param(doc = "policy", choice = "MEAN") MissingPolicy policy) {}

    private static final MethodDescriptor<Options> METHOD =
            MethodDescriptor.of("fusion/early", "1.2.3", "Early", "Concatenates", Options.class);

    @Test
    void aPermutationTestShowsItself() {
        assertEquals(
                "value 0.1235, p = 0.01000 (99 permutations)",
                new Discrepancy.PermutationTest(0.12345678, 0.01, 99).toString());
    }

    @Test
    void aHistoryKeepsItsSeriesInOrder() {
        Map<String, List<Double>> series = new LinkedHashMap<>();
        series.put("z loss", new ArrayList<>(List.of(2.0, 1.0)));
        series.put("a loss", List.of());
        History history = new History(series, List.of("stopped early"));
        series.clear();
        assertEquals(List.of("z loss", "a loss"), List.copyOf(history.series().keySet()));
        assertEquals(List.of(2.0, 1.0), history.get("z loss"));
        requireMessage(
                "unknown series 'z los'; did you mean 'z loss'? Known: z loss, a loss", () -> history.get("z los"));
        assertThrows(
                UnsupportedOperationException.class, () -> history.get("z loss").add(0.0));
    }

    @Test
    void historiesJoinUnderAPrefix() {
        History one = new History(Map.of("loss", List.of(1.0)), List.of("first"));
        History both = one.and("image ", new History(Map.of("loss", List.of(2.0)), List.of("second")));
        assertEquals(List.of(2.0), both.get("image loss"));
        assertEquals(List.of("first", "image second"), both.warnings());
        assertEquals(one, one.and("nothing ", History.empty()));
    }

    @Test
    void provenanceSufficesToParseTheOptionsAgain() {
        Options options = new Options(0.1 + 0.2, MissingPolicy.LEARNED_TOKEN);
        FitContext context = FitContext.seeded(9).on("data/emoji");
        Provenance provenance = Provenance.of(METHOD, options, context, "CpuBackend");
        assertEquals(options, METHOD.schema().parse(provenance.options()));
        assertEquals(
                new Provenance(
                        "fusion/early",
                        "1.2.3",
                        Map.of("rate", "0.30000000000000004", "policy", "LEARNED_TOKEN"),
                        9,
                        "data/emoji",
                        "CpuBackend"),
                provenance);
    }

    @Test
    void aPartOfAFitHasItsOwnSeedAndNamesItsProgress() {
        List<Progress.Step> heard = new ArrayList<>();
        FitContext context = FitContext.seeded(3).with((Progress) heard::add).grouped(List.of("a"));
        FitContext part = context.split("member image");
        part.progress().on(new Progress.Step("fusion/early", 1, 5, "loss", 0.5));
        assertEquals(List.of(new Progress.Step("member image: fusion/early", 1, 5, "loss", 0.5)), heard);
        assertEquals(new SeedSource(3).split("member image"), part.seeds());
        assertEquals(List.of("a"), part.groups());
    }

    @Test
    void aPartOfAFitKeepsItsStatesInAFolderOfItsOwn() {
        FitContext context = FitContext.seeded(3).checkpoints(Path.of("states"), 5);
        assertEquals(
                new CheckpointFolder(Path.of("states"), 5),
                context.checkpoints().orElseThrow());
        assertEquals(
                new CheckpointFolder(Path.of("states", "part-member+a%2F.."), 5),
                context.on("data/x").split("member a/..").checkpoints().orElseThrow());
        assertEquals(Optional.empty(), FitContext.seeded(3).split("a").checkpoints());
        assertEquals(
                context.checkpoints(),
                FitContext.seeded(3).keeping(context.checkpoints()).checkpoints());
        requireMessage(
                "CheckpointFolder.every must be at least 1, got 0",
                () -> FitContext.seeded(3).checkpoints(Path.of("states"), 0));
    }

    @Test
    void aCancellationAsksEveryTime() {
        boolean[] cancelled = new boolean[1];
        FitContext context = FitContext.seeded(3).with(Cancellation.when(() -> cancelled[0]));
        context.checkCancelled();
        cancelled[0] = true;
        assertThrows(java.util.concurrent.CancellationException.class, context::checkCancelled);
    }

    @Test
    void aDescriptorIsCheckedAndExtended() {
        assertEquals("fusion", METHOD.family());
        MethodDescriptor<Options> more =
                METHOD.withFormula("x").withLesson("fusion/early").withUseCases("a", "b");
        assertEquals("x", more.formula());
        assertEquals(List.of("a", "b"), more.useCases());
        assertEquals(METHOD.optionsType(), more.optionsType());
        requireMessage(
                "MethodDescriptor.id must be family/name in lower case, got 'Early'",
                () -> MethodDescriptor.of("Early", "1.0.0", "", "", Options.class));
        requireMessage(
                "fusion/early: version must be semantic such as 1.0.0, got '1.0'",
                () -> MethodDescriptor.of("fusion/early", "1.0", "", "", Options.class));
    }

    @Test
    void aReferenceReadsAsOneLine() {
        assertEquals(
                "Gretton et al.: A Kernel Two-Sample Test. JMLR, 2012, eq. 5",
                new Reference("Gretton et al.", "A Kernel Two-Sample Test", "JMLR", 2012, "eq. 5").toString());
    }
}
