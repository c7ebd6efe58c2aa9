package dev.interlace.workbench.data;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.runtime.CellNumber;
import dev.interlace.runtime.Cells;
import dev.interlace.spi.Names;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What each column of a table seems to hold, and why: shown before anything is read or fitted.
 *
 * @param rows how many rows the table has
 * @param guesses one per column, in order
 */
public record ColumnGuesses(int rows, List<Guess> guesses) implements Showable {
    /** What a column seems to hold. */
    public enum Kind {
        /** Numbers; yes and no count as 1 and 0. */
        NUMBER,
        /** One of a few values. */
        CATEGORY,
        /** Words. */
        TEXT,
        /** Names of picture files. */
        PICTURE,
        /** Names of sound files. */
        SOUND,
        /** A name per row, from which nothing can be learned. */
        ID,
        /** The same value in every row. */
        CONSTANT,
        /** Nothing. */
        EMPTY
    }

    /**
     * One column.
     *
     * @param column its name
     * @param kind what it seems to hold
     * @param why what speaks for it, and the first cell that speaks against it
     * @param examples its first values
     * @param missing in how many rows it is empty
     */
    public record Guess(String column, Kind kind, String why, List<String> examples, int missing) {}

    private static final List<String> PICTURES = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");
    private static final List<String> SOUNDS = List.of(".wav", ".aif", ".aiff", ".au");
    private static final int EXAMPLES = 3;
    private static final int LONGEST = 40;
    private static final int MOST_DISTINCT = 1000;
    private static final int MOST_CATEGORIES = 100;
    private static final double MOST = 0.9;
    private static final double WORDS_OF_A_TEXT = 3;

    public ColumnGuesses {
        guesses = List.copyOf(guesses);
    }

    /** Looks at every cell of every column. */
    static ColumnGuesses of(Cells cells) {
        return new ColumnGuesses(
                cells.rows(),
                cells.columns().stream()
                        .map(column -> new Look(cells, column).guess())
                        .toList());
    }

    /** The guess of that column. */
    public Guess of(String column) {
        return guesses.stream()
                .filter(guess -> guess.column.equals(column))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown(
                        "column", column, guesses.stream().map(Guess::column).toList())));
    }

    /** One column at work. */
    private static final class Look {
        private final Cells cells;
        private final String column;
        private final Set<String> distinct = new LinkedHashSet<>();
        private int present;
        private int numbers;
        private int counting; // rows whose number follows that of the row before
        private long words;
        private int pictures;
        private int sounds;
        private Optional<String> noNumber = Optional.empty();

        Look(Cells cells, String column) {
            this.cells = cells;
            this.column = column;
        }

        Guess guess() {
            double before = Double.NaN;
            for (int row = 0; row < cells.rows(); row++) {
                Optional<Object> cell = cells.cell(column, row);
                if (cell.isPresent()) {
                    before = look(cell.get(), row, before);
                }
            }
            Kind kind = kind();
            return new Guess(
                    column,
                    kind,
                    why(kind),
                    distinct.stream().limit(EXAMPLES).map(Look::cut).toList(),
                    cells.rows() - present);
        }

        private double look(Object cell, int row, double before) {
            String text = String.valueOf(cell);
            double number = CellNumber.of(cell, cells.decimal());
            boolean missing = CellNumber.isMissing(text);
            present += missing ? 0 : 1;
            if (missing) {
                return before;
            }
            if (distinct.size() <= MOST_DISTINCT) {
                distinct.add(text);
            }
            if (Double.isNaN(number)) {
                noNumber = noNumber.or(() -> Optional.of("'" + cut(text) + "' in " + cells.place(row)));
                pictures += endsIn(text, PICTURES) ? 1 : 0;
                sounds += endsIn(text, SOUNDS) ? 1 : 0;
                words += 1 + text.chars().filter(c -> c == ' ').count();
            } else {
                numbers++;
                counting += number == before + 1 ? 1 : 0;
            }
            return number;
        }

        private static boolean endsIn(String text, List<String> endings) {
            return endings.stream()
                    .anyMatch(ending ->
                            text.regionMatches(true, text.length() - ending.length(), ending, 0, ending.length()));
        }

        private Kind kind() {
            if (present == 0) {
                return Kind.EMPTY;
            }
            if (distinct.size() == 1 && present > 1) {
                return Kind.CONSTANT;
            }
            if (numbers >= MOST * present) {
                return present > 2 && counting == present - 1 ? Kind.ID : Kind.NUMBER;
            }
            if (pictures >= MOST * present) {
                return Kind.PICTURE;
            }
            if (sounds >= MOST * present) {
                return Kind.SOUND;
            }
            double perCell = words / (double) Math.max(1, present - numbers);
            boolean few = distinct.size() <= MOST_CATEGORIES && 2 * distinct.size() <= present;
            if (few) {
                return Kind.CATEGORY;
            }
            if (perCell >= WORDS_OF_A_TEXT) {
                return Kind.TEXT;
            }
            boolean allDiffer = distinct.size() == present || distinct.size() > MOST_DISTINCT;
            return allDiffer && perCell < 1.5 ? Kind.ID : Kind.TEXT;
        }

        private String why(Kind kind) {
            String different = distinct.size() > MOST_DISTINCT ? "more than " + MOST_DISTINCT : "" + distinct.size();
            return switch (kind) {
                case EMPTY -> "no row has a value";
                case CONSTANT -> "one value in all rows";
                case NUMBER ->
                    (distinct.size() == 2 && numbers == present ? "two different numbers" : "numbers")
                            + (numbers < present
                                    ? " in " + numbers + " of " + present + " cells, but not " + noNumber.orElse("all")
                                    : "");
                case CATEGORY -> different + " different values";
                case TEXT ->
                    String.format(
                            Locale.ROOT,
                            "%s different values, %.1f words each",
                            different,
                            words / (double) Math.max(1, present - numbers));
                case PICTURE -> "names of picture files";
                case SOUND -> "names of sound files";
                case ID -> numbers == present ? "every number follows the one before" : "every row has its own word";
            };
        }

        private static String cut(String text) {
            String line = text.replaceAll("\\s+", " ");
            return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
        }
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("column", "seems to hold", "why", "examples", "missing");
        guesses.forEach(guess -> table.row(
                guess.column,
                guess.kind.toString().toLowerCase(Locale.ROOT),
                guess.why,
                guess.examples.stream().collect(Collectors.joining(" · ")),
                guess.missing));
        List<String> lines = new ArrayList<>();
        lines.add(rows + " rows, " + guesses.size() + " columns");
        lines.add(
                "guess() takes numbers and categories together as the modality 'table', and texts, pictures and sounds"
                        + " each as its own; name a column by texts, numbers, fields, label, ids or group to have"
                        + " it otherwise.");
        return DisplayData.html(
                "<h4>" + lines.get(0) + "</h4>" + table.html() + "<p><small>" + TableView.escape(lines.get(1))
                        + "</small></p>",
                lines.get(0) + "\n" + table.text() + "\n" + lines.get(1));
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
