package dev.interlace.runtime;

import com.google.gson.JsonObject;
import java.util.List;

/**
 * From which probability on a class is predicted, of a model of two classes.
 *
 * @param positive the class
 * @param value the least probability, at least 0; above 1 the class is never predicted
 * @param chosen how it was chosen, for instance {@code F1 on 40 validation rows}
 */
public record Threshold(String positive, double value, String chosen) {
    public Threshold {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Threshold.value must be in [0, inf), got " + value);
        }
    }

    /**
     * The predicted class number of each row, {@code [n]}.
     *
     * @param classes two, the positive one among them
     * @param probabilities {@code [n * 2]}, row by row
     */
    public int[] decide(List<String> classes, double[] probabilities) {
        int column = column(classes);
        int[] decided = new int[probabilities.length / 2];
        for (int row = 0; row < decided.length; row++) {
            decided[row] = probabilities[2 * row + column] >= value ? column : 1 - column;
        }
        return decided;
    }

    /**
     * Refuses what it cannot decide.
     *
     * @throws IllegalArgumentException unless there are two classes, the positive one among them
     */
    public void check(List<String> classes) {
        column(classes);
    }

    /** The threshold as a model file holds it. */
    public JsonObject json() {
        JsonObject said = new JsonObject();
        said.addProperty("positive", positive);
        said.addProperty("value", value);
        said.addProperty("chosen", chosen);
        return said;
    }

    /** What {@link #json} gave. */
    public static Threshold of(JsonObject said) {
        if (!said.has("positive") || !said.has("value") || !said.has("chosen")) {
            throw new IllegalArgumentException("a threshold has a class, a value and a reason, got " + said);
        }
        return new Threshold(
                said.get("positive").getAsString(),
                said.get("value").getAsDouble(),
                said.get("chosen").getAsString());
    }

    /** The column of the positive class among two. */
    private int column(List<String> classes) {
        int column = classes.indexOf(positive);
        if (classes.size() != 2 || column < 0) {
            throw new IllegalArgumentException(
                    "a threshold is for one of two classes, got '" + positive + "' of " + classes);
        }
        return column;
    }

    @Override
    public String toString() {
        return positive + " from " + value + " on (" + chosen + ")";
    }
}
