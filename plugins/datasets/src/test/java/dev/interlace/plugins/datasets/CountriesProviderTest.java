package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.plugins.datasets.CountriesProvider.Language;
import dev.interlace.plugins.datasets.CountriesProvider.Options;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.Raw;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountriesProviderTest {
    private static final CountriesProvider PROVIDER = new CountriesProvider();
    private static final Options DEFAULTS = new Options(Language.GERMAN);

    private final Dataset countries = PROVIDER.load(DEFAULTS);
    private final KnowledgeGraph atlas = graph("atlas");
    private final KnowledgeGraph cldr = graph("cldr");

    @Test
    void andorraHasTheFactsOfEitherSource() {
        int row = countries.rowIds().indexOf("country/AND");
        assertEquals(
                Set.of(
                        "borders France",
                        "borders Spain",
                        "in_subregion Southern Europe",
                        "pays_in Euro",
                        "speaks Catalan"),
                facts(atlas, node("atlas", row)));
        assertEquals(
                Set.of(
                        "belongs_to Vereinte Nationen",
                        "has_official_language Katalanisch",
                        "has_tender Euro",
                        "part_of Südeuropa",
                        "spoken_by_many Spanisch", // 43 %
                        "spoken_by_most Katalanisch", // 51 %
                        "spoken_by_some Französisch"), // 6.8 %
                facts(cldr, node("cldr", row)));
        assertEquals("Europe", countries.target("region").name(row));
        assertEquals("Southern Europe", countries.target("subregion").name(row));
    }

    @ParameterizedTest
    @CsvSource({
        "GERMAN, Deutschland, Schweden, 99",
        "FRENCH, Allemagne, Suède, 73",
        "SPANISH, Alemania, Suecia, 85",
        "ENGLISH, Germany, Sweden, 224"
    })
    void theSecondGraphSpeaksTheChosenLanguage(Language language, String germany, String sweden, int equal) {
        Dataset chosen = PROVIDER.load(new Options(language));
        assertEquals(
                Optional.of("Germany"), text(chosen, "name", chosen.rowIds().indexOf("country/DEU")));
        assertEquals(
                Optional.of(germany), text(chosen, "name_cldr", chosen.rowIds().indexOf("country/DEU")));
        assertEquals(
                Optional.of(sweden), text(chosen, "name_cldr", chosen.rowIds().indexOf("country/SWE")));
        assertEquals(
                equal,
                IntStream.range(0, 250)
                        .filter(row -> text(chosen, "name", row).equals(text(chosen, "name_cldr", row)))
                        .count());
        assertEquals(countries.rowIds(), chosen.rowIds());
    }

    @Test
    void theGraphsHaveTheKnownNodesAndFacts() {
        assertEquals(
                Map.of("country", 250, "currency", 162, "language", 153, "region", 6, "subregion", 24), kinds(atlas));
        assertEquals(Map.of("territory", 257, "language", 778, "currency", 153, "region", 35), kinds(cldr));
        assertEquals(
                Map.of("borders", 649, "in_region", 29, "in_subregion", 245, "pays_in", 275, "speaks", 412),
                relations(atlas));
        assertEquals(
                Map.of(
                        "belongs_to", 249,
                        "has_official_language", 360,
                        "has_regional_language", 136,
                        "has_tender", 262,
                        "part_of", 285,
                        "spoken_by_few", 618,
                        "spoken_by_many", 236,
                        "spoken_by_most", 321,
                        "spoken_by_some", 414),
                relations(cldr));
    }

    @Test
    void everyBorderIsGivenFromBothSidesButOne() {
        int borders = atlas.relations().indexOf("borders");
        Set<List<Integer>> given = new HashSet<>();
        atlas.triples().stream()
                .filter(fact -> fact.relation() == borders)
                .forEach(fact -> given.add(List.of(fact.head(), fact.tail())));
        List<String> oneSided = given.stream()
                .filter(pair -> !given.contains(List.of(pair.get(1), pair.get(0))))
                .map(pair -> atlas.nodes().get(pair.get(0)).label() + " to "
                        + atlas.nodes().get(pair.get(1)).label())
                .toList();
        assertEquals(List.of("Sri Lanka to India"), oneSided);
        assertEquals(2 * 325, atlas.undirected("borders").edges(), "a graph counts either direction");
    }

    @Test
    void noIdIsInBothGraphsAndNoPairCanBeToldFromItsPosition() {
        Set<String> ids = new HashSet<>();
        atlas.nodes().forEach(node -> ids.add(node.id()));
        cldr.nodes().forEach(node -> assertFalse(ids.contains(node.id()), node.id()));
        int[] inAtlas = IntStream.range(0, 250).map(row -> node("atlas", row)).toArray();
        int[] inCldr = IntStream.range(0, 250).map(row -> node("cldr", row)).toArray();
        assertEquals(250, Arrays.stream(inAtlas).distinct().count());
        assertEquals(250, Arrays.stream(inCldr).distinct().count());
        int[] rank = IntStream.range(0, 250)
                .map(row -> (int)
                        Arrays.stream(inCldr).filter(node -> node < inCldr[row]).count())
                .toArray();
        assertEquals(1, IntStream.range(0, 250).filter(row -> rank[row] == row).count(), "one by chance");
        // Spearman's rank correlation 1 - 6 Σd² / n(n² - 1); for random orders it is within ±0.19 in 997 of 1,000 cases
        double squares = IntStream.range(0, 250)
                .mapToDouble(row -> (double) (rank[row] - row) * (rank[row] - row))
                .sum();
        double correlation = 1 - 6 * squares / (250.0 * (250.0 * 250 - 1));
        assertTrue(Math.abs(correlation) < 0.19, "correlation of the two orders: " + correlation);
    }

    @Test
    void whatTheSecondGraphHasMoreAreSevenTerritories() {
        Dataset english = PROVIDER.load(new Options(Language.ENGLISH));
        Raw.Nodes nodes = (Raw.Nodes) english.column("cldr");
        Set<String> more = new TreeSet<>();
        nodes.graph().nodes().stream()
                .filter(node -> node.kind().equals("territory"))
                .forEach(node -> more.add(node.label()));
        nodes.values()
                .forEach(node -> more.remove(
                        nodes.graph().nodes().get(node.orElseThrow()).label()));
        assertEquals(
                Set.of(
                        "Ascension Island",
                        "Canary Islands",
                        "Ceuta & Melilla",
                        "Clipperton Island",
                        "Diego Garcia",
                        "Sark",
                        "Tristan da Cunha"),
                more);
    }

    @Test
    void theClassesAreTheRegionsWithTheirKnownSizes() {
        assertEquals(
                Map.of("Africa", 59, "Americas", 56, "Antarctic", 5, "Asia", 50, "Europe", 53, "Oceania", 27),
                sizes(IntStream.range(0, 250)
                        .mapToObj(countries.target("region")::name)
                        .toList()));
        assertEquals(25, countries.target("subregion").classes().size());
        assertEquals(250, countries.rows());
    }

    @Test
    void variantsShareAGroup() {
        for (List<String> codes : List.of(
                List.of("NOR", "SJM", "BVT"), // one flag
                List.of("TCD", "ROU"),
                List.of("COD", "COG"), // one name
                List.of("AUS", "NZL", "CYM"))) { // blue ensigns
            Set<String> groups = new HashSet<>();
            codes.forEach(
                    code -> groups.add(countries.groups().get(countries.rowIds().indexOf("country/" + code))));
            assertEquals(1, groups.size(), codes + " have the groups " + groups);
        }
        Map<String, Integer> sizes = sizes(countries.groups());
        assertEquals(199, sizes.size());
        assertEquals(28, sizes.values().stream().filter(size -> size > 1).count());
        assertEquals(
                9, sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow());
    }

    @Test
    void flagsOfDifferentGroupsDifferByTenOf255AtLeast() {
        List<double[]> flags = new ArrayList<>();
        for (int row = 0; row < 250; row++) {
            flags.add(cells(((Raw.Pictures) countries.column("flag"))
                    .values()
                    .get(row)
                    .orElseThrow()
                    .decode()));
        }
        for (int i = 0; i < 250; i++) {
            for (int j = 0; j < i; j++) {
                if (!countries.groups().get(i).equals(countries.groups().get(j))) {
                    double sum = 0;
                    for (int k = 0; k < flags.get(i).length; k++) {
                        sum += Math.abs(flags.get(i)[k] - flags.get(j)[k]);
                    }
                    double mean = sum / flags.get(i).length;
                    assertTrue(
                            mean >= 10,
                            countries.rowIds().get(i) + " and "
                                    + countries.rowIds().get(j) + " differ by " + mean);
                }
            }
        }
    }

    @Test
    void twoReadsAreEqual() {
        Dataset again = PROVIDER.load(DEFAULTS);
        assertEquals(countries.rowIds(), again.rowIds());
        assertEquals(countries.columns(), again.columns());
        assertEquals(countries.targets(), again.targets());
        assertEquals(countries.groups(), again.groups());
    }

    @Test
    void theServiceLoaderFindsItAndItsOptionsHaveDefaults() {
        List<String> ids = new ArrayList<>();
        for (DatasetProvider<?> provider : ServiceLoader.load(DatasetProvider.class)) {
            ids.add(provider.descriptor().id());
        }
        assertTrue(ids.contains("data/countries"), ids.toString());
        assertEquals(DEFAULTS, PROVIDER.descriptor().schema().defaults());
    }

    /** The middle 80 × 56 pixels on white, as means of 2 × 2, in three colours. */
    private static double[] cells(BufferedImage flag) {
        double[] cells = new double[40 * 28 * 3];
        for (int y = 0; y < 56; y++) {
            for (int x = 0; x < 80; x++) {
                int pixel = flag.getRGB(8 + x, 20 + y);
                double alpha = (pixel >>> 24) / 255.0;
                for (int c = 0; c < 3; c++) {
                    double value = 255 - alpha * (255 - (pixel >> (8 * c) & 255));
                    cells[3 * (y / 2 * 40 + x / 2) + c] += value / 4;
                }
            }
        }
        return cells;
    }

    private static Set<String> facts(KnowledgeGraph graph, int node) {
        Set<String> facts = new TreeSet<>();
        graph.triples().stream()
                .filter(fact -> fact.head() == node)
                .forEach(fact -> facts.add(graph.relations().get(fact.relation()) + " "
                        + graph.nodes().get(fact.tail()).label()));
        return facts;
    }

    private static Map<String, Integer> kinds(KnowledgeGraph graph) {
        return sizes(graph.nodes().stream().map(KnowledgeGraph.Node::kind).toList());
    }

    private static Map<String, Integer> relations(KnowledgeGraph graph) {
        return sizes(graph.triples().stream()
                .map(fact -> graph.relations().get(fact.relation()))
                .toList());
    }

    private static Map<String, Integer> sizes(List<String> names) {
        Map<String, Integer> sizes = new TreeMap<>();
        names.forEach(name -> sizes.merge(name, 1, Integer::sum));
        return sizes;
    }

    private static Optional<String> text(Dataset dataset, String column, int row) {
        return ((Raw.Texts) dataset.column(column)).values().get(row);
    }

    private KnowledgeGraph graph(String column) {
        return ((Raw.Nodes) countries.column(column)).graph();
    }

    private int node(String column, int row) {
        return ((Raw.Nodes) countries.column(column)).values().get(row).orElseThrow();
    }
}
