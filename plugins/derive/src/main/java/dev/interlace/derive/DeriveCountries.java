package dev.interlace.derive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the countries set: two knowledge graphs that were kept by different people, with the true pairs of their
 * countries.
 *
 * <p>The <em>atlas</em> is the package {@code world-countries}, the <em>cldr</em> graph Unicode's CLDR. Neither sees
 * the other: ids, labels and facts of each come from its own packages, and the nodes of the second stand in the order
 * of their ids' checksums, so that no pair can be told from its position. The one thing that joins them is the column
 * {@code cldr} of {@code countries.tsv}, by the two-letter code that the atlas gives.
 */
final class DeriveCountries {
    static final NpmPackage ATLAS =
            new NpmPackage("world-countries@5.1.0", "329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495");
    static final NpmPackage CLDR =
            new NpmPackage("cldr-core@48.2.0", "5310e0c7a06c1feb83dc8e54c8584bbe0b9c2ea8320172a18d541986b124585d");
    static final NpmPackage NAMES = new NpmPackage(
            "cldr-localenames-full@48.2.0", "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57");
    static final NpmPackage CURRENCIES = new NpmPackage(
            "cldr-numbers-full@48.2.0", "2d17a1453c559a62112caeed52e0bcfe3cb8539c99d239ae7b7ed4d0827679d9");

    private static final List<String> LOCALES = List.of("en", "de", "fr", "es");
    private static final String GROUPS = "country-groups.tsv";
    private static final int FIRST_LETTER = 0x1F1E6; // regional indicator A

    /** Codes that stand for no place. */
    private static final Set<String> NOWHERE = Set.of("ZZ");

    /** A node of the second graph; labels in the order of {@link #LOCALES}. */
    private record Labelled(String id, String kind, List<String> labels) {}

    private final PackageContent atlas;
    private final PackageContent cldr;
    private final PackageContent names;
    private final PackageContent currencies;
    private final Map<String, JsonObject> displayNames = new HashMap<>();

    private DeriveCountries(Path packages) throws IOException {
        atlas = ATLAS.content(packages, Set.of("countries.json", "LICENSE")::contains);
        cldr = CLDR.content(packages, path -> path.startsWith("supplemental/") || path.equals("LICENSE"));
        names = NAMES.content(packages, path -> LOCALES.stream().anyMatch(l -> path.startsWith("main/" + l + "/")));
        currencies = CURRENCIES.content(
                packages, path -> LOCALES.stream().anyMatch(l -> path.equals("main/" + l + "/currencies.json")));
    }

    static DerivedFiles files(Path packages) throws IOException {
        DeriveCountries set = new DeriveCountries(packages);
        DerivedFiles files = new DerivedFiles();
        set.addAtlas(files);
        set.addCldr(files);
        return files.text("LICENSE-world-countries.txt", set.atlas.text("LICENSE"))
                .text("LICENSE-CLDR.txt", set.cldr.text("LICENSE"));
    }

    private void addAtlas(DerivedFiles files) throws IOException {
        Map<String, String> groups = groups();
        List<List<String>> countries = new ArrayList<>();
        Map<String, List<String>> nodes = new TreeMap<>(); // id to label, kind
        Set<List<String>> facts = new LinkedHashSet<>();
        for (JsonElement element : atlas.json("countries.json").getAsJsonArray()) {
            JsonObject country = element.getAsJsonObject();
            String code = string(country, "cca3");
            String id = "country/" + code;
            String name = string(country.getAsJsonObject("name"), "common");
            String region = string(country, "region");
            String subregion = string(country, "subregion");
            nodes.put(id, List.of(name, "country"));
            nodes.put("region/" + region, List.of(region, "region"));
            if (subregion.isEmpty()) {
                facts.add(List.of(id, "in_region", "region/" + region)); // the Antarctic is not divided
            } else {
                nodes.put("subregion/" + subregion, List.of(subregion, "subregion"));
                facts.add(List.of(id, "in_subregion", "subregion/" + subregion));
                facts.add(List.of("subregion/" + subregion, "in_region", "region/" + region));
            }
            for (JsonElement neighbour : country.getAsJsonArray("borders")) {
                facts.add(List.of(id, "borders", "country/" + neighbour.getAsString()));
            }
            for (Map.Entry<String, JsonElement> language : entries(country, "languages")) {
                // two languages have two spellings; the first stays
                nodes.putIfAbsent(
                        "language/" + language.getKey(),
                        List.of(language.getValue().getAsString(), "language"));
                facts.add(List.of(id, "speaks", "language/" + language.getKey()));
            }
            for (Map.Entry<String, JsonElement> currency : entries(country, "currencies")) {
                nodes.putIfAbsent(
                        "currency/" + currency.getKey(),
                        List.of(string(currency.getValue().getAsJsonObject(), "name"), "currency"));
                facts.add(List.of(id, "pays_in", "currency/" + currency.getKey()));
            }
            String letters = string(country, "cca2");
            countries.add(List.of(
                    id,
                    cldrId(letters),
                    name,
                    region,
                    subregion.isEmpty() ? region : subregion,
                    groups.getOrDefault(code, name.toLowerCase(Locale.ROOT)),
                    flag(letters)));
        }
        groups.keySet().forEach(code -> require(nodes.containsKey("country/" + code), GROUPS + " names " + code));
        facts.forEach(fact -> require(nodes.containsKey(fact.get(2)), "no node " + fact.get(2)));
        files.table(
                "countries.tsv", List.of("atlas", "cldr", "name", "region", "subregion", "group", "flag"), countries);
        List<List<String>> table = new ArrayList<>();
        nodes.forEach((id, node) -> table.add(List.of(id, node.get(0), node.get(1))));
        files.table("atlas-nodes.tsv", List.of("id", "label", "kind"), table);
        files.table("atlas-facts.tsv", List.of("head", "relation", "tail"), List.copyOf(facts));
    }

