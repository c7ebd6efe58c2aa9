package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.LabData;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabCorruptionTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final LabData data = lab.data("colours");

    @Test
    void oneColumnIsDamagedAndTheRestStays() {
        LabData damaged = lab.corrupt(data, "name", "corruption/shout", Map.of());
        assertEquals(
                data.texts("name").stream()
                        .map(text -> text.toUpperCase(Locale.ROOT))
                        .toList(),
                damaged.texts("name"));
        assertSame(data.dataset().column("image"), damaged.dataset().column("image"));
        assertEquals(data.dataset().rowIds(), damaged.dataset().rowIds());
        assertEquals(data.labels(), damaged.labels());
        assertTrue(data.texts("name").contains("a navy disc"), "the data that were given stay");
    }

    @Test
    void theSeedOfTheLabDecides() {
        Map<String, ?> half = Map.of("level", 0.5);
        List<String> first = lab.corrupt(data, "name", "shout", half).texts("name");
        assertEquals(first, lab.corrupt(data, "name", "shout", half).texts("name"));
        assertNotEquals(first, lab.seed(7).corrupt(data, "name", "shout", half).texts("name"));
    }

    @Test
    void theCardSaysWhatWasDone() {
        String text = lab.corrupt(data, "name", "shout", Map.of("level", 0.5))
                .display()
                .plain();
        assertTrue(
                text.contains(
                        "Known flaw: column 'name' was damaged on purpose by corruption/shout {level=0.5}, seed 42"),
                text);
    }

    @Test
    void corruptionsAreListedAsSuch() {
        assertEquals(List.of("corruption/shout"), lab.plugins("corruption").ids());
        assertTrue(lab.plugin("corruption/shout").display().plain().contains("corruption, from"));
    }

    @Test
    void mistakesAreExplained() {
        assertEquals(
                "corruption/shout does not read column 'image', which holds pictures",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.corrupt(data, "image", "corruption/shout", Map.of()))
                        .getMessage());
        assertEquals(
                "unknown column 'nam'; did you mean 'name'? Known: image, name",
                assertThrows(IllegalArgumentException.class, () -> lab.corrupt(data, "nam", "shout", Map.of()))
                        .getMessage());
        assertTrue(String.valueOf(assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.corrupt(data, "name", "encoder/colour", Map.of()))
                        .getMessage())
                .startsWith("'encoder/colour' is not a corruption but a encoder. "));
        assertEquals(
                "Shout: level must be in [0, 1], got 2.0",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> lab.corrupt(data, "name", "shout", Map.of("level", 2)))
                        .getMessage());
    }
}
