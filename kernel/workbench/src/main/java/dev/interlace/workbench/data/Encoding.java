package dev.interlace.workbench.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which encoder reads which column. A column can be encoded twice under two names, for instance as one vector and as
 * tokens.
 *
 * @param steps in order; each gives one modality
 */
public record Encoding(List<Step> steps) {
    /**
     * One column and its encoder.
     *
     * @param column name of the raw column
     * @param encoder id of the encoder; empty for numbers, which need none
     * @param options options of the encoder
     * @param modality name of the modality that it gives
     */
    public record Step(String column, String encoder, Map<String, ?> options, String modality) {}

    public Encoding {
        steps = List.copyOf(steps);
    }

    /** An encoding of nothing, to add to. */
    public static Encoding none() {
        return new Encoding(List.of());
    }

    /** The encoder of each column, with its default options. */
    public static Encoding of(Map<String, String> encoders) {
        return new Encoding(encoders.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Step(entry.getKey(), entry.getValue(), Map.of(), entry.getKey()))
                .toList());
    }

    /** This encoding and one more column, with the encoder's default options; the modality has the column's name. */
    public Encoding and(String column, String encoder) {
        return and(column, encoder, Map.of());
    }

    /** This encoding and one more column; the modality has the column's name. */
    public Encoding and(String column, String encoder, Map<String, ?> options) {
        return and(column, encoder, options, column);
    }

    /** This encoding and one more column, whose modality has another name. */
    public Encoding and(String column, String encoder, Map<String, ?> options, String modality) {
        List<Step> more = new ArrayList<>(steps);
        more.add(new Step(column, encoder, options, modality));
        return new Encoding(more);
    }
}
