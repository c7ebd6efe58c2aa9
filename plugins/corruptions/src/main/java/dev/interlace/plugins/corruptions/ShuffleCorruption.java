package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Capability;
import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Reference;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Gives rows the content of other rows: each is whole, and what belonged together does not.
 *
 * <p>Use it as the null of every cross-modal claim: a model that is as good on shuffled pictures does not use the
 * pictures. It fails to break the pair where two rows have equal content.
 *
 * <p>Each present row takes part with probability {@code level}, by a random number that it keeps at every level; those
 * that take part pass their content on along one cycle in random order, so that none keeps its own (a single one has no
 * row to swap with). Absent rows stay where they are. The content of all rows together stays the same. This is the one
 * corruption in which rows depend on one another.
 *
 * <p>Reference: Breiman, Random Forests, Machine Learning, 2001, section 10 (permuting one variable); Hessel and Lee,
 * Does My Multimodal Model Learn Cross-modal Interactions?, EMNLP 2020.
 */
public final class ShuffleCorruption implements Corruption<ShuffleCorruption.Options> {
    private static final String ID = "corruption/shuffle";

    /**
     * How many rows take part.
     *
     * @param level probability that a row takes part, in [0, 1], default 1; raising it breaks more pairs
     */
    public record Options(
            @Param(doc = "probability that a row takes part; raising it breaks more pairs", min = 0, max = 1, init = 1)
            double level) {
        public Options {
            OptionsSchema.require(Options.class, level);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID, "1.0.0", "Shuffle", "Gives rows the content of other rows: pairs are broken", Options.class)
                .withCapabilities(Capability.HANDLES_MISSING)
                .withUseCases("whether a model uses a modality at all")
                .withReferences(
                        new Reference("Breiman", "Random Forests", "Machine Learning", 2001, "section 10"),
                        new Reference(
                                "Hessel, Lee",
                                "Does My Multimodal Model Learn Cross-modal Interactions? It's Harder to Tell than You"
                                        + " Might Think!",
                                "EMNLP",
                                2020,
                                ""))
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
            throw damage.unread(raw, "every kind but features over a graph, whose rows are its nodes");
        }
        context.checkCancelled();
        int[] taking = Arrays.stream(raw.presence().rowsPresent())
                .filter(row -> damage.random(row).nextDouble() < options.level())
                .toArray();
        if (taking.length < 2) {
            return raw;
        }
        int[] order = context.seeds().split(ID).split("order").permutation(taking.length);
        int[] from = IntStream.range(0, raw.rows()).toArray();
        for (int k = 0; k < order.length; k++) {
            from[taking[order[k]]] = taking[order[(k + 1) % order.length]];
        }
        return raw.rows(from);
    }
}
