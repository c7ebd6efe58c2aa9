package dev.interlace.workbench.tables;

import dev.interlace.workbench.data.DataSources;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.Encoding;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.evaluation.Bootstrap;
import dev.interlace.workbench.evaluation.ModelEvaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Measurements in a lab that are repeated on several splits or draws, so that a table says how much they vary.
 *
 * @param data encodes the splits
 * @param evaluation measures fusion models
 */
public record RepeatedMeasures(DataSources data, ModelEvaluation evaluation) {
    private static final List<Long> DRAWS = List.of(1L, 2L, 3L);

    // pretrained encoders read every row once, however many splits there are
    private LongFunction<EncodedSplit> splits(LabData rows, Encoding encoding) {
        DataSources quiet = data.quiet();
        if (!quiet.pretrained(encoding)) {
            return seed -> quiet.encode(rows.split(seed), encoding);
        }
        AtomicReference<@Nullable Encoded> whole = new AtomicReference<>();
        return seed -> {
            Encoded all = whole.updateAndGet(known -> known == null ? quiet.encode(rows, encoding) : known);
            return Objects.requireNonNull(all).split(rows.split(seed));
        };
    }

    private Bootstrap bootstrap() {
        return Bootstrap.seeded(evaluation.seed());
    }

    private static List<Long> list(long... seeds) {
        return Arrays.stream(seeds).boxed().toList();
    }

    /**
     * The same fits on several splits of a data set, one for each seed: how good a method is, and by how much that
     * varies.
     *
     * @param seeds at least one; each decides a split and the fits on it
     */
    public Trials trials(LabData rows, Encoding encoding, long... seeds) {
        return new Trials(splits(rows, encoding), evaluation::evaluate, list(seeds), List.of(), bootstrap());
    }

    /**
     * Alignments on several splits of a data set, one for each seed, measured by search among the test rows.
     *
     * @param left name of the encoded modality that asks first
     * @param right name of the other
     * @param seeds at least one; each decides a split and the fits on it
     */
    public Searches searches(LabData rows, Encoding encoding, String left, String right, long... seeds) {
        return new Searches(
                splits(rows, encoding),
                left,
                right,
                list(seeds),
                Map.of(),
                evaluation.methods().measures(),
                bootstrap());
    }

    /**
     * Any measurement on several splits of a data set, one for each seed.
     *
     * @param seeds at least one; each decides a split, and is given to the measurement for its fits
     */
    public Measures<EncodedSplit> measures(LabData rows, Encoding encoding, long... seeds) {
        return new Measures<>(
                rows.dataset().card().title(), splits(rows, encoding), list(seeds), Map.of(), bootstrap());
    }

    /**
     * Alignments that are told few pairs and asked for the others, in three draws of the seed pairs.
     *
     * @param left the left row (or node) of each true pair
     * @param right the right row (or node) of each true pair
     * @param groups one group per pair; pairs of a group are drawn, and left out of the measurement, together
     * @param counts numbers of seed pairs
     */
    public FewPairs fewPairs(int[] left, int[] right, List<String> groups, int... counts) {
        return new FewPairs(
                new FewPairs.Pairs(left, right, groups),
                Arrays.stream(counts).boxed().toList(),
                DRAWS,
                Map.of(),
                bootstrap());
    }

    @Override
    public String toString() {
        return "Repeated measurements in a lab, seed " + evaluation.seed() + ": trials(data, encoding, seeds),"
                + " searches(data, encoding, left, right, seeds), measures(data, encoding, seeds),"
                + " fewPairs(left, right, groups, counts)";
    }
}