    private void addCldr(DerivedFiles files) throws IOException {
        Map<String, Labelled> nodes = new TreeMap<>();
        List<List<String>> facts = new ArrayList<>();
        JsonObject territories =
                supplemental("territoryInfo").getAsJsonObject("territoryInfo").getAsJsonObject();
        for (Map.Entry<String, JsonElement> territory : territories.entrySet()) {
            if (NOWHERE.contains(territory.getKey())) {
                continue;
            }
            add(nodes, territory.getKey(), "territory", labels("territories", territory.getKey()));
            for (Map.Entry<String, JsonElement> spoken :
                    entries(territory.getValue().getAsJsonObject(), "languagePopulation")) {
                JsonObject language = spoken.getValue().getAsJsonObject();
                add(nodes, spoken.getKey(), "language", languageLabels(spoken.getKey()));
                String share = string(language, "_populationPercent");
                fact(facts, territory.getKey(), spokenBy(Double.parseDouble(share)), spoken.getKey(), share);
                String status = string(language, "_officialStatus");
                if (!status.isEmpty()) {
                    boolean whole = status.equals("official") || status.equals("de_facto_official");
                    fact(
                            facts,
                            territory.getKey(),
                            whole ? "has_official_language" : "has_regional_language",
                            spoken.getKey(),
                            share);
                }
            }
        }
        addContainment(nodes, facts);
        addTender(nodes, facts);
        List<List<String>> table = new ArrayList<>();
        nodes.values().stream()
                .sorted(Comparator.comparing(
                        node -> PackageFile.sha256(node.id().getBytes(StandardCharsets.UTF_8))))
                .forEach(node -> {
                    List<String> cells = new ArrayList<>(List.of(cldrId(node.id()), node.kind()));
                    cells.addAll(node.labels());
                    table.add(cells);
                });
        files.table("cldr-nodes.tsv", List.of("id", "kind", "label_en", "label_de", "label_fr", "label_es"), table);
        files.table("cldr-facts.tsv", List.of("head", "relation", "tail", "percent"), facts);
    }

    private void addContainment(Map<String, Labelled> nodes, List<List<String>> facts) throws IOException {
        JsonObject containers = supplemental("territoryContainment").getAsJsonObject("territoryContainment");
        List<String> current = containers.keySet().stream()
                .filter(code -> !code.contains("-status-")) // what was, and lists of lists
                .toList();
        for (String code : current) {
            add(nodes, code, "region", labels("territories", code));
        }
        for (String code : current) {
            JsonObject container = containers.getAsJsonObject(code);
            String relation = container.has("_grouping") ? "belongs_to" : "part_of";
            for (JsonElement part : container.getAsJsonArray("_contains")) {
                require(nodes.containsKey(part.getAsString()), "no node " + part.getAsString());
                fact(facts, part.getAsString(), relation, code, "");
            }
        }
    }

    private void addTender(Map<String, Labelled> nodes, List<List<String>> facts) throws IOException {
        JsonObject regions =
                supplemental("currencyData").getAsJsonObject("currencyData").getAsJsonObject("region");
        for (Map.Entry<String, JsonElement> region : regions.entrySet()) {
            for (JsonElement element : region.getValue().getAsJsonArray()) {
                for (Map.Entry<String, JsonElement> currency :
                        element.getAsJsonObject().entrySet()) {
                    JsonObject use = currency.getValue().getAsJsonObject();
                    boolean tender = !use.has("_to") && !string(use, "_tender").equals("false");
                    if (tender && nodes.containsKey(region.getKey())) {
                        add(nodes, currency.getKey(), "currency", currencyLabels(currency.getKey()));
                        fact(facts, region.getKey(), "has_tender", currency.getKey(), "");
                    }
                }
            }
        }
    }

