package dev.interlace.plugins.fusion;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The weights of losses as the text of an option: {@code modality=number} separated by semicolons. */
final class Blend {
    private Blend() {}

    /** The weights by name; empty where the text is blank. */
    static Map<String, Double> parse(String text) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String part : text.isBlank() ? new String[0] : text.split(";", -1)) {
            int equals = part.lastIndexOf('=');
            double weight = Double.NaN;
            try {
                weight = equals < 0
                        ? Double.NaN
                        : Double.parseDouble(part.substring(equals + 1).strip());
            } catch (NumberFormatException e) {
                // told below with the part
            }
            if (!(weight >= 0 && weight <= 1)) {
                throw new IllegalArgumentException("Options.weights must be modality=number separated by semicolons,"
                        + " each number in [0, 1], got '" + part.strip() + "'");
            }
            weights.put(part.substring(0, equals).strip(), weight);
        }
        if (weights.containsKey("*") && !(weights.get("*") > 0)) {
            throw new IllegalArgumentException("Options.weights: * must be above 0, since the prediction is made of all"
                    + " modalities together, got " + weights.get("*"));
        }
        return weights;
    }

    /**
     * The text of weights that are divided by their sum; where none has gained, all modalities together have the whole
     * weight, and they have a hundredth at least.
     *
     * @param all the name of all modalities together
     */
    static String text(Map<String, Double> weights, String all) {
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        weights.forEach((name, weight) -> shares.put(name, sum > 0 ? weight / sum : name.equals(all) ? 1 : 0));
        shares.merge(all, 0.01, Math::max);
        return shares.entrySet().stream()
                .map(share -> share.getKey() + "=" + String.format(Locale.ROOT, "%.4f", share.getValue()))
                .collect(Collectors.joining("; "));
    }
}
