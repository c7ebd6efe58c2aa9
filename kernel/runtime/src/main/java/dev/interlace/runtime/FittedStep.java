package dev.interlace.runtime;

import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Raw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one raw column becomes a modality.
 *
 * @param column name of the raw column
 * @param modality name of the modality
 * @param encoder what reads the column; empty for numbers, which need none
 */
public record FittedStep(String column, String modality, Optional<Fitted> encoder) {
    /**
     * An encoder as it was fitted.
     *
     * @param plugin which build of it
     * @param options every option by name, as text
     * @param given the encoder before it learned
     * @param fitted the encoder that has learned; the given one where there was nothing to learn
     */
    public record Fitted(PluginMark plugin, Map<String, String> options, Encoder<?> given, Encoder<?> fitted) {
        /** An encoder under these options. */
        public static <O extends Record> Fitted of(
                PluginMark plugin, Encoder<O> given, Encoder<?> fitted, Map<String, ?> options) {
            Map<String, String> all = new LinkedHashMap<>();
            var schema = given.descriptor().schema();
            schema.values(schema.parse(options)).forEach((name, value) -> all.put(name, String.valueOf(value)));
            return new Fitted(plugin, all, given, fitted);
        }

        /** Whether it has learned from training rows. */
        boolean hasLearned() {
            return given != fitted;
        }

        private static <O extends Record> Features encode(
                Encoder<O> encoder, String modality, Raw raw, Map<String, ?> options, FitContext context) {
            return encoder.encode(modality, raw, encoder.descriptor().schema().parse(options), context);
        }
    }

    /** The modality of these rows. */
    public Features encode(Raw raw, FitContext context) {
        if (encoder.isEmpty()) {
            if (raw instanceof Raw.Numbers numbers) {
                return numbers.features().named(modality);
            }
            throw new IllegalArgumentException("column '" + column + "' must hold numbers, got " + raw.words());
        }
        Fitted known = encoder.get();
        return Fitted.encode(known.fitted(), modality, raw, known.options(), context);
    }

    /** What of these rows the encoder had not seen. */
    public List<String> unseen(Raw raw) {
        return encoder.map(known -> known.fitted().unseen(raw)).orElse(List.of());
    }
}
