package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.learn.networks.AlignmentLoss;
import dev.interlace.spi.OptionsSchema;
import java.util.LinkedHashMap;
import java.util.Map;

/** The options of the loss of {@link ContrastiveAlignment}: those that both have by name, and those given as text. */
final class LossOptions {
    private LossOptions() {}

    /** The options of a loss; temperature, largest scale and margin are those of the towers where it has such. */
    static <P extends Record> P parse(AlignmentLoss<P> loss, ContrastiveAlignment.Options options) {
        OptionsSchema<P> schema = loss.descriptor().schema();
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> shared = Map.of(
                "temperature", options.temperature(), "maxScale", options.maxScale(), "margin", options.margin());
        schema.options().stream()
                .map(OptionsSchema.Option::name)
                .filter(shared::containsKey)
                .forEach(name -> values.put(name, shared.get(name)));
        values.putAll(of(options.lossOptions()));
        return schema.parse(values);
    }

    /** Names and values of a text such as {@code invariance=10, variance=10}. */
    static Map<String, String> of(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        if (text.isBlank()) {
            return values;
        }
        for (String part : text.split(",", -1)) {
            int at = part.indexOf('=');
            if (at < 0) {
                throw new IllegalArgumentException(
                        "Options.lossOptions must be name=value, separated by commas, got '" + text + "'");
            }
            values.put(part.substring(0, at).strip(), part.substring(at + 1).strip());
        }
        return values;
    }
}
