package dev.interlace.plugins.datasets;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.interlace.spi.DataPackage;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.FetchedDataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The same emoji in four art styles: Google's and Twitter's, which are fetched, beside OpenMoji's two, which ship with
 * {@link EmojiProvider}.
 *
 * <p>Columns: {@code google}, {@code twitter} (64 × 64 pixels), {@code colour}, {@code line} (OpenMoji, 96 × 96; absent
 * where it has none), {@code name}, {@code keywords}. Targets: {@code group} and {@code subgroup}. Split groups: the
 * concept of {@link EmojiProvider}. Row ids are code points such as {@code 1F34E}.
 *
 * <p>Good for: the gap between domains, and methods that close it; there the truth is known picture by picture. Not
 * good for: photographs.
 */
public final class EmojiStylesProvider implements FetchedDataset<EmojiStylesProvider.Options> {
    private static final String ID = "data/emoji-styles";
    private static final DataPackage GOOGLE = new DataPackage(
            DataPackage.Client.NPM,
            "emoji-datasource-google",
            "16.0.0",
            "fb5fd131b362aab7a55542d2a147a79708cce0a8b1c1bbacd470172708b5c438",
            74_344_091);
    private static final DataPackage TWITTER = new DataPackage(
            DataPackage.Client.NPM,
            "emoji-datasource-twitter",
            "16.0.0",
            "f64a530c63bca463bd8317fdc4615ce63a53a0c65018e4ce2d848aaba7a28877",
            61_683_754);
    private static final String TABLE = "emoji.json";
    private static final String FLAGS = "Flags";

    /**
     * What is read.
     *
     * @param rows which rows; default all but flags
     */
    public record Options(
            @Param(doc = EmojiProvider.ROWS, choice = "WITHOUT_FLAGS")
            EmojiProvider.Rows rows) {
        public Options {
            OptionsSchema.require(Options.class, rows);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Emoji in four styles",
                        "1,641 emoji in the styles of Google, Twitter and OpenMoji; target: group. Fetched once, 136 MB",
                        Options.class)
                .withUseCases(
                        "carrying a classifier from one art style to another",
                        "measuring the gap between styles",
                        "retrieving the same emoji in another style")
                .withReferences(
                        new Reference("Henderson", "emoji-datasource 16.0", "github.com/iamcal/emoji-data", 2024, ""))
                .withLesson("data/emoji-styles");
    }

    @Override
    public List<DataPackage> packages() {
        return List.of(GOOGLE, TWITTER);
    }

    /** Keeps the table, the licences and the pictures of 64 pixels. */
    @Override
    public void prepare(Map<DataPackage, Path> files, Path folder) throws IOException {
        for (Map.Entry<DataPackage, Path> file : files.entrySet()) {
            String style = file.getKey().name().substring("emoji-datasource-".length());
            String pictures = "img/" + style + "/64/";
            PackageFiles.npm(file.getValue(), (path, content) -> {
                if (path.startsWith(pictures) && path.endsWith(".png")) {
                    PackageFiles.write(folder, style + "/" + path.substring(pictures.length()), content);
                } else if (path.equals("LICENSE")) {
                    PackageFiles.write(folder, style + "/LICENSE.txt", content);
                } else if (path.equals(TABLE) && style.equals("google")) {
                    PackageFiles.write(folder, path, content);
                }
            });
        }
        if (!Files.exists(folder.resolve(TABLE))) {
            throw new IOException(GOOGLE.coordinate() + " holds no " + TABLE);
        }
    }

