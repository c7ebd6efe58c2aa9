package dev.interlace.derive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the emoji set from the packages {@code openmoji} (pictures) and {@code emojibase-data} (names, tags, groups).
 * {@code README.md} in the data folder says how to run it.
 */
public final class DeriveEmoji {
    static final NpmPackage OPENMOJI =
            new NpmPackage("openmoji@17.0.0", "55ee7d13485dec86e9f38c1f3a645a13382d33ff97c0cd845ee824b0aef45e68");
    static final NpmPackage EMOJIBASE =
            new NpmPackage("emojibase-data@17.0.0", "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a");

    /** Side of a picture in pixels. */
    static final int SIZE = 96;

    private static final List<String> LOCALES = List.of("en", "es", "fr", "de");
    private static final Set<String> LEFT_OUT = Set.of("component");
    private static final List<String> COLUMNS = List.of(
            "hexcode",
            "character",
            "group",
            "subgroup",
            "concept",
            "name",
            "name_es",
            "name_fr",
            "name_de",
            "tags",
            "tags_es",
            "tags_fr",
            "tags_de",
            "author");

    /** One emoji of the table. */
    record Row(
            String hexcode,
            String character,
            String group,
            String subgroup,
            String concept,
            Map<String, String> names,
            Map<String, String> tags,
            String author) {}

    private final PackageContent pictures;
    private final PackageContent texts;
    private final List<Row> rows;

    private DeriveEmoji(PackageContent pictures, PackageContent texts) throws IOException {
        this.pictures = pictures;
        this.texts = texts;
        this.rows = readRows();
    }

    /** The resources; prints what to look at before committing. */
    static DerivedFiles files(Path packages) throws IOException {
        DeriveEmoji set = from(packages);
        DerivedFiles files = new DerivedFiles()
                .text("emoji.tsv", set.table())
                .zip("colour.zip", set.pngs("color"))
                .zip("line.zip", set.pngs("black"))
                .text("LICENSE-OpenMoji.txt", set.pictures.text("LICENSE.txt"))
                .text("LICENSE-emojibase.txt", set.texts.text("LICENSE"));
        set.report();
        return files;
    }

    static DeriveEmoji from(Path packages) throws IOException {
        PackageContent pictures = OPENMOJI.content(
                packages,
                path -> path.startsWith("color/svg/")
                        || path.startsWith("black/svg/")
                        || path.equals("data/openmoji.json")
                        || path.equals("LICENSE.txt"));
        PackageContent texts = EMOJIBASE.content(
                packages,
                path -> LOCALES.stream().anyMatch(l -> path.equals(l + "/data.json"))
                        || path.equals("en/messages.json")
                        || path.equals("LICENSE"));
        return new DeriveEmoji(pictures, texts);
    }

    /** The table, tab-separated, one header line, rows in emojibase's order. */
    String table() {
        List<List<String>> table = new ArrayList<>();
        for (Row row : rows) {
            List<String> cells =
                    new ArrayList<>(List.of(row.hexcode, row.character, row.group, row.subgroup, row.concept));
            LOCALES.forEach(locale -> cells.add(row.names.getOrDefault(locale, "")));
            LOCALES.forEach(locale -> cells.add(row.tags.getOrDefault(locale, "")));
            cells.add(row.author);
            table.add(cells);
        }
        return DerivedFiles.table(COLUMNS, table);
    }

    List<Row> rows() {
        return rows;
    }

    /** One picture in the style {@code color} or {@code black}, as it is stored. */
    BufferedImage picture(String style, String hexcode) throws IOException {
        return SvgPicture.withPalette(SvgPicture.draw(pictures.bytes(style + "/svg/" + hexcode + ".svg"), SIZE));
    }

    private Map<String, byte[]> pngs(String style) throws IOException {
        Map<String, byte[]> pngs = new TreeMap<>();
        for (Row row : rows) {
            BufferedImage picture = picture(style, row.hexcode);
            if (SvgPicture.isBlank(picture)) {
                System.out.println("no " + style + " picture, the drawing is empty: " + row.hexcode);
            } else {
                pngs.put(row.hexcode + ".png", SvgPicture.png(picture));
            }
        }
        return pngs;
    }

