package dev.interlace.learn.training;

import dev.interlace.spi.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much each class counts, as an option says it: {@code class=number}, separated by commas. */
final class ClassWeights {
    private ClassWeights() {}

    /** The weights that a text names; a class is all before the last equals sign. */
    static Map<String, Double> parse(String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int at = part.lastIndexOf('=');
            double weight = at < 0 ? Double.NaN : number(part.substring(at + 1).strip());
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)
                    || weights.put(part.substring(0, at).strip(), weight) != null) {
                throw new IllegalArgumentException("classWeights must be class=number, each class once, separated by"
                        + " commas, numbers at least 0, got '" + part.strip() + "'");
            }
        }
        return weights;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** The weight of each class, {@code [C]}, 1 for who is not named; empty where the text names none. */
    static double[] of(String text, List<String> classes) {
        Map<String, Double> named = parse(text);
        for (String name : named.keySet()) {
            if (!classes.contains(name)) {
                throw new IllegalArgumentException("classWeights: " + Names.unknown("class", name, classes));
            }
        }
        return named.isEmpty()
                ? new double[0]
                : classes.stream()
                        .mapToDouble(name -> named.getOrDefault(name, 1.0))
                        .toArray();
    }
}
