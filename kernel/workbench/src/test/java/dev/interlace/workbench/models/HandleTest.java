package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.PluginException;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class HandleTest {
    private final Lab lab = Interlace.lab().seed(7);

    /** One handle of each kind. */
    private List<Handle<?, ?>> handles() {
        return List.of(
                lab.fusion("fusion/gated"),
                lab.alignment("alignment/cca"),
                lab.discrepancy("discrepancy/mmd"),
                lab.loss("loss/infonce"),
                lab.dependence("dependence/hsic"),
                lab.sequence("sequence/soft-dtw"),
                lab.matcher("match/sinkhorn"));
    }

    private static Option first(Handle<?, ?> handle) {
        return handle.descriptor().schema().options().get(0);
    }

    @Test
    void everyKindTakesOtherOptionsAndAnotherSeedAndKeepsTheFirstHandle() {
        for (Handle<?, ?> handle : handles()) {
            Map<String, ?> chosen = Map.of(first(handle).name(), first(handle).initial());
            Handle<?, ?> other = handle.options(chosen).seed(8);
            assertEquals(chosen, other.options(), handle.name());
            assertEquals(8, other.seed(), handle.name());
            assertEquals(other.descriptor().id() + " " + chosen, other.name());
            assertEquals(Map.of(), handle.options(), handle.name());
            assertEquals(7, handle.seed(), handle.name());
            assertEquals(handle.descriptor().id(), handle.name());
            assertEquals(handle.getClass(), other.getClass());
        }
    }

    @Test
    void aHandleIsShownAsItsHelpCardWithTheOptionsThatWereChosen() {
        for (Handle<?, ?> handle : handles()) {
            String card = lab.plugin(handle.descriptor().id()).toString();
            assertEquals(card, handle.toString(), handle.name());
            assertFalse(card.contains("chosen"), card);
            Handle<?, ?> other =
                    handle.options(Map.of(first(handle).name(), first(handle).initial()));
            DisplayData shown = other.display();
            assertTrue(
                    shown.plain().lines().anyMatch(line -> line.matches("option +chosen +default .*")), shown.plain());
            assertTrue(shown.data().getOrDefault(DisplayData.HTML, "").contains("chosen"), handle.name());
        }
    }

    @Test
    void theCardOfChosenOptionsSaysWhichValueWasChosen() {
        String card = lab.fusion("fusion/gated", Map.of("hidden", 17)).toString();
        assertTrue(card.lines().anyMatch(line -> line.matches("hidden +17 +\\d+ .*")), card);
    }

    @Test
    void everyKindRefusesAnUnknownOptionWhenItIsChosen() {
        for (Handle<?, ?> handle : handles()) {
            String message = String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> handle.options(Map.of("zzzzzzzzzzzz", 3)))
                            .getMessage());
            assertTrue(message.contains("unknown option 'zzzzzzzzzzzz'. Known: "), message);
        }
    }

    /** A method that writes into the rows that it is given. */
    private static final class Writer implements FusionMethod<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of("fusion/writer", "1.0.0", "Writer", "writes into its rows", NoOptions.class);
        }

        @Override
        public FusionModel fit(MultimodalBatch batch, Labels labels, NoOptions options, FitContext context) {
            batch.modalities().forEach(features -> features.values().addi(1));
            throw new IllegalStateException("written");
        }

        @Override
        public FusionModel load(InputStream in) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aMethodFromOutsideCannotChangeTheRowsOfItsCaller() {
        MultimodalBatch batch = MultimodalBatch.of(Features.vector("x", Nd4j.ones(4, 2)));
        Labels labels = Labels.of(List.of("a", "b", "a", "b"));
        FusionHandle writer = lab.fusion(new Writer());
        PluginException error = assertThrows(PluginException.class, () -> writer.fit(batch, labels));
        assertEquals(
                "fusion/writer: IllegalStateException: written, in dev.interlace.workbench.models.HandleTest.Writer"
                        + " from cell; this is a fault of the plugin, not of the call",
                error.getMessage());
        assertEquals(8.0, batch.get("x").values().sumNumber().doubleValue());
    }
}
