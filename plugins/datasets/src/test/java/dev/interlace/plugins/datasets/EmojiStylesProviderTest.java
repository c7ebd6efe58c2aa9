package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set, from small packages of the same layout. */
class EmojiStylesProviderTest {
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

    private static String present(Raw raw) {
        return IntStream.range(0, raw.rows())
                .mapToObj(row -> raw.presence().has(row) ? "1" : "0")
                .collect(Collectors.joining());
    }
}
