package dev.interlace.plugins.datasets;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.KnowledgeGraph;
import dev.interlace.spi.KnowledgeGraph.Node;
import dev.interlace.spi.KnowledgeGraph.Triple;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Countries: each row is one country as a node of two knowledge graphs that different people keep, with its names and
 * flag.
 *
 * <p>Columns: {@code atlas} (nodes of a graph of 595 nodes: who borders whom, languages, currencies, regions),
 * {@code cldr} (nodes of a graph of 1,223 nodes: languages by how many speak them, currencies, regions, unions),
 * {@code name} (English, by the atlas), {@code name_cldr} (in the language of {@link Options#language}, by the other)
 * and {@code flag} (OpenMoji's picture, 96 × 96 pixels). Targets: {@code region} (6 classes) and {@code subregion}
 * (25), both by the atlas. Split groups: countries of one flag or one name but for a qualifier (see the card in
 * {@code countries/README.md}).
 *
 * <p>Nothing but the rows joins the graphs: ids, labels and facts are each source's own, and the nodes of {@code cldr}
 * stand in another order. Good for: alignment of graphs with seeds, entity alignment across languages, fusion of graph,
 * text and picture. Not good for: telling the region with the atlas's containment facts, which state it; use
 * {@code undirected("borders")} there.
 */
public final class CountriesProvider implements DatasetProvider<CountriesProvider.Options> {
    private static final String ID = "data/countries";
    private static final DataFolder FOLDER = new DataFolder(ID, "countries");
    private static final DataFolder FLAGS = new DataFolder(ID, "emoji");
    private static final List<String> COLUMNS =
            List.of("atlas", "cldr", "name", "region", "subregion", "group", "flag");
    private static final List<String> CLDR_NODES =
            List.of("id", "kind", "label_en", "label_de", "label_fr", "label_es");

    /** The language of the second graph's labels. */
    public enum Language {
        GERMAN("label_de"),
        FRENCH("label_fr"),
        SPANISH("label_es"),
        ENGLISH("label_en");

        private final String column;

        Language(String column) {
            this.column = column;
        }
    }

    /**
     * What is read.
     *
     * @param language of the labels of {@code cldr} and of {@code name_cldr}; default German. In English most names
     *     equal the atlas's, so that alignment by name is no task
     */
    public record Options(
            @Param(doc = "language of the labels of 'cldr' and of 'name_cldr'", choice = "GERMAN")
            Language language) {
        public Options {
            OptionsSchema.require(Options.class, language);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Countries",
                        "250 countries in two knowledge graphs, with names in two languages and flags; target: region",
                        Options.class)
                .withUseCases(
                        "aligning two knowledge graphs from a few known pairs",
                        "finding a country's name in another language",
                        "fusing a node, a name and a flag to tell the region")
                .withReferences(
                        new Reference(
                                "Le Doze and contributors", "World countries 5.1.0", "mledoze/countries", 2025, ""),
                        new Reference("Unicode", "Common Locale Data Repository 48.2", "cldr.unicode.org", 2026, ""),
                        new Reference(
                                "Groß, Utz and the OpenMoji contributors", "OpenMoji 17.0", "openmoji.org", 2026, ""))
                .withLesson("data/countries");
    }

    @Override
    public Dataset load(Options options) {
        List<List<String>> rows = FOLDER.table("countries.tsv", COLUMNS);
        KnowledgeGraph atlas = atlas();
        KnowledgeGraph cldr = cldr(options.language());
        Raw.Nodes second = nodes(cldr, column(rows, "cldr"));
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("atlas", nodes(atlas, column(rows, "atlas")));
        columns.put("cldr", second);
        columns.put("name", Raw.Texts.of(column(rows, "name")));
        columns.put(
                "name_cldr",
                Raw.Texts.of(second.values().stream()
                        .map(node -> cldr.nodes().get(node.orElseThrow()).label())
                        .toList()));
        columns.put("flag", flags(column(rows, "flag")));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put("region", Labels.of(column(rows, "region")));
        targets.put("subregion", Labels.of(column(rows, "subregion")));
        return new Dataset(card(), column(rows, "atlas"), columns, targets, column(rows, "group"));
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Countries",
                "A row is one country: its node in each of two knowledge graphs, its name in two languages, its flag",
                "npm:world-countries@5.1.0 (atlas, names, regions), npm:cldr-core@48.2.0 with cldr-localenames-full and"
                        + " cldr-numbers-full of the same version (cldr), npm:openmoji@17.0.0 (flags)",
                "ODbL-1.0 (atlas, names, regions), Unicode-3.0 (cldr), CC-BY-SA-4.0 (flags)",
                "Contains information from World countries (mledoze/countries), made available under the Open Database"
                        + " License; from CLDR, © Unicode, Inc.; flags designed by OpenMoji, CC BY-SA 4.0",
                List.of(
                        "about a fifth are dependencies and other areas with a code of their own, not states; borders and"
                                + " sovereignty follow each source and are disputed in places",
                        "the graph cldr has seven territories that the atlas does not: Ascension, Sark, Ceuta and more",
                        "the atlas's own facts state region and subregion; cldr's nearly do",
                        "the atlas lists one border from one side only (Sri Lanka to India)",
                        "of cldr's 778 languages 214 have no English name there and are called by their code",
                        "the 250 ids of countries hold ISO codes in both graphs: an id is no feature"));
    }

    private static KnowledgeGraph atlas() {
        List<Node> nodes = FOLDER.table("atlas-nodes.tsv", List.of("id", "label", "kind")).stream()
                .map(row -> new Node(row.get(0), row.get(1), row.get(2)))
                .toList();
        return graph(nodes, "atlas-facts.tsv", List.of("head", "relation", "tail"));
    }

    private static KnowledgeGraph cldr(Language language) {
        int label = CLDR_NODES.indexOf(language.column);
        List<Node> nodes = FOLDER.table("cldr-nodes.tsv", CLDR_NODES).stream()
                .map(row -> new Node(row.get(0), row.get(label), row.get(1)))
                .toList();
        return graph(nodes, "cldr-facts.tsv", List.of("head", "relation", "tail", "percent"));
    }

    private static KnowledgeGraph graph(List<Node> nodes, String file, List<String> header) {
        Map<String, Integer> index = index(nodes);
        List<List<String>> facts = FOLDER.table(file, header);
        List<String> relations =
                facts.stream().map(fact -> fact.get(1)).distinct().sorted().toList();
        List<Triple> triples = new ArrayList<>(facts.size());
        for (List<String> fact : facts) {
            triples.add(new Triple(
                    find(index, fact.get(0), file), relations.indexOf(fact.get(1)), find(index, fact.get(2), file)));
        }
        return new KnowledgeGraph(nodes, relations, triples);
    }

    private static Raw.Nodes nodes(KnowledgeGraph graph, List<String> ids) {
        Map<String, Integer> index = index(graph.nodes());
        return new Raw.Nodes(
                graph,
                ids.stream()
                        .map(id -> OptionalInt.of(find(index, id, "countries.tsv")))
                        .toList());
    }

    private static Map<String, Integer> index(List<Node> nodes) {
        Map<String, Integer> index = new HashMap<>();
        nodes.forEach(node -> index.put(node.id(), index.size()));
        return index;
    }

    private static int find(Map<String, Integer> index, String id, String file) {
        Integer node = index.get(id);
        if (node == null) {
            throw FOLDER.damaged(file, "names the node " + id + ", which its graph does not have");
        }
        return node;
    }

    /** The flags are those of the emoji set, which ships in the same jar. */
    private static Raw flags(List<String> hexcodes) {
        Map<String, Picture> pictures = FLAGS.pictures("colour.zip");
        List<Picture> flags = new ArrayList<>(hexcodes.size());
        for (String hexcode : hexcodes) {
            Picture flag = pictures.get(hexcode);
            if (flag == null) {
                throw FLAGS.damaged("colour.zip", "has no flag " + hexcode);
            }
            flags.add(flag);
        }
        return Raw.Pictures.of(flags);
    }

    private static List<String> column(List<List<String>> rows, String column) {
        return rows.stream().map(row -> row.get(COLUMNS.indexOf(column))).toList();
    }
}
