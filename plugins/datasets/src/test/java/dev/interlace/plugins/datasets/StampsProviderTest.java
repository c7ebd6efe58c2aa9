package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The set, from a small package of the same layout. */
class StampsProviderTest {
    private static final StampsProvider STAMPS = new StampsProvider();

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

    private static String present(Raw raw) {
        return IntStream.range(0, raw.rows())
                .mapToObj(row -> raw.presence().has(row) ? "1" : "0")
                .collect(Collectors.joining());
    }
}
