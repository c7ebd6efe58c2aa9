package dev.interlace.plugins.datasets;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.DatasetProvider;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Emoji: each row is one emoji with its picture in two art styles, its name and its search words.
 *
 * <p>Columns: {@code colour} and {@code line} (OpenMoji's colour and black pictures, 96 × 96 pixels on a transparent
 * ground), {@code name}, {@code tags} (search words, joined by commas) and {@code caption} (name and tags), all three
 * in the language of {@link Options#language}. Targets: {@code group} (8 classes, 9 with flags) and {@code subgroup}.
 * Split groups: the concept, which variants of one emoji share (see the card in {@code emoji/README.md}). Row ids are
 * code points such as {@code 1F34E}.
 *
 * <p>Good for: fusion of picture and name, image-text alignment and retrieval, domain adaptation between the two
 * styles. Not good for: anything that needs photographs, long text, or many rows of one concept.
 */
public final class EmojiProvider implements DatasetProvider<EmojiProvider.Options> {
    /** What the option {@code rows} does, also with two styles. */
    static final String ROWS = "which rows are read; the 270 flags resemble one another";

    private static final String ID = "data/emoji";
    private static final DataFolder FOLDER = new DataFolder(ID, "emoji");
    private static final String COLOUR = "colour.zip";
    private static final String LINE = "line.zip";
    private static final String TABLE = "emoji.tsv";
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
    private static final String FLAGS = "flags";

    /** OpenMoji's two styles. */
    enum Style {
        COLOUR,
        LINE
    }

    /** Which rows are read. */
    public enum Rows {
        /** All but the 270 flags, which are one another's near-duplicates and make a class that is trivial to tell. */
        WITHOUT_FLAGS,
        /** Every row, flags included. */
        ALL
    }

    /** The language of the names and tags. */
    public enum Language {
        ENGLISH("name", "tags"),
        SPANISH("name_es", "tags_es"),
        FRENCH("name_fr", "tags_fr"),
        GERMAN("name_de", "tags_de");

        private final String name;
        private final String tags;

        Language(String name, String tags) {
            this.name = name;
            this.tags = tags;
        }
    }

    /**
     * What is read.
     *
     * @param rows which rows; default all but flags
     * @param language of the names and tags; default English
     */
    public record Options(
            @Param(doc = EmojiProvider.ROWS, choice = "WITHOUT_FLAGS")
            Rows rows,

            @Param(doc = "language of the columns 'name', 'tags' and 'caption'", choice = "ENGLISH")
            Language language) {
        public Options {
            OptionsSchema.require(Options.class, rows, language);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Emoji",
                        "1,644 emoji: picture in colour, picture in line art, name, tags; target: group",
                        Options.class)
                .withUseCases(
                        "fusing a picture with its name to tell the group",
                        "retrieving a picture by its name",
                        "carrying a classifier from the colour style to the line style")
                .withReferences(
                        new Reference(
                                "Groß, Utz and the OpenMoji contributors", "OpenMoji 17.0", "openmoji.org", 2026, ""),
                        new Reference("Johnson", "emojibase-data 17.0", "emojibase.dev", 2025, ""))
                .withLesson("data/emoji");
    }

    @Override
    public Dataset load(Options options) {
        List<List<String>> rows = FOLDER.table(TABLE, COLUMNS).stream()
                .filter(row -> options.rows() == Rows.ALL || !cell(row, "group").equals(FLAGS))
                .toList();
        Map<String, Raw> columns = new LinkedHashMap<>();
        columns.put("colour", pictures(rows, COLOUR));
        columns.put("line", pictures(rows, LINE));
        columns.put("name", texts(rows, options.language().name));
        columns.put("tags", texts(rows, options.language().tags));
        columns.put("caption", captions(rows, options.language()));
        Map<String, Labels> targets = new LinkedHashMap<>();
        targets.put("group", Labels.of(column(rows, "group")));
        targets.put("subgroup", Labels.of(column(rows, "subgroup")));
        return new Dataset(card(), column(rows, "hexcode"), columns, targets, column(rows, "concept"));
    }

    /** The concept of every row by its code points. */
    static Map<String, String> concepts() {
        Map<String, String> concepts = new LinkedHashMap<>();
        FOLDER.table(TABLE, COLUMNS).forEach(row -> concepts.put(cell(row, "hexcode"), cell(row, "concept")));
        return concepts;
    }

    /** The pictures of one style by their code points. */
    static Map<String, Picture> pictures(Style style) {
        return FOLDER.pictures(style == Style.COLOUR ? COLOUR : LINE);
    }

    private static Dataset.Card card() {
        return new Dataset.Card(
                ID,
                "Emoji",
                "A row is one emoji: its picture in colour and in line art, its name and its search words",
                "npm:openmoji@17.0.0 (pictures), npm:emojibase-data@17.0.0 (names, tags, groups); both with Unicode's"
                        + " emoji of version 17",
                "CC-BY-SA-4.0 (pictures), MIT (names, tags, groups)",
                "All emojis designed by OpenMoji – the open-source emoji and icon project (openmoji.org). License: CC"
                        + " BY-SA 4.0. Pictures drawn at 96 pixels with 128 colours. Names and groups: emojibase, MIT",
                List.of(
                        "drawings, not photographs: features of a network trained on photographs are weak here",
                        "about a hundred yellow faces differ by mouth and eyes only, yet count as different concepts",
                        "some names describe the drawing badly (a character's official name, Japanese signs)",
                        "one line drawing is missing in OpenMoji itself (NEW button); its row is absent in that column",
                        "people-body makes a quarter of the rows and repeats the same figures"));
    }

    /**
     * The pictures of one style. OpenMoji drew all of them in colour; a line drawing that is not there is an absent
     * row.
     */
    private static Raw pictures(List<List<String>> rows, String file) {
        Map<String, Picture> all = FOLDER.pictures(file);
        List<Optional<Picture>> chosen = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            chosen.add(Optional.ofNullable(all.get(cell(row, "hexcode"))));
        }
        if (file.equals(COLOUR) && chosen.contains(Optional.<Picture>empty())) {
            throw FOLDER.damaged(
                    file, "has no picture of " + cell(rows.get(chosen.indexOf(Optional.<Picture>empty())), "hexcode"));
        }
        return new Raw.Pictures(chosen);
    }

    /** The name and the tags as one text. */
    private static Raw captions(List<List<String>> rows, Language language) {
        List<String> names = column(rows, language.name);
        List<String> tags = column(rows, language.tags);
        List<String> captions = new ArrayList<>(rows.size());
        for (int row = 0; row < names.size(); row++) {
            captions.add(names.get(row)
                    + (tags.get(row).isEmpty() ? "" : ": " + tags.get(row).replace("|", ", ")));
        }
        return Raw.Texts.of(captions);
    }

    /** Texts of one column; an empty cell is an absent row, and the bars between tags become commas. */
    private static Raw texts(List<List<String>> rows, String column) {
        return new Raw.Texts(column(rows, column).stream()
                .map(text -> text.replace("|", ", "))
                .map(text -> text.isEmpty() ? Optional.<String>empty() : Optional.of(text))
                .toList());
    }

    private static List<String> column(List<List<String>> rows, String column) {
        return rows.stream().map(row -> cell(row, column)).toList();
    }

    private static String cell(List<String> row, String column) {
        return row.get(COLUMNS.indexOf(column));
    }
}