    private static void add(Map<String, Labelled> nodes, String id, String kind, List<String> labels) {
        Labelled other = nodes.put(id, new Labelled(id, kind, labels));
        require(other == null || other.kind().equals(kind), id + " is of two kinds");
    }

    private static void fact(List<List<String>> facts, String head, String relation, String tail, String share) {
        facts.add(List.of(cldrId(head), relation, cldrId(tail), share));
    }

    private static String spokenBy(double percent) {
        return percent >= 50
                ? "spoken_by_most"
                : percent >= 10 ? "spoken_by_many" : percent >= 1 ? "spoken_by_some" : "spoken_by_few";
    }

    private static String cldrId(String code) {
        return "cldr/" + code;
    }

    /** The code points of a flag: its two letters as regional indicators. */
    private static String flag(String letters) {
        return String.format("%X-%X", FIRST_LETTER + letters.charAt(0) - 'A', FIRST_LETTER + letters.charAt(1) - 'A');
    }

    private List<String> labels(String what, String code) throws IOException {
        List<String> labels = new ArrayList<>();
        for (String locale : LOCALES) {
            labels.add(string(displayNames(locale, what), code));
        }
        require(!labels.contains(""), code + " has no name in " + LOCALES + ": " + labels);
        return labels;
    }

    /** CLDR has no name for more than a quarter of these languages; those are called by their code. */
    private List<String> languageLabels(String code) throws IOException {
        List<String> labels = new ArrayList<>();
        for (String locale : LOCALES) {
            JsonObject languages = displayNames(locale, "languages");
            String whole = string(languages, code.replace('_', '-'));
            int bar = code.indexOf('_');
            if (whole.isEmpty() && bar > 0) {
                String base = string(languages, code.substring(0, bar));
                String script = string(displayNames(locale, "scripts"), code.substring(bar + 1));
                whole = base.isEmpty() || script.isEmpty() ? "" : base + " (" + script + ")";
            }
            labels.add(whole.isEmpty() ? code : whole);
        }
        return labels;
    }

    private List<String> currencyLabels(String code) throws IOException {
        List<String> labels = new ArrayList<>();
        for (String locale : LOCALES) {
            labels.add(string(
                    currencies
                            .json("main/" + locale + "/currencies.json")
                            .getAsJsonObject()
                            .getAsJsonObject("main")
                            .getAsJsonObject(locale)
                            .getAsJsonObject("numbers")
                            .getAsJsonObject("currencies")
                            .getAsJsonObject(code),
                    "displayName"));
        }
        require(!labels.contains(""), code + " has no name in " + LOCALES + ": " + labels);
        return labels;
    }

    private JsonObject displayNames(String locale, String what) throws IOException {
        String path = "main/" + locale + "/" + what + ".json";
        JsonObject known = displayNames.get(path);
        if (known == null) {
            known = names.json(path)
                    .getAsJsonObject()
                    .getAsJsonObject("main")
                    .getAsJsonObject(locale)
                    .getAsJsonObject("localeDisplayNames")
                    .getAsJsonObject(what);
            displayNames.put(path, known);
        }
        return known;
    }

    private JsonObject supplemental(String what) throws IOException {
        return cldr.json("supplemental/" + what + ".json").getAsJsonObject().getAsJsonObject("supplemental");
    }

    /** The entries of an object by key; where there is nothing the atlas has an empty list instead. */
    private static Set<Map.Entry<String, JsonElement>> entries(JsonObject owner, String key) {
        JsonElement found = owner.has(key) ? owner.get(key) : new JsonArray();
        return found.isJsonObject() ? new TreeMap<>(found.getAsJsonObject().asMap()).entrySet() : Set.of();
    }

    /** Country code to group, of the countries that share one. */
    private static Map<String, String> groups() throws IOException {
        Map<String, String> groups = new LinkedHashMap<>();
        try (InputStream in = DeriveCountries.class.getResourceAsStream(GROUPS)) {
            if (in == null) {
                throw new IOException(GROUPS + " must lie beside DeriveCountries");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList()) {
                String[] cells = line.split("\t", -1);
                for (String code : cells[1].split(" ", -1)) {
                    require(groups.put(code, cells[0]) == null, GROUPS + " names " + code + " twice");
                }
            }
        }
        return groups;
    }

    private static String string(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
