package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.FitContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationAlignmentTest {
    private static <O extends Record> AlignmentModel fit(
            AlignmentMethod<O> method, TwoGraphs graphs, Map<String, ?> options) {
        return method.fit(
                graphs.left(),
                graphs.right(),
                graphs.seeds(),
                method.descriptor().schema().parse(options),
                FitContext.seeded(3));
    }

    @Test
    void translationsFindPartnersWithoutFeatures() {
        TwoGraphs graphs = TwoGraphs.planted(8, 100, 1e6); // features are noise
        AlignmentModel model = fit(new TranslationAlignment(), graphs, Map.of("width", 24, "epochs", 300));
        double rank = graphs.meanRank(model);
        assertTrue(rank < 0.4, "the mean rank of an unseen partner is " + rank + " of all, chance is 0.5");
    }

    @Test
    void aGraphWithoutEdgesIsRejected() {
        TwoGraphs graphs = TwoGraphs.planted(9, 20, 1);
        assertEquals(
                "alignment/mtranse: the graph of 'left' has no edges, and facts are all that this method learns from",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> fit(new TranslationAlignment(), graphs.withoutEdges(), Map.of()))
                        .getMessage());
    }
}
