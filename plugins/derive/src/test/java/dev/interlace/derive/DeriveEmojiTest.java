package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.plugins.datasets.EmojiProvider;
import dev.interlace.plugins.datasets.EmojiProvider.Language;
import dev.interlace.plugins.datasets.EmojiProvider.Options;
import dev.interlace.plugins.datasets.EmojiProvider.Rows;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Opt-in by the system property {@code interlace.packages}, the folder that {@code npm pack} wrote into. */
class DeriveEmojiTest {
    /** Mean difference of a channel of 0 to 255: rasterisers of different Java releases differ along edges. */
    private static final double DRAWING_TOLERANCE = 1.0;

    @Test
    void theCommittedSetIsTheDerivedSet() throws IOException {
        String property = System.getProperty("interlace.packages", "");
        assumeTrue(
                !property.isEmpty() && Files.exists(Path.of(property, DeriveEmoji.OPENMOJI.file())),
                "skipped: give -Dinterlace.packages=FOLDER, where the packages were fetched by npm pack");
        DeriveEmoji derived = DeriveEmoji.from(Path.of(property));
        try (InputStream table = EmojiProvider.class.getResourceAsStream("emoji/emoji.tsv")) {
            assertEquals(
                    new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8), derived.table());
        }
        Dataset emoji = new EmojiProvider().load(new Options(Rows.ALL, Language.ENGLISH));
        for (int row = 0; row < emoji.rows(); row += 10) {
            String hexcode = emoji.rowIds().get(row);
            assertAlike(derived.picture("color", hexcode), committed(emoji, "colour", row), hexcode);
            if (emoji.column("line").presence().has(row)) {
                assertAlike(derived.picture("black", hexcode), committed(emoji, "line", row), hexcode);
            }
        }
    }

    @Test
    void genderHairAndDirectionLeaveTheCodePoints() {
        assertEquals("1F9D1-2695", EmojiConcepts.remainder("1F469-200D-2695-FE0F"));
        assertEquals("1F6B6", EmojiConcepts.remainder("1F6B6-200D-2640-FE0F-200D-27A1-FE0F"));
        assertEquals("2640", EmojiConcepts.remainder("2640"), "a sign that stands alone stays");
    }

    @Test
    void aConceptCarriesTheNameOfItsFirstRow() {
        EmojiConcepts concepts = EmojiConcepts.load();
        assertEquals("health worker", concepts.concept("1F9D1-200D-2695-FE0F", "health worker"));
        assertEquals("health worker", concepts.concept("1F468-200D-2695-FE0F", "man health worker"));
        assertEquals("clock face", concepts.concept("1F552", "three o’clock"));
    }

    private static BufferedImage committed(Dataset emoji, String column, int row) {
        return ((Raw.Pictures) emoji.column(column))
                .values()
                .get(row)
                .orElseThrow()
                .decode();
    }

    private static void assertAlike(BufferedImage drawn, BufferedImage committed, String hexcode) {
        long difference = 0;
        int size = drawn.getWidth();
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int shift = 0; shift < 32; shift += 8) {
                    difference +=
                            Math.abs((drawn.getRGB(x, y) >> shift & 255) - (committed.getRGB(x, y) >> shift & 255));
                }
            }
        }
        double mean = difference / (4.0 * size * size);
        assertTrue(mean <= DRAWING_TOLERANCE, hexcode + " differs by " + mean + " of 255 on average");
    }
}
