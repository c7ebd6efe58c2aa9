package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.DataPackage;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.FetchedDataset;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the fetched sets are found, and where they come from. */
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
}
