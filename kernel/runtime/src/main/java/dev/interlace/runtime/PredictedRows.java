package dev.interlace.runtime;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.interlace.spi.Names;
import dev.interlace.spi.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a pipeline predicts for rows: a class, a set of labels or numbers, by the kind of its target. What belongs to
 * another kind is refused. Immutable.
 */
public final class PredictedRows {
    private static final int SHOWN = 10;
    private static final double HALF = 0.5;

    private final Meaning meaning;
    private final List<String> rowIds;
    private final double[][] values;
    private final List<String> notes;

    /**
     * What values stand for.
     *
     * @param target what is predicted
     * @param kind which kind of target it is
     * @param columns the classes, labels or numbers
     * @param threshold from which probability on one of two classes is predicted; empty where the more probable one is
     */
    record Meaning(String target, Target.Kind kind, List<String> columns, Optional<Threshold> threshold) {
        Meaning {
            columns = List.copyOf(columns);
        }
    }

    PredictedRows(Meaning meaning, List<String> rowIds, double[][] values, List<String> notes) {
        this.meaning = meaning;
        this.rowIds = List.copyOf(rowIds);
        this.values = values;
        this.notes = List.copyOf(notes);
    }

    /** The number of rows. */
    public int rows() {
        return rowIds.size();
    }

    /** What is predicted. */
    public String target() {
        return meaning.target();
    }

    /** Which kind of target it is. */
    public Target.Kind kind() {
        return meaning.kind();
    }

    /** The classes, labels or numbers, in the order of {@link #values}. */
    public List<String> columns() {
        return meaning.columns();
    }

    /** The classes, in the order of {@link #probabilities}. */
    public List<String> classes() {
        requireClasses();
        return meaning.columns();
    }

    /** One id per row. */
    public List<String> rowIds() {
        return rowIds;
    }

    /** What the reader should know: what could not be read, what is new, and which plugin wrote the pipeline. */
    public List<String> notes() {
        return notes;
    }

    /** What the model gives for a row: a probability for each class or label, or the numbers in their own units. */
    public double[] values(int row) {
        return values[row].clone();
    }

    /** The probabilities of a row, one per class or label. */
    public double[] probabilities(int row) {
        if (meaning.kind() == Target.Kind.NUMBERS) {
            throw other("probabilities", "number(row) gives them");
        }
        return values(row);
    }

    /** The probability of a class or label in a row. */
    public double probability(int row, String name) {
        return probabilities(row)[place("class", name)];
    }

    /**
     * The predicted class of a row: the most probable, among equals the first; of two classes with a threshold the one
     * that it decides.
     */
    public String label(int row) {
        return meaning.columns().get(best(row));
    }

    private int best(int row) {
        requireClasses();
        if (meaning.threshold().isPresent()) {
            return meaning.threshold().get().decide(meaning.columns(), values[row])[0];
        }
        int best = 0;
        for (int c = 1; c < meaning.columns().size(); c++) {
            best = values[row][c] > values[row][best] ? c : best;
        }
        return best;
    }

    /** From which probability on one of two classes is predicted; empty where the more probable one is. */
    public Optional<Threshold> threshold() {
        return meaning.threshold();
    }

    /** The predicted class of every row. */
    public List<String> labels() {
        return IntStream.range(0, rows()).mapToObj(this::label).toList();
    }

    /** The labels of a row: those with a probability of at least one half. */
    public List<String> labelSet(int row) {
        if (meaning.kind() != Target.Kind.SEVERAL_LABELS) {
            throw other(
                    "sets of labels",
                    meaning.kind() == Target.Kind.NUMBERS ? "number(row) gives them" : "label(row) gives it");
        }
        return IntStream.range(0, meaning.columns().size())
                .filter(c -> values[row][c] >= HALF)
                .mapToObj(meaning.columns()::get)
                .toList();
    }

    /** The number of a row, in its own unit; of several numbers the first. */
    public double number(int row) {
        return number(row, meaning.columns().get(0));
    }

    /** A number of a row, in its own unit. */
    public double number(int row, String column) {
        if (meaning.kind() != Target.Kind.NUMBERS) {
            throw other(
                    "numbers",
                    meaning.kind() == Target.Kind.SEVERAL_LABELS ? "labelSet(row) gives them" : "label(row) gives it");
        }
        return values[row][place("number", column)];
    }

    private int place(String what, String name) {
        int place = meaning.columns().indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException(Names.unknown(what, name, meaning.columns()));
        }
        return place;
    }

    private void requireClasses() {
        if (meaning.kind() == Target.Kind.NUMBERS) {
            throw other("one class", "number(row) gives them");
        }
        if (meaning.kind() == Target.Kind.SEVERAL_LABELS) {
            throw other("one class", "labelSet(row) gives them");
        }
    }

    private IllegalStateException other(String asked, String way) {
        return new IllegalStateException("the target '" + meaning.target() + "' is "
                + meaning.kind().words() + ", and this is asked of " + asked + "; " + way);
    }

    /** What is predicted for a row, in words. */
    public String words(int row) {
        return switch (meaning.kind()) {
            case ONE_CLASS, ORDERED_CLASSES -> label(row);
            case SEVERAL_LABELS -> String.join(", ", labelSet(row));
            case NUMBERS ->
                meaning.columns().size() == 1
                        ? shown(values[row][0])
                        : IntStream.range(0, meaning.columns().size())
                                .mapToObj(c -> meaning.columns().get(c) + " " + shown(values[row][c]))
                                .collect(Collectors.joining(", "));
        };
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }

    /**
     * The rows as JSON: {@code {"target":…,"rows":[{"id":…,"label":…,"probabilities":{…}}],"notes":[…]}}, with
     * {@code labels} for several labels, and {@code numbers} instead of both for numbers; {@code threshold} stands
     * before the rows where there is one.
     */
    public String json() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            Map<String, Double> byColumn = new LinkedHashMap<>();
            for (int c = 0; c < meaning.columns().size(); c++) {
                byColumn.put(meaning.columns().get(c), values[row][c]);
            }
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("id", rowIds.get(row));
            switch (meaning.kind()) {
                case ONE_CLASS, ORDERED_CLASSES -> line.put("label", label(row));
                case SEVERAL_LABELS -> line.put("labels", labelSet(row));
                case NUMBERS -> line.put("numbers", byColumn);
            }
            if (meaning.kind() != Target.Kind.NUMBERS) {
                line.put("probabilities", byColumn);
            }
            rows.add(line);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("target", meaning.target());
        meaning.threshold().ifPresent(chosen -> all.put("threshold", chosen));
        all.put("rows", rows);
        all.put("notes", notes);
        Gson gson = new GsonBuilder().disableHtmlEscaping().create();
        return gson.toJson(all);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(meaning.target() + " of " + rows() + (rows() == 1 ? " row" : " rows"));
        boolean sure = meaning.kind() == Target.Kind.ONE_CLASS || meaning.kind() == Target.Kind.ORDERED_CLASSES;
        for (int row = 0; row < Math.min(SHOWN, rows()); row++) {
            text.append('\n').append(rowIds.get(row)).append(": ").append(words(row));
            if (sure) {
                text.append(' ').append(String.format(Locale.ROOT, "%.3f", values[row][best(row)]));
            }
        }
        if (rows() > SHOWN) {
            text.append("\n… ").append(rows() - SHOWN).append(" more");
        }
        meaning.threshold().ifPresent(chosen -> text.append("\nThreshold: ").append(chosen));
        notes.forEach(note -> text.append('\n').append(note));
        return text.toString();
    }
}
