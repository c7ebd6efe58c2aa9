package dev.interlace.plugins.datasets.derive;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the emoji set from the packages {@code openmoji} (pictures) and {@code emojibase-data} (names, tags, groups).
 * {@code README.md} in the data folder says how to run it.
 */
public final class DeriveEmoji {
    static final NpmPackage OPENMOJI =
            new NpmPackage("openmoji-17.0.0.tgz", "55ee7d13485dec86e9f38c1f3a645a13382d33ff97c0cd845ee824b0aef45e68");
    static final NpmPackage EMOJIBASE = new NpmPackage(
            "emojibase-data-17.0.0.tgz", "d01d0e2ca4e22cb402679532155342c71e2e871f25c32223c013b8b166ebdf5a");

    /** Side of a picture in pixels. */
    static final int SIZE = 96;

    private static final List<String> LOCALES = List.of("en", "es", "fr", "de");
    private static final Set<String> LEFT_OUT = Set.of("component");
    private static final String HEADER =
            "hexcode\tcharacter\tgroup\tsubgroup\tconcept\tname\tname_es\tname_fr\tname_de\ttags\tauthor\n";
    private static final LocalDateTime ZIP_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** One emoji of the table. */
    record Row(
            String hexcode,
            String character,
            String group,
            String subgroup,
            String concept,
            Map<String, String> names,
            List<String> tags,
            String author) {}

    private final Map<String, byte[]> pictures;
    private final Map<String, byte[]> texts;
    private final List<Row> rows;

    private DeriveEmoji(Map<String, byte[]> pictures, Map<String, byte[]> texts) throws IOException {
        this.pictures = pictures;
        this.texts = texts;
        this.rows = readRows();
    }

    /**
     * Writes the resources.
     *
     * @param arguments the folder that holds the two packages, then the data folder to write
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "DeriveEmoji takes the packages' folder and the data folder, got " + List.of(arguments));
        }
        DeriveEmoji set = from(Path.of(arguments[0]));
        Path out = Path.of(arguments[1]);
        Files.createDirectories(out);
        Files.write(out.resolve("emoji.tsv"), set.table().getBytes(StandardCharsets.UTF_8));
        Files.write(out.resolve("colour.zip"), zip(set.pngs("color")));
        Files.write(out.resolve("line.zip"), zip(set.pngs("black")));
        Files.write(out.resolve("LICENSE-OpenMoji.txt"), set.licence(set.pictures, "LICENSE.txt"));
        Files.write(out.resolve("LICENSE-emojibase.txt"), set.licence(set.texts, "LICENSE"));
        Files.writeString(out.resolve("SHA256SUMS"), checksums(out));
        set.report();
    }

    static DeriveEmoji from(Path packages) throws IOException {
        Map<String, byte[]> pictures = OPENMOJI.read(
                packages,
                path -> path.startsWith("color/svg/")
                        || path.startsWith("black/svg/")
                        || path.equals("data/openmoji.json")
                        || path.equals("LICENSE.txt"));
        Map<String, byte[]> texts = EMOJIBASE.read(
                packages,
                path -> LOCALES.stream().anyMatch(l -> path.equals(l + "/data.json"))
                        || path.equals("en/messages.json")
                        || path.equals("LICENSE"));
        return new DeriveEmoji(pictures, texts);
    }

    /** The table, tab-separated, one header line, rows in emojibase's order. */
    String table() {
        StringBuilder table = new StringBuilder(HEADER);
        for (Row row : rows) {
            List<String> cells =
                    new ArrayList<>(List.of(row.hexcode, row.character, row.group, row.subgroup, row.concept));
            LOCALES.forEach(locale -> cells.add(row.names.getOrDefault(locale, "")));
            cells.add(String.join("|", row.tags));
            cells.add(row.author);
            for (String cell : cells) {
                if (cell.indexOf('\t') >= 0 || cell.indexOf('\n') >= 0) {
                    throw new IllegalStateException(row.hexcode + " has a tab or a line end in: " + cell);
                }
            }
            table.append(String.join("\t", cells)).append('\n');
        }
        return table.toString();
    }

    List<Row> rows() {
        return rows;
    }

    /** One picture in the style {@code color} or {@code black}, as it is stored. */
    BufferedImage picture(String style, String hexcode) throws IOException {
        byte[] svg = pictures.get(style + "/svg/" + hexcode + ".svg");
        if (svg == null) {
            throw new IOException("openmoji has no " + style + " picture of " + hexcode);
        }
        return SvgPicture.withPalette(SvgPicture.draw(svg, SIZE));
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

    private byte[] licence(Map<String, byte[]> files, String path) throws IOException {
        byte[] text = files.get(path);
        if (text == null) {
            throw new IOException("the package has no " + path);
        }
        return new String(text, StandardCharsets.UTF_8).replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    }

    private List<Row> readRows() throws IOException {
        Map<String, String> authors = new HashMap<>();
        for (JsonElement e : json(pictures, "data/openmoji.json").getAsJsonArray()) {
            authors.put(
                    string(e.getAsJsonObject(), "hexcode"),
                    string(e.getAsJsonObject(), "openmoji_author").strip());
        }
        Map<String, Map<String, String>> names = new HashMap<>();
        for (String locale : LOCALES) {
            for (JsonElement e : json(texts, locale + "/data.json").getAsJsonArray()) {
                names.computeIfAbsent(string(e.getAsJsonObject(), "hexcode"), key -> new HashMap<>())
                        .put(locale, string(e.getAsJsonObject(), "label"));
            }
        }
        JsonObject messages = json(texts, "en/messages.json").getAsJsonObject();
        Map<Integer, String> groups = keys(messages.getAsJsonArray("groups"));
        EmojiConcepts concepts = EmojiConcepts.load();
        List<Row> found = new ArrayList<>();
        for (JsonElement e : json(texts, "en/data.json").getAsJsonArray()) {
            JsonObject emoji = e.getAsJsonObject();
            if (!emoji.has("group")) {
                continue; // the letters of which flags are made
            }
            String group = groups.get(emoji.get("group").getAsInt());
            if (group == null || LEFT_OUT.contains(group)) {
                continue;
            }
            String hexcode = string(emoji, "hexcode");
            List<String> tags = new ArrayList<>();
            if (emoji.has("tags")) {
                emoji.getAsJsonArray("tags").forEach(tag -> tags.add(tag.getAsString()));
            }
            found.add(new Row(
                    hexcode,
                    string(emoji, "emoji"),
                    group,
                    subgroup(messages, emoji.get("subgroup").getAsInt(), hexcode),
                    concepts.concept(hexcode, string(emoji, "label")),
                    names.getOrDefault(hexcode, Map.of()),
                    tags,
                    authors.getOrDefault(hexcode, "")));
        }
        return found;
    }

    /** A subgroup's key by its number. Two subgroups carry the number 46 (seafood, sweets); the rows that have it are sweets. */
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

    private static JsonElement json(Map<String, byte[]> files, String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IOException("the package has no " + path);
        }
        return JsonParser.parseString(new String(content, StandardCharsets.UTF_8));
    }

    /** Stored, not compressed (the pictures are), sorted, without the time of day: the same pictures give the same bytes. */
    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                entry.setTimeLocal(ZIP_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static String checksums(Path folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String name :
                List.of("LICENSE-OpenMoji.txt", "LICENSE-emojibase.txt", "colour.zip", "emoji.tsv", "line.zip")) {
            lines.append(NpmPackage.sha256(Files.readAllBytes(folder.resolve(name))))
                    .append("  ")
                    .append(name)
                    .append('\n');
        }
        return lines.toString();
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
