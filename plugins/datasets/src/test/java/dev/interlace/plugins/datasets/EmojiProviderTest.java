package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.datasets.EmojiProvider.Language;
import dev.interlace.plugins.datasets.EmojiProvider.Options;
import dev.interlace.plugins.datasets.EmojiProvider.Rows;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmojiProviderTest {
    private static final String WITHOUT_LINE = "1F195"; // the NEW button
    private static final EmojiProvider PROVIDER = new EmojiProvider();
    private static final Options DEFAULTS = new Options(Rows.WITHOUT_FLAGS, Language.ENGLISH);

    private final Dataset emoji = PROVIDER.load(DEFAULTS);

    @Test
    void theRedAppleHasItsNamesTagsGroupAndConcept() {
        int row = emoji.rowIds().indexOf("1F34E");
        assertEquals(Optional.of("red apple"), text(emoji, "name", row));
        assertEquals(Optional.of("apple, diet, food, fruit, health, red, ripe"), text(emoji, "tags", row));
        assertEquals("food-drink", emoji.target("group").name(row));
        assertEquals("food-fruit", emoji.target("subgroup").name(row));
        assertEquals("apple", emoji.groups().get(row), "shared with the green apple");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "SPANISH; manzana roja; fruta, manzana, poma, roja",
                "FRENCH; pomme rouge; fruit, nourriture, pomme",
                "GERMAN; roter Apfel; apfel, frucht, obst, rot, roter apfel"
            })
    void namesTagsAndCaptionsAreInTheChosenLanguage(Language language, String name, String tags) {
        Dataset chosen = PROVIDER.load(new Options(Rows.WITHOUT_FLAGS, language));
        int row = chosen.rowIds().indexOf("1F34E");
        assertEquals(Optional.of(name), text(chosen, "name", row));
        assertEquals(Optional.of(tags), text(chosen, "tags", row));
        assertEquals(Optional.of(name + ": " + tags), text(chosen, "caption", row));
        assertEquals(emoji.groups(), chosen.groups(), "the concept does not depend on the language");
    }

    @ParameterizedTest
    @CsvSource({"ENGLISH, 9, 10170", "SPANISH, 10, 5908", "FRENCH, 11, 9155", "GERMAN, 12, 9889"})
    void everyEmojiHasTagsInEveryLanguage(Language language, int cell, int tags) {
        Dataset all = PROVIDER.load(new Options(Rows.ALL, language));
        assertEquals(all.rows(), all.column("tags").presence().count());
        String table = new String(new DataFolder("data/emoji", "emoji").read("emoji.tsv"), StandardCharsets.UTF_8);
        assertEquals(
                tags,
                table.lines()
                        .skip(1)
                        .mapToInt(line -> line.split("\\t", -1)[cell].split("\\|", -1).length)
                        .sum());
    }

    @Test
    void theClassesAreTheGroupsWithTheirKnownSizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        int[] counts = emoji.target("group").counts();
        for (int k = 0; k < counts.length; k++) {
            sizes.put(emoji.target("group").classes().get(k), counts[k]);
        }
        assertEquals(
                Map.of(
                        "activities",
                        85,
                        "animals-nature",
                        160,
                        "food-drink",
                        131,
                        "objects",
                        266,
                        "people-body",
                        388,
                        "smileys-emotion",
                        171,
                        "symbols",
                        224,
                        "travel-places",
                        219),
                sizes);
        assertEquals(1644, emoji.rows());
    }

    @Test
    void flagsAreThereWhenAskedFor() {
        Dataset all = PROVIDER.load(new Options(Rows.ALL, Language.ENGLISH));
        assertEquals(1914, all.rows());
        assertEquals(
                270, all.target("group").counts()[all.target("group").classes().indexOf("flags")]);
    }

    @Test
    void rowIdsAndEnglishNamesAreUnique() {
        Set<String> names = new HashSet<>();
        for (int row = 0; row < emoji.rows(); row++) {
            names.add(text(emoji, "name", row).orElseThrow());
        }
        assertEquals(emoji.rows(), names.size());
        assertEquals(emoji.rows(), new HashSet<>(emoji.rowIds()).size());
    }

    @Test
    void variantsShareAConcept() {
        List<List<String>> variants = List.of(
                List.of("1F9D1-200D-2695-FE0F", "1F468-200D-2695-FE0F", "1F469-200D-2695-FE0F"), // health workers
                List.of("1F550", "1F565"), // one o'clock, ten-thirty
                List.of("2764-FE0F", "1F49A", "1F5A4"), // hearts
                List.of("1F6B6", "1F6B6-200D-2640-FE0F"), // walking
                List.of("1F436", "1F415"), // dog face, dog
                List.of("1F51F", "23-FE0F-20E3")); // keycaps
        for (List<String> hexcodes : variants) {
            Set<String> concepts = new HashSet<>();
            for (String hexcode : hexcodes) {
                int row = IntStream.range(0, emoji.rows())
                        .filter(r -> plain(emoji.rowIds().get(r)).equals(plain(hexcode)))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(hexcode + " is not in the set"));
                concepts.add(emoji.groups().get(row));
            }
            assertEquals(1, concepts.size(), hexcodes + " have the concepts " + concepts);
        }
    }

    @Test
    void noConceptIsSoLargeThatASplitWouldFollowIt() {
        Map<String, Integer> sizes = new TreeMap<>();
        emoji.groups().forEach(concept -> sizes.merge(concept, 1, Integer::sum));
        assertTrue(sizes.size() > 900, "concepts: " + sizes.size());
        sizes.forEach((concept, size) -> assertTrue(size <= 41, concept + " has " + size + " rows"));
    }

    @Test
    void everyPictureDecodesIsNotBlankAndDiffersBetweenTheStyles() {
        int alike = 0;
        for (int row = 0; row < emoji.rows(); row++) {
            String id = emoji.rowIds().get(row);
            if (id.equals(WITHOUT_LINE)) {
                continue;
            }
            BufferedImage colour = picture(emoji, "colour", row).decode();
            BufferedImage line = picture(emoji, "line", row).decode();
            assertEquals(96, colour.getWidth(), id);
            assertEquals(96, line.getHeight(), id);
            assertTrue(ink(colour) > 0.005, id + " in colour is blank");
            assertTrue(ink(line) > 0.005, id + " in line art is blank");
            alike += picture(emoji, "colour", row).equals(picture(emoji, "line", row)) ? 1 : 0;
        }
        assertEquals(19, alike, "signs that have no colour, such as ZZZ");
    }

    @Test
    void theOneMissingDrawingIsAnAbsentRow() {
        assertEquals(emoji.rows(), emoji.column("colour").presence().count());
        assertEquals(emoji.rows() - 1, emoji.column("line").presence().count());
        assertFalse(emoji.column("line").presence().has(emoji.rowIds().indexOf(WITHOUT_LINE)));
    }

    @Test
    void lineArtHasNoColour() {
        for (int row : emoji.column("line").presence().rowsPresent()) {
            BufferedImage line = picture(emoji, "line", row).decode();
            int[] pixels = line.getRGB(0, 0, 96, 96, null, 0, 96);
            assertTrue(
                    Arrays.stream(pixels)
                            .allMatch(p ->
                                    p >>> 24 == 0 || ((p >> 16 & 255) == (p & 255) && (p >> 8 & 255) == (p & 255))),
                    emoji.rowIds().get(row) + " has a coloured pixel");
        }
    }

    @Test
    void twoReadsAreEqual() {
        Dataset again = PROVIDER.load(DEFAULTS);
        assertEquals(emoji.rowIds(), again.rowIds());
        assertEquals(emoji.columns(), again.columns());
        assertEquals(emoji.targets(), again.targets());
        assertEquals(emoji.groups(), again.groups());
    }

    @Test
    void theServiceLoaderFindsItAndItsOptionsHaveDefaults() {
        List<String> ids = new ArrayList<>();
        for (DatasetProvider<?> provider : ServiceLoader.load(DatasetProvider.class)) {
            ids.add(provider.descriptor().id());
        }
        assertTrue(ids.contains("data/emoji"), ids.toString());
        assertEquals(DEFAULTS, PROVIDER.descriptor().schema().defaults());
    }

    private static String plain(String hexcode) {
        return hexcode.replace("-FE0F", "").replaceFirst("^0+", "");
    }

    private static Optional<String> text(Dataset dataset, String column, int row) {
        return ((Raw.Texts) dataset.column(column)).values().get(row);
    }

    private static Picture picture(Dataset dataset, String column, int row) {
        return ((Raw.Pictures) dataset.column(column)).values().get(row).orElseThrow();
    }

    /** The share of pixels that are at least half opaque. */
    private static double ink(BufferedImage image) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).filter(p -> p >>> 24 >= 128).count() / (double) pixels.length;
    }
}