    private List<Row> readRows() throws IOException {
        Map<String, String> authors = new HashMap<>();
        for (JsonElement e : pictures.json("data/openmoji.json").getAsJsonArray()) {
            authors.put(
                    string(e.getAsJsonObject(), "hexcode"),
                    string(e.getAsJsonObject(), "openmoji_author").strip());
        }
        Map<String, Map<String, String>> names = new HashMap<>();
        Map<String, Map<String, String>> tags = new HashMap<>();
        for (String locale : LOCALES) {
            for (JsonElement e : texts.json(locale + "/data.json").getAsJsonArray()) {
                String hexcode = string(e.getAsJsonObject(), "hexcode");
                names.computeIfAbsent(hexcode, key -> new HashMap<>())
                        .put(locale, string(e.getAsJsonObject(), "label"));
                tags.computeIfAbsent(hexcode, key -> new HashMap<>()).put(locale, tags(e.getAsJsonObject(), hexcode));
            }
        }
        JsonObject messages = texts.json("en/messages.json").getAsJsonObject();
        Map<Integer, String> groups = keys(messages.getAsJsonArray("groups"));
        EmojiConcepts concepts = EmojiConcepts.load();
        List<Row> found = new ArrayList<>();
        for (JsonElement e : texts.json("en/data.json").getAsJsonArray()) {
            JsonObject emoji = e.getAsJsonObject();
            if (!emoji.has("group")) {
                continue; // the letters of which flags are made
            }
            String group = groups.get(emoji.get("group").getAsInt());
            if (group == null || LEFT_OUT.contains(group)) {
                continue;
            }
            String hexcode = string(emoji, "hexcode");
            found.add(new Row(
                    hexcode,
                    string(emoji, "emoji"),
                    group,
                    subgroup(messages, emoji.get("subgroup").getAsInt(), hexcode),
                    concepts.concept(hexcode, string(emoji, "label")),
                    names.getOrDefault(hexcode, Map.of()),
                    tags.getOrDefault(hexcode, Map.of()),
                    authors.getOrDefault(hexcode, "")));
        }
        return found;
    }

    /**
     * A subgroup's key by its number. Two subgroups carry the number 46 (seafood, sweets); the rows that have it are
     * sweets.
     */
    private static String subgroup(JsonObject messages, int order, String hexcode) throws IOException {
        String last = "";
        for (JsonElement e : messages.getAsJsonArray("subgroups")) {
            if (e.getAsJsonObject().get("order").getAsInt() == order) {
                last = string(e.getAsJsonObject(), "key");
            }
        }
        if (last.isEmpty()) {
            throw new IOException(hexcode + " names the unknown subgroup " + order);
        }
        return last;
    }

    private static String tags(JsonObject emoji, String hexcode) {
        List<String> tags = new ArrayList<>();
        if (emoji.has("tags")) {
            emoji.getAsJsonArray("tags").forEach(tag -> tags.add(tag.getAsString()));
        }
        if (tags.stream().anyMatch(tag -> tag.indexOf('|') >= 0)) {
            throw new IllegalStateException(hexcode + " has a bar, which separates tags, in one of: " + tags);
        }
        return String.join("|", tags);
    }

    private static Map<Integer, String> keys(JsonArray entries) {
        Map<Integer, String> keys = new HashMap<>();
        for (JsonElement e : entries) {
            keys.put(e.getAsJsonObject().get("order").getAsInt(), string(e.getAsJsonObject(), "key"));
        }
        return keys;
    }

    private static String string(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    /** What to read before committing: counts, the large concepts, and pairs of concepts that look or sound alike. */
    private void report() throws IOException {
        System.out.println(rows.size() + " rows, groups "
                + rows.stream().collect(Collectors.groupingBy(Row::group, TreeMap::new, Collectors.counting())));
        Map<String, Long> sizes =
                rows.stream().collect(Collectors.groupingBy(Row::concept, TreeMap::new, Collectors.counting()));
        System.out.println(sizes.size() + " concepts; larger than one:");
        sizes.entrySet().stream()
                .filter(e -> e.getValue() > 1)
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .forEach(e -> System.out.println("  " + e.getValue() + "\t" + e.getKey()));
        System.out.println("different concepts that look or sound alike:");
        new TwinSearch(this).print();
    }
}
