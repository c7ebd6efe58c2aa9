package dev.interlace.workbench;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Names;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.display.TableView.Cell;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A data set in the lab: shows its card, its columns with what is missing, its classes and its first rows.
 *
 * @param dataset the raw data
 * @param shown the number of rows that it shows
 */
public record LabData(Dataset dataset, int shown) implements Showable {
    private static final int FIRST_ROWS = 6;
    private static final int MOST_CLASSES = 12;
    private static final int LONGEST_TEXT = 60;

    /** A data set that shows its first six rows. */
    public static LabData of(Dataset dataset) {
        return new LabData(dataset, FIRST_ROWS);
    }

    /** The number of rows. */
    public int rows() {
        return dataset.rows();
    }

    /** The id of the data set. */
    public String id() {
        return dataset.card().id();
    }

    /** The labels of the first target. */
    public Labels labels() {
        if (dataset.targets().isEmpty()) {
            throw new IllegalArgumentException(id() + " has no targets");
        }
        return dataset.targets().values().iterator().next();
    }

    /** The labels of that target. */
    public Labels labels(String target) {
        return dataset.target(target);
    }

    /** The texts of a column; empty text for an absent row. */
    public List<String> texts(String column) {
        if (dataset.column(column) instanceof Raw.Texts texts) {
            return texts.values().stream().map(text -> text.orElse("")).toList();
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold texts");
    }

    /** The pictures of a column, as a gallery with the row ids below them. */
    public Gallery pictures(String column) {
        if (dataset.column(column) instanceof Raw.Pictures pictures) {
            return Gallery.of(pictures, dataset.rowIds());
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold pictures");
    }

    /** The pictures of a column, as a gallery with the texts of another column below them. */
    public Gallery pictures(String column, String captions) {
        if (dataset.column(column) instanceof Raw.Pictures pictures) {
            return Gallery.of(pictures, texts(captions));
        }
        throw new IllegalArgumentException("column '" + column + "' of " + id() + " does not hold pictures");
    }

    /** The number of the first row that has that text in that column. */
    public int find(String column, String text) {
        int row = texts(column).indexOf(text);
        if (row < 0) {
            throw new IllegalArgumentException(Names.unknown(
                    "text of column '" + column + "'", text, texts(column).subList(0, Math.min(20, rows()))));
        }
        return row;
    }

    /** The rows in which no column is missing. */
    public LabData complete() {
        return rows(IntStream.range(0, rows())
                .filter(row -> dataset.columns().values().stream()
                        .allMatch(raw -> raw.presence().has(row)))
                .toArray());
    }

    /** The given rows, in that order. */
    public LabData rows(int... selected) {
        return new LabData(dataset.rows(selected), shown);
    }

    /** The same data, showing the first {@code n} rows. */
    public LabData head(int n) {
        if (!(n >= 0)) {
            throw new IllegalArgumentException("LabData.head: n must be at least 0, got " + n);
        }
        return new LabData(dataset, n);
    }

    /** A grouped split into 70 % training, 15 % validation and 15 % test rows, stratified by the first target. */
    public Split split(long seed) {
        return split(SplitPlan.seeded(seed));
    }

    /** A grouped split. */
    public Split split(SplitPlan plan) {
        return plan.split(this);
    }

    @Override
    public DisplayData display() {
        Dataset.Card card = dataset.card();
        TableView columns = columns();
        TableView head = head();
        long groups = dataset.groups().stream().distinct().count();
        String size = rows() + " rows in " + groups + " groups";
        StringBuilder html = new StringBuilder("<h4>")
                .append(TableView.escape(card.title()))
                .append(" <code>")
                .append(TableView.escape(card.id()))
                .append("</code></h4><p>")
                .append(TableView.escape(card.summary()))
                .append(" ")
                .append(size)
                .append(".</p>")
                .append(columns.html())
                .append("<br>")
                .append(head.html());
        List<String> text = new ArrayList<>(List.of(
                card.title() + " (" + card.id() + ")\n" + card.summary() + "\n" + size, columns.text(), head.text()));
        List<String> notes = new ArrayList<>();
        card.flaws().forEach(flaw -> notes.add("Known flaw: " + flaw));
        notes.add("From " + card.origin() + ". Licence: " + card.licence() + ". " + card.attribution());
        for (String note : notes) {
            html.append("<p><small>").append(TableView.escape(note)).append("</small></p>");
            text.add(note);
        }
        return DisplayData.html(html.toString(), String.join("\n\n", text));
    }

    private TableView columns() {
        TableView table = new TableView("column", "kind", "present", "missing", "classes");
        dataset.columns().forEach((name, raw) -> {
            int present = raw.presence().count();
            table.row(name, kind(raw), present, rows() - present, "");
        });
        dataset.targets().forEach((name, labels) -> table.row(name, "target", labels.rows(), 0, classes(labels)));
        return table;
    }

    private static String kind(Raw raw) {
        return raw instanceof Raw.Numbers numbers
                ? "numbers " + Arrays.toString(numbers.features().values().shape())
                : raw.words();
    }

    /** The classes with their counts, the most frequent first. */
    static String classes(Labels labels) {
        int[] counts = labels.counts();
        String some = IntStream.range(0, counts.length)
                .boxed()
                .sorted((a, b) -> Integer.compare(counts[b], counts[a]))
                .limit(MOST_CLASSES)
                .map(c -> labels.classes().get(c) + " " + counts[c])
                .collect(Collectors.joining(", "));
        return counts.length > MOST_CLASSES ? some + ", … " + counts.length + " classes" : some;
    }

    private TableView head() {
        List<String> header = new ArrayList<>(List.of("row"));
        header.addAll(dataset.columns().keySet());
        header.addAll(dataset.targets().keySet());
        TableView table = new TableView(header);
        for (int row = 0; row < Math.min(shown, rows()); row++) {
            List<Object> cells = new ArrayList<>();
            cells.add(dataset.rowIds().get(row));
            for (Raw raw : dataset.columns().values()) {
                cells.add(cell(raw, row));
            }
            for (Map.Entry<String, Labels> target : dataset.targets().entrySet()) {
                cells.add(target.getValue().name(row));
            }
            table.row(cells);
        }
        return table;
    }

    private static Cell cell(Raw raw, int row) {
        if (!raw.presence().has(row)) {
            return Cell.html("(missing)", "<i>missing</i>");
        }
        if (raw instanceof Raw.Texts texts) {
            String text = texts.values().get(row).orElse("");
            return Cell.of(text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text);
        }
        if (raw instanceof Raw.Pictures pictures) {
            return pictures.values()
                    .get(row)
                    .map(picture -> thumbnail(picture, 36, "picture of row " + row))
                    .orElse(Cell.of(""));
        }
        return Cell.of("numbers");
    }

    /** A picture as an HTML cell; the browser scales it. */
    static Cell thumbnail(Picture picture, int size, String alt) {
        return Cell.html("[picture]", image(picture, size, alt));
    }

    static String image(Picture picture, int size, String alt) {
        byte[] bytes = picture.encoded();
        return "<img width=\"" + size + "\" height=\"" + size + "\" style=\"object-fit:contain\" alt=\""
                + TableView.escape(alt) + "\" src=\"data:" + mime(bytes) + ";base64,"
                + Base64.getEncoder().encodeToString(bytes) + "\">";
    }

    private static String mime(byte[] bytes) {
        int first = bytes.length == 0 ? 0 : bytes[0] & 0xFF;
        return switch (first) {
            case 0xFF -> "image/jpeg";
            case 'G' -> "image/gif";
            case 'B' -> "image/bmp";
            default -> "image/png";
        };
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
