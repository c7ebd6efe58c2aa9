package dev.interlace.workbench.forms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Param;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsFormTest {
    private final Lab lab = Interlace.lab();

    /** Every type and range that an option may have. */
    record Every(
            @Param(doc = "parts", min = 1, max = 9, init = 3)
            int few,

            @Param(doc = "rounds", min = 1, init = 50) int many,
            @Param(doc = "a seed", init = 1L << 40) long large,

            @Param(doc = "how much", unit = "of 1", min = 0, max = 1, init = 0.25)
            double share,

            @Param(doc = "off the steps", min = 0, max = 1, init = 0.0015)
            double odd,

            @Param(doc = "a rate", min = 0, ends = Param.Ends.OPEN_BELOW, init = 0.001)
            double rate,

            @Param(doc = "whether", choice = "true") boolean flag,
            @Param(doc = "which", choice = "CLOSED") Param.Ends ends,
            @Param(doc = "name", choice = "a \"b\"") String name) {}

    private static OptionsForm<Map<String, ?>> form(Map<String, ?> chosen) {
        return OptionsForm.of(new OptionsForm.Source<>(
                OptionsSchema.of(Every.class), chosen, "lab.fusion(\"x\"", options -> options));
    }

    private static String kind(OptionsForm<?> form, String option) {
        return form.field(option)
                .toString()
                .replaceAll(".*\\((?=(a|one|of) )", "")
                .replaceAll("\\)$", "");
    }

    @Test
    void theFieldFollowsTheTypeAndTheRange() {
        OptionsForm<?> form = form(Map.of());
        assertEquals("a slider from 1 to 9", kind(form, "few"));
        assertEquals("a field for a whole number", kind(form, "many"));
        assertEquals("a field for text", kind(form, "large"));
        assertEquals("a slider from 0 to 1", kind(form, "share"));
        assertEquals("a field for a number", kind(form, "odd"));
        assertEquals("a field for a number", kind(form, "rate"));
        assertEquals("a box to tick", kind(form, "flag"));
        assertEquals("one of [CLOSED, OPEN_BELOW, OPEN]", kind(form, "ends"));
        assertEquals("a field for text", kind(form, "name"));
    }

    @Test
    void itStartsWithTheDefaultsOrWhatWasChosenAndNamesOnlyWhatDiffers() {
        assertEquals(Map.of(), form(Map.of()).options());
        assertEquals("lab.fusion(\"x\")", form(Map.of()).code());
        OptionsForm<Map<String, ?>> chosen = form(Map.of("many", 7, "ends", "OPEN"));
        assertEquals(Map.of("many", 7, "ends", Param.Ends.OPEN), chosen.options());
        assertEquals("lab.fusion(\"x\", Map.of(\"many\", 7, \"ends\", \"OPEN\"))", chosen.code());
        assertEquals(chosen.options(), chosen.handle());
        chosen.set("many", 50)
                .set("ends", "closed")
                .set("name", "c\\\"")
                .set("large", 5)
                .set("flag", false);
        assertEquals(
                "lab.fusion(\"x\", Map.of(\"large\", 5L, \"flag\", false, \"name\", \"c\\\\\\\"\"))", chosen.code());
    }

    @Test
    void aFieldThatHoldsWhatTheMethodDoesNotTakeIsToldAndRefused() {
        OptionsForm<Map<String, ?>> form = form(Map.of());
        @SuppressWarnings("unchecked") // a number's field
        var rate = (dev.interlace.jupyter.widgets.ValueWidget<Double>) form.field("rate");
        rate.set(-1.0);
        String message = "OptionsFormTest: rate must be in (0, ∞), got -1.0";
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, form::handle).getMessage());
        assertTrue(form.display().plain().contains(message), form.display().plain());
        rate.set(0.5);
        assertEquals("lab.fusion(\"x\", Map.of(\"rate\", 0.5))", form.code());
        assertFalse(form.display().plain().contains(message), form.display().plain());
    }

    @Test
    void anUnknownFieldIsRefusedWithThoseThatThereAre() {
        assertEquals(
                "the form has no field 'epoch'; it has few, many, large, share, odd, rate, flag, ends, name",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> form(Map.of()).field("epoch"))
                        .getMessage());
    }

    /** One handle of each kind. */
    private List<Handle<?, ?>> handles() {
        return List.of(
                lab.fusion("fusion/gated"),
                lab.alignment("alignment/cca"),
                lab.discrepancy("discrepancy/mmd"),
                lab.loss("loss/infonce"),
                lab.dependence("dependence/hsic"),
                lab.sequence("sequence/soft-dtw"),
                lab.matcher("match/sinkhorn"),
                lab.joint("joint/snf"));
    }

    @Test
    void everyKindOfMethodHasAFormWithAFieldForEachOption() {
        for (Handle<?, ?> handle : handles()) {
            OptionsForm<?> form = handle.form();
            String id = handle.descriptor().id();
            assertTrue(form.code().matches("lab\\.[a-z]+\\(\"" + id + "\"\\)"), form.code());
            for (Option option : handle.descriptor().schema().options()) {
                assertEquals(option.name(), form.field(option.name()).name(), id);
            }
            assertEquals(handle.name(), ((Handle<?, ?>) form.handle()).name());
        }
    }

    @Test
    void everyMethodOfTheCatalogueCanBeFilledIn() {
        List<String> ids = new ArrayList<>(lab.plugins("fusion").ids());
        for (String id : ids) {
            OptionsForm<FusionHandle> form = lab.fusion(id).form();
            assertEquals(Map.of(), form.options(), id);
            DisplayData shown = form.display();
            assertTrue(shown.plain().contains("lab.fusion(\"" + id + "\")"), shown.plain());
        }
    }

    @Test
    void theWorkIsGivenTheMethodOfTheForm() {
        OptionsForm<FusionHandle> form = lab.fusion("fusion/gated").form(FusionHandle::name);
        form.set("hidden", 17);
        assertTrue(
                form.display().plain().contains("[Fit] [Cancel]"),
                form.display().plain());
        assertEquals("fusion/gated {hidden=17}", form.handle().name());
        assertEquals(Optional.empty(), form.result());
    }
}