    @Override
    public Dataset load(Options options, Path folder) {
        List<JsonObject> rows = rows(options, folder);
        Map<String, String> hexcodes = new HashMap<>();
        Map<String, String> concepts = new HashMap<>();
        EmojiProvider.concepts().forEach((hexcode, concept) -> {
            hexcodes.put(plain(hexcode), hexcode);
            concepts.put(plain(hexcode), concept);
        });
        List<String> ids = rows.stream().map(row -> text(row, "unified")).toList();
        Map<String, Raw> columns = new LinkedHashMap<>();
        for (String style : List.of("google", "twitter")) {
            columns.put(style, pictures(rows, folder.resolve(style), "has_img_" + style));
        }
        for (EmojiProvider.Style style : EmojiProvider.Style.values()) {
            Map<String, Picture> all = EmojiProvider.pictures(style);
            columns.put(
                    style.name().toLowerCase(Locale.ROOT),
                    new Raw.Pictures(ids.stream()
                            .map(id ->
                                    Optional.ofNullable(hexcodes.get(plain(id))).map(all::get))
                            .toList()));
        }
        columns.put(
                "name",
                Raw.Texts.of(rows.stream()
                        .map(row -> text(row, "name").toLowerCase(Locale.ROOT))
                        .toList()));
        columns.put(
                "keywords",
                Raw.Texts.of(rows.stream().map(EmojiStylesProvider::keywords).toList()));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put("group", Labels.of(names(rows, "category")));
        targets.put("subgroup", Labels.of(names(rows, "subcategory")));
        return new Dataset(
                card(),
                ids,
                columns,
                targets,
                ids.stream()
                        .map(id -> Optional.ofNullable(concepts.get(plain(id))).orElse(id))
                        .toList());
    }

    private static List<JsonObject> rows(Options options, Path folder) {
        String json = new String(FetchedFiles.read(ID, folder.resolve(TABLE)), StandardCharsets.UTF_8);
        try {
            List<JsonObject> rows = new ArrayList<>();
            for (JsonElement element : JsonParser.parseString(json).getAsJsonArray()) {
                JsonObject row = element.getAsJsonObject();
                boolean flag = text(row, "category").equals(FLAGS);
                if (options.rows() == EmojiProvider.Rows.ALL || !flag) {
                    rows.add(row);
                }
            }
            return rows;
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw FetchedFiles.damaged(ID, TABLE + " is no list of emoji: " + e.getMessage(), e);
        }
    }

    private static Raw pictures(List<JsonObject> rows, Path folder, String flag) {
        return new Raw.Pictures(rows.stream()
                .map(row -> row.get(flag).getAsBoolean()
                        ? Optional.of(Picture.of(FetchedFiles.read(ID, folder.resolve(text(row, "image")))))
                        : Optional.<Picture>empty())
                .toList());
    }

    private static String keywords(JsonObject row) {
        JsonArray names = row.getAsJsonArray("short_names");
        return names.asList().stream()
                .map(name -> name.getAsString().replace('_', ' '))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static List<String> names(List<JsonObject> rows, String field) {
        return rows.stream()
                .map(row -> text(row, field)
                        .toLowerCase(Locale.ROOT)
                        .replace(" & ", "-")
                        .replace(' ', '-'))
                .toList();
    }

    private static String text(JsonObject row, String field) {
        return row.get(field).getAsString();
    }

    /** Code points without the variation selector and without zeros in front: the two sources differ in them. */
    private static String plain(String hexcode) {
        return hexcode.replace("-FE0F", "").replaceFirst("^0+", "");
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Emoji in four styles",
                "A row is one emoji, drawn by Google, by Twitter and twice by OpenMoji, with its Unicode name",
                GOOGLE.coordinate() + " and " + TWITTER.coordinate() + " of npm; colour and line from data/emoji",
                "Apache-2.0 (Google's pictures), CC-BY-4.0 (Twitter's pictures), CC-BY-SA-4.0 (OpenMoji), MIT (table)",
                "Noto Emoji: Google. Twemoji: Copyright Twitter, Inc and other contributors, CC BY 4.0. OpenMoji – the"
                        + " open-source emoji and icon project. Table: emoji-data by Cal Henderson",
                List.of(
                        "drawings, not photographs",
                        "a row without an OpenMoji picture is absent in 'colour' and 'line'",
                        "names are Unicode's official ones; some say nothing of the drawing",
                        "five rows are bare skin tones, a group of their own"));
    }
}
