package dev.interlace.workbench.experiments;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Discrepancy;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Method;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A claim names an experiment; here is looked whether there is one. */
class ClaimedExperimentsTest {
    /** Claims of the alignment family whose experiment nobody has written yet. Who writes one takes it off this list. */
    private static final List<String> MISSING = List.of(
            "alignment/attention-cost",
            "alignment/attention-deletion",
            "alignment/coral-moments",
            "alignment/coral-retrieval",
            "alignment/false-negatives",
            "alignment/graph-bootstrap",
            "alignment/graph-noise",
            "alignment/graph-seeds",
            "alignment/hubness",
            "alignment/label-efficiency",
            "alignment/label-propagation-cost",
            "alignment/manifold-curved",
            "alignment/manifold-unpaired",
            "alignment/mmd-retrieval",
            "alignment/mmd-unpaired",
            "alignment/more-than-rotation",
            "alignment/mtranse-structure",
            "alignment/padding",
            "alignment/pairs-needed",
            "alignment/retrieval",
            "alignment/small-spread",
            "discrepancy/bandwidth",
            "discrepancy/c2st-scale",
            "discrepancy/correlation",
            "discrepancy/cost",
            "discrepancy/epsilon",
            "discrepancy/fine-structure",
            "discrepancy/joint",
            "discrepancy/joint-parts",
            "discrepancy/power",
            "discrepancy/projections",
            "discrepancy/shift");

    private static Stream<String> named(Class<? extends Method<?>> service) {
        return ServiceLoader.load(service).stream()
                .filter(provider -> !provider.type().getName().startsWith("dev.interlace.workbench.doubles."))
                .flatMap(provider -> provider.get().descriptor().claims().stream())
                .map(Claim::experiment);
    }

    @SuppressWarnings("unchecked") // a class literal has no parameters
    private static Stream<String> ofFusion() {
        return named((Class<? extends Method<?>>) (Class<?>) FusionMethod.class);
    }

    @Test
    void everyClaimOfFusionNamesAnExperimentThatExistsAndEveryExperimentTestsAClaim() {
        assertEquals(
                new TreeSet<>(Experiments.builtIn().ids()),
                new TreeSet<>(ofFusion().toList()),
                "what claims name, and what experiments there are");
    }

    @Test
    void experimentsHaveIdsOfTheirOwn() {
        List<String> ids = Experiments.builtIn().ids();
        assertEquals(Set.copyOf(ids).size(), ids.size(), ids.toString());
    }

    @Test
    @SuppressWarnings("unchecked") // a class literal has no parameters
    void whatAlignmentClaimsWithoutAnExperimentIsKnown() {
        Set<String> missing = new TreeSet<>(Stream.concat(
                        named((Class<? extends Method<?>>) (Class<?>) AlignmentMethod.class),
                        named((Class<? extends Method<?>>) (Class<?>) Discrepancy.class))
                .toList());
        missing.removeAll(Experiments.builtIn().ids());
        assertEquals(
                new TreeSet<>(MISSING), missing, "experiments of alignment that claims name and nobody has written");
    }
}
