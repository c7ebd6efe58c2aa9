package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Takes rows away: they become absent.
 *
 * <p>Use it for sensors that fail and captions nobody wrote. Rows go at random; in practice what is missing often
 * depends on what it would have said, which is harder and not done here.
 *
 * <p>Each row goes with probability {@code level}, by a random number that it keeps at every level, so that the rows
 * that a higher level leaves are among those that a lower one leaves. The share is therefore {@code level} on average,
 * within √(level (1 - level) / n) of it.
 *
 * <p>Reference: Neverova, Wolf, Taylor and Nebout, ModDrop: Adaptive Multi-modal Gesture Recognition, IEEE Transactions
 * on Pattern Analysis and Machine Intelligence, 2016, section 4.2; Rubin, Inference and Missing Data, Biometrika, 1976
 * (missing completely at random).
 */
public final class ModalityDropCorruption implements Corruption<ModalityDropCorruption.Options> {
    private static final String ID = "corruption/modality-drop";

    /**
     * How many rows go.
     *
     * @param level probability that a row becomes absent, in [0, 1], default 0.25; raising it leaves fewer rows
     */
    public record Options(
            @Param(
                    doc = "probability that a row becomes absent; raising it leaves fewer rows",
                    min = 0,
                    max = 1,
                    init = 0.25)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(ID, "1.0.0", "Modality drop", "Makes rows absent, at random", Options.class)
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("missing modalities")
                .withReferences(
                        new Reference(
                                "Neverova, Wolf, Taylor, Nebout",
                                "ModDrop: Adaptive Multi-modal Gesture Recognition",
                                "IEEE Transactions on Pattern Analysis and Machine Intelligence",
                                2016,
                                "section 4.2"),
                        new Reference("Rubin", "Inference and Missing Data", "Biometrika", 1976, ""))
                .withLesson("robustness");
    }

    @Override
    public boolean accepts(Raw raw) {
        return !(raw instanceof Raw.Numbers numbers)
                || numbers.features().graph().isEmpty();
    }

    @Override
    public Raw corrupt(Raw raw, Options options, FitContext context) {
        Damage damage = new Damage(ID, context);
        if (!accepts(raw)) {
            throw damage.unread(raw, "every kind but features over a graph, all of whose nodes are present");
        }
        if (options.level() == 0) {
            return raw;
        }
        context.checkCancelled();
        Presence mask = raw.presence()
                .and(Presence.where(raw.rows(), row -> damage.random(row).nextDouble() >= options.level()));
        if (raw instanceof Raw.Texts texts) {
            return new Raw.Texts(kept(texts.values(), mask));
        }
        if (raw instanceof Raw.Pictures pictures) {
            return new Raw.Pictures(kept(pictures.values(), mask));
        }
        if (raw instanceof Raw.Sounds sounds) {
            return new Raw.Sounds(kept(sounds.values(), mask));
        }
        if (raw instanceof Raw.Timings timings) {
            return new Raw.Timings(kept(timings.values(), mask));
        }
        if (raw instanceof Raw.Nodes nodes) {
            return new Raw.Nodes(
                    nodes.graph(),
                    IntStream.range(0, nodes.rows())
                            .mapToObj(row -> mask.has(row) ? nodes.values().get(row) : OptionalInt.empty())
                            .toList());
        }
        if (raw instanceof Raw.Fields fields) {
            return new Raw.Fields(
                    fields.fields().stream().map(field -> field.masked(mask)).toList());
        }
        return new Raw.Numbers(((Raw.Numbers) raw).features().withPresence(mask));
    }

    private static <T> List<Optional<T>> kept(List<Optional<T>> values, Presence mask) {
        return IntStream.range(0, values.size())
                .mapToObj(row -> mask.has(row) ? values.get(row) : Optional.<T>empty())
                .toList();
    }
}
