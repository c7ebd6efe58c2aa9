package dev.interlace.workbench.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Features;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.KnowledgeGraph.Node;
import dev.interlace.spi.KnowledgeGraph.Triple;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Segment;
import dev.interlace.spi.Sound;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class DatasetViewTest {
    private static Dataset dataset(Map<String, Raw> columns, List<String> classes) {
        List<String> ids =
                IntStream.range(0, classes.size()).mapToObj(row -> "row-" + row).toList();
        return new Dataset(
                new Dataset.Card("data/x", "X <y>", "A row is a thing", "here", "CC0-1.0", "nobody", List.of()),
                ids,
                columns,
                Map.of("class", Labels.of(classes)),
                ids);
    }

    private static String plain(Dataset dataset) {
        return new DatasetView(dataset, 6).display().plain();
    }

    private static String html(Dataset dataset) {
        return new DatasetView(dataset, 6).display().data().getOrDefault("text/html", "");
    }

    private static Raw texts(String... values) {
        return new Raw.Texts(IntStream.range(0, values.length)
                .mapToObj(i -> values[i].isEmpty() ? Optional.<String>empty() : Optional.of(values[i]))
                .toList());
    }

    @Test
    void combinationsOfWhatIsThereAreCountedTheMostFrequentFirst() {
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("a", texts("x", "x", "x", "x", ""));
        columns.put("b", texts("", "x", "", "", ""));
        Missing missing = Missing.of(dataset(columns, List.of("k", "k", "k", "k", "k")));
        assertEquals(
                List.of(
                        new Missing.Pattern(List.of(true, false), 3),
                        new Missing.Pattern(List.of(true, true), 1),
                        new Missing.Pattern(List.of(false, false), 1)),
                missing.patterns());
        assertEquals("""
                a  b  rows  share
                ■  ·     3  ████████████ 60 %
                ■  ■     1  ████ 20 %
                ·  ·     1  ████ 20 %\
                """, missing.table().text());
        assertTrue(missing.table().html().contains("aria-label=\"missing\""));
    }

    @Test
    void moreThanEightCombinationsEndInALineThatCountsTheRest() {
        Map<String, Raw> columns = new LinkedHashMap<>();
        for (int bit = 0; bit < 4; bit++) {
            int mask = 1 << bit;
            columns.put(
                    "c" + bit,
                    texts(IntStream.range(0, 10)
                            .mapToObj(row -> (row & mask) > 0 ? "x" : "")
                            .toArray(String[]::new)));
        }
        String text = Missing.of(dataset(columns, Collections.nCopies(10, "k")))
                .table()
                .text();
        assertTrue(text.replaceAll(" +", " ").endsWith("2 further combinations 2 ████ 20 %"), text);
    }

    @Test
    void whereNothingIsMissingThereIsNoSuchTable() {
        String text = plain(dataset(Map.of("a", texts("x", "y")), List.of("k", "l")));
        assertFalse(text.contains("What is there together"), text);
        assertTrue(text.contains("Target class: 2 classes"), text);
        assertTrue(text.replaceAll(" +", " ").contains("k 1 ██████████ 50 %"), text);
    }

    @Test
    void namesAndTextsAreEscaped() {
        String html = html(dataset(Map.of("<a>", texts("<script>alert(1)</script>")), List.of("<b>")));
        assertFalse(html.contains("<script>") || html.contains("<a>") || html.contains("X <y>"), html);
        assertTrue(html.contains("&lt;script&gt;"), html);
    }

    @Test
    void soundsArePlayedInBoundedSize() {
        short[] minute = new short[44_100 * 60];
        List<Sound> sounds = IntStream.range(0, 6)
                .mapToObj(row -> Sound.of(44_100, row == 0 ? new short[22_050] : minute))
                .toList();
        Dataset dataset = dataset(Map.of("speech", Raw.Sounds.of(sounds)), Collections.nCopies(6, "k"));
        String html = html(dataset);
        assertTrue(html.contains("<audio controls"), "there are players");
        assertTrue(html.contains("0.50 s, 44100 Hz</small>"), "a short sound is whole");
        assertTrue(html.contains("60.00 s, 44100 Hz, the first 4 s here"), "a long one is cut");
        assertTrue(html.length() < 1_600_000, "all players together are bounded, got " + html.length());
        String text = plain(dataset);
        assertTrue(text.contains("[sound] 60.00 s, 44100 Hz"), text);
        assertTrue(text.contains("0.50 to 60.00 s, 5.0 min in all, 44100 Hz"), text);
    }

    @Test
    void aPageWithManyLongSoundsKeepsTheirWordsWhenThePlayersAreUsedUp() {
        Dataset dataset = dataset(
                Map.of("speech", Raw.Sounds.of(Collections.nCopies(40, Sound.of(16_000, new short[64_000])))),
                Collections.nCopies(40, "k"));
        String html = new DatasetView(dataset, 40).display().data().getOrDefault("text/html", "");
        int players = html.split("<audio", -1).length - 1;
        assertEquals(7, players, "128 kB each in a million bytes");
        assertEquals(40, html.split("4.00 s, 16000 Hz", -1).length - 1);
    }

    @Test
    void aGraphShowsItsKindsItsRelationsAndFactsOfTheFirstRows() {
        KnowledgeGraph graph = new KnowledgeGraph(
                List.of(
                        new Node("country/FRA", "France", "country"),
                        new Node("country/ESP", "Spain", "country"),
                        new Node("language/fra", "French", "language")),
                List.of("borders", "speaks"),
                List.of(new Triple(0, 0, 1), new Triple(0, 1, 2), new Triple(1, 0, 0)));
        Map<String, Raw> columns = Map.of(
                "country", new Raw.Nodes(graph, List.of(OptionalInt.of(0), OptionalInt.empty(), OptionalInt.of(1))));
        String text = plain(dataset(columns, List.of("k", "k", "k")));
        for (String part : List.of(
                "Graph of country: 3 nodes, 2 relations, 3 facts",
                "Nodes: country 2, language 1",
                "borders",
                "France – borders → Spain",
                "France (country/FRA), 3 facts",
                "(missing)",
                "Of the first rows: France – borders → Spain; Spain – borders → France")) {
            assertTrue(text.contains(part), part + " is missing in\n" + text);
        }
    }

    @Test
    void timingsShowTheirStretchesAndNumbersTheirFirstValues() {
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put(
                "words",
                new Raw.Timings(List.of(
                        Optional.of(List.of(new Segment("six", 0, 0.4), new Segment("two", 0.4, 0.9))),
                        Optional.empty())));
        columns.put("size", new Raw.Numbers(Features.vector("size", Nd4j.createFromArray(new float[][] {
            {1, 2.5f, 3, 4}, {5, 6, 7, 8}
        }))));
        String text = plain(dataset(columns, List.of("k", "k")));
        assertTrue(text.contains("six 0.00–0.40 · two 0.40–0.90 s"), text);
        assertTrue(text.contains("2 stretches of 2 labels"), text);
        assertTrue(text.contains("1, 2.5, 3, … 4 numbers"), text);
    }

    @Test
    void aLargePictureIsMadeSmallForThePage() throws IOException {
        BufferedImage image = new BufferedImage(600, 300, BufferedImage.TYPE_INT_RGB);
        SplittableRandom random = new SplittableRandom(5);
        for (int x = 0; x < 600; x++) {
            for (int y = 0; y < 300; y++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        assertTrue(out.size() > 500_000, "noise does not compress");
        String html = Thumbnail.html(Picture.of(out.toByteArray()), 36, "noise");
        assertTrue(html.length() < 20_000, "got " + html.length());
        assertEquals("<i>damaged picture: x &lt;y&gt;</i>", Thumbnail.html(Picture.of(new byte[30_000]), 36, "x <y>"));
    }
}
