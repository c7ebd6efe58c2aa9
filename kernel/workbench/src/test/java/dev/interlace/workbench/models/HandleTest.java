package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
