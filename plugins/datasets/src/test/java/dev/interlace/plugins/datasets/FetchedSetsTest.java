package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fetched sets, each from a small package of the same layout. */
class FetchedSetsTest {
    private static final StampsProvider STAMPS = new StampsProvider();
    private static final DigitsProvider DIGITS = new DigitsProvider();
    private static final EmojiStylesProvider STYLES = new EmojiStylesProvider();

    @TempDir
    Path folder = Path.of("");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(int side) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB), "png", out);
        return out.toByteArray();
    }

    private Path stamps() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String root = "usr/share/tuxpaint/stamps/";
        files.put(root + "food/fruit/apple_red.png", png(3));
        files.put(root + "food/fruit/apple_red.txt", bytes("A red apple.\nde.utf8=Ein Apfel.\nfr.utf8=Une pomme. \n"));
        files.put(root + "food/fruit/apple_red_desc_fr.ogg", SmallPackages.resource("tone.ogg"));
        files.put(root + "food/fruit/apple_red.ogg", bytes("a sound effect"));
        files.put(root + "food/fruit/apple_green.png", png(4));
        files.put(root + "food/fruit/apple_green.txt", bytes("A green apple.\nfr.utf8=\n"));
        files.put(root + "food/fruit/apple_green_desc_fr.ogg", bytes("OggS, but damaged"));
        files.put(root + "town/clock2.svg", bytes("<svg/>"));
        files.put(root + "town/clock2.txt", bytes("A clock."));
        files.put(root + "town/nothing.txt", bytes("A caption beside no picture."));
        files.put(root + "symbols/7.png", png(5));
        files.put(root + "symbols/7.txt", bytes("Seven."));
        files.put("usr/share/doc/tuxpaint-stamps-default/copyright", bytes("GPL-2"));
        files.put("etc/other.txt", bytes("not of the set"));
        return SmallPackages.prepared(
                STAMPS, folder.resolve("stamps"), SmallPackages.debian(folder.resolve("s.deb"), files));
    }

    private static StampsProvider.Options options(StampsProvider.Language language, StampsProvider.Rows rows) {
        return new StampsProvider.Options(language, rows, StampsProvider.Speech.WITH);
    }

    @Test
    void aStampHasItsPictureItsCaptionsAndItsRecording() throws IOException {
        Path prepared = stamps();
        Dataset stamps =
                STAMPS.load(options(StampsProvider.Language.FRENCH, StampsProvider.Rows.WITHOUT_SYMBOLS), prepared);
        assertEquals(List.of("food/fruit/apple_green", "food/fruit/apple_red", "town/clock2"), stamps.rowIds());
        assertEquals(
                List.of("picture", "english", "caption", "speech"),
                List.copyOf(stamps.columns().keySet()));
        assertEquals("110", present(stamps.column("picture")), "the clock is drawn as SVG alone");
        assertEquals("111", present(stamps.column("english")));
        assertEquals("010", present(stamps.column("caption")), "an empty translation is none");
        assertEquals("010", present(stamps.column("speech")), "a damaged recording is absent");
        assertEquals(
                Optional.of("Une pomme."),
                ((Raw.Texts) stamps.column("caption")).values().get(1));
        assertEquals("food", stamps.target("category").name(0));
        assertEquals("food/fruit", stamps.target("kind").name(0));
        assertEquals("town", stamps.target("kind").name(2));
        assertEquals(List.of("food/apple", "food/apple", "town/clock"), stamps.groups());
        assertTrue(
                stamps.card()
                        .flaws()
                        .contains("recordings that cannot be decoded and are absent: 1, food/fruit/apple_green"),
                stamps.card().flaws().toString());
        assertTrue(Files.exists(prepared.resolve("copyright")));
        assertFalse(Files.exists(prepared.resolve("other.txt")));
        assertFalse(Files.exists(prepared.resolve("stamps/food/fruit/apple_red.ogg")), "an effect is no caption");
    }

    @Test
    void aVorbisRecordingIsDecoded() throws IOException {
        Dataset stamps =
                STAMPS.load(options(StampsProvider.Language.FRENCH, StampsProvider.Rows.WITHOUT_SYMBOLS), stamps());
        Sound sound = ((Raw.Sounds) stamps.column("speech")).values().get(1).orElseThrow();
        assertEquals(16_000, sound.rate());
        assertEquals(0.25, sound.seconds(), 0.02, "a quarter of a second, which is a small file");
        short[] pcm = sound.pcm();
        double power = IntStream.range(0, pcm.length)
                        .mapToDouble(i -> pcm[i] * (double) pcm[i])
                        .sum()
                / pcm.length;
        assertEquals(8000 / Math.sqrt(2), Math.sqrt(power), 400, "a sine with an amplitude of 8,000");
    }

    @Test
    void symbolsAndEnglishAreThereWhenAskedFor() throws IOException {
        Path prepared = stamps();
        Dataset stamps = STAMPS.load(options(StampsProvider.Language.ENGLISH, StampsProvider.Rows.ALL), prepared);
        assertEquals(4, stamps.rows());
        assertEquals("symbols/7", stamps.groups().get(2));
        assertEquals(
                List.of("picture", "english", "speech"),
                List.copyOf(stamps.columns().keySet()));
        StampsProvider.Options silent = new StampsProvider.Options(
                StampsProvider.Language.GREEK, StampsProvider.Rows.ALL, StampsProvider.Speech.WITHOUT);
        assertEquals(
                List.of("picture", "english", "caption"),
                List.copyOf(STAMPS.load(silent, prepared).columns().keySet()));
    }

    private static byte[] digit(int rows, double grey) {
        double[] numbers = new double[784 * rows];
        Arrays.fill(numbers, grey);
        return bytes("{ \"data\": " + Arrays.toString(numbers) + ", \"other\": [1] }");
    }

    private Path digits() throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int digit = 0; digit < 10; digit++) {
            files.put("src/digits/" + digit + ".json", digit(digit == 3 ? 2 : 1, digit / 10.0));
        }
        files.put("LICENSE", bytes("MIT"));
        return SmallPackages.prepared(
                DIGITS, folder.resolve("digits"), SmallPackages.npm(folder.resolve("d.tgz"), files));
    }

    @Test
    void aDigitIsAGreyPictureWithItsClass() throws IOException {
        Path prepared = digits();
        Dataset digits = DIGITS.load(DIGITS.descriptor().schema().defaults(), prepared);
        assertEquals(11, digits.rows());
        assertEquals(List.of("3-0000", "3-0001"), digits.rowIds().subList(3, 5));
        assertEquals("3", digits.target("digit").name(4));
        BufferedImage image = ((Raw.Pictures) digits.column("digit"))
                .values()
                .get(5)
                .orElseThrow()
                .decode();
        assertEquals(28, image.getWidth());
        assertEquals(102, image.getRaster().getSample(7, 7, 0), "0.4 of 255");
        assertEquals(10, DIGITS.load(new DigitsProvider.Options(1), prepared).rows());
    }

    @Test
    void aPackageThatLacksADigitOrIsNotOfDigitsIsRefused() throws IOException {
        Path without = SmallPackages.npm(folder.resolve("d.tgz"), Map.of("src/digits/0.json", digit(1, 0)));
        assertEquals(
                "d.tgz holds no src/digits/1.json",
                assertThrows(IOException.class, () -> SmallPackages.prepared(DIGITS, folder.resolve("a"), without))
                        .getMessage());
        Path odd = SmallPackages.npm(folder.resolve("o.tgz"), Map.of("src/digits/0.json", bytes("{\"data\":[1,2]}")));
        assertEquals(
                "src/digits/0.json must hold a multiple of 784 numbers, got 2",
                assertThrows(IOException.class, () -> SmallPackages.prepared(DIGITS, folder.resolve("b"), odd))
                        .getMessage());
    }

    private static String emoji(String unified, String category, boolean twitter) {
        return "{\"name\":\"RED APPLE\",\"unified\":\"" + unified + "\",\"image\":\""
                + unified.toLowerCase(Locale.ROOT) + ".png\",\"short_names\":[\"apple\",\"red_fruit\"],"
                + "\"category\":\"" + category + "\",\"subcategory\":\"food-fruit\",\"has_img_google\":true,"
                + "\"has_img_twitter\":" + twitter + "}";
    }

    private Path styles() throws IOException {
        String table = "[" + emoji("1F34E", "Food & Drink", true) + "," + emoji("1FFFF", "Food & Drink", false) + ","
                + emoji("1F1EA-1F1EC", "Flags", true) + "]";
        Map<String, byte[]> google = new LinkedHashMap<>();
        google.put("emoji.json", bytes(table));
        google.put("LICENSE", bytes("MIT"));
        google.put("img/google/64/1f34e.png", png(64));
        google.put("img/google/64/1ffff.png", png(64));
        google.put("img/google/64/1f1ea-1f1ec.png", png(64));
        google.put("img/google/sheets/64.png", png(1));
        Map<String, byte[]> twitter = Map.of(
                "emoji.json", bytes("[]"),
                "img/twitter/64/1f34e.png", png(60),
                "img/twitter/64/1f1ea-1f1ec.png", png(60));
        return SmallPackages.prepared(
                STYLES,
                folder.resolve("styles"),
                SmallPackages.npm(folder.resolve("g.tgz"), google),
                SmallPackages.npm(folder.resolve("t.tgz"), twitter));
    }

    @Test
    void anEmojiIsThereInFourStylesUnderTheConceptOfTheShippedSet() throws IOException {
        Path prepared = styles();
        Dataset styles = STYLES.load(STYLES.descriptor().schema().defaults(), prepared);
        assertEquals(List.of("1F34E", "1FFFF"), styles.rowIds());
        assertEquals(
                List.of("google", "twitter", "colour", "line", "name", "keywords"),
                List.copyOf(styles.columns().keySet()));
        assertEquals("11", present(styles.column("google")));
        assertEquals("10", present(styles.column("twitter")));
        assertEquals("10", present(styles.column("colour")), "OpenMoji has no second one");
        assertEquals(
                Optional.of("apple, red fruit"),
                ((Raw.Texts) styles.column("keywords")).values().get(0));
        assertEquals("food-drink", styles.target("group").name(0));
        assertEquals(List.of("apple", "1FFFF"), styles.groups());
        assertFalse(Files.exists(prepared.resolve("google/64.png")), "a sheet is no picture of an emoji");
        assertEquals(
                3,
                STYLES.load(new EmojiStylesProvider.Options(EmojiProvider.Rows.ALL), prepared)
                        .rows());
    }

    @Test
    void whatIsGoneFromThePreparedFolderIsMendedByFetchingAgain() throws IOException {
        Path prepared = styles();
        Files.delete(prepared.resolve("google/1f34e.png"));
        assertEquals(
                "data/emoji-styles: 1f34e.png cannot be read: " + prepared.resolve("google/1f34e.png")
                        + "; the fetched data set is damaged: '%dataset remove emoji-styles', then '%dataset get"
                        + " emoji-styles'",
                assertThrows(
                                PluginException.class,
                                () -> STYLES.load(STYLES.descriptor().schema().defaults(), prepared))
                        .getMessage());
    }

    @Test
    void theServiceLoaderFindsThemAndNoneComesFromTheRegistriesThatAreRuledOut() {
        List<String> ids = ServiceLoader.load(DatasetProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(FetchedDataset.class::isInstance)
                .map(provider -> provider.descriptor().id())
                .toList();
        assertTrue(ids.containsAll(List.of("data/stamps", "data/mnist", "data/emoji-styles")), ids.toString());
        for (FetchedDataset<?> set : List.of(STAMPS, DIGITS, STYLES)) {
            for (DataPackage one : set.packages()) {
                assertFalse(one.name().contains("apple") || one.name().contains("facebook"), one.name());
            }
        }
    }

    private static String present(Raw raw) {
        return IntStream.range(0, raw.rows())
                .mapToObj(row -> raw.presence().has(row) ? "1" : "0")
                .collect(Collectors.joining());
    }
}
