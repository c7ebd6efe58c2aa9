package dev.interlace.spi.experiment;

import dev.interlace.spi.AlignmentMethod;
import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.Method;
import dev.interlace.spi.Raw;
import dev.interlace.spi.SeedSource;
import dev.interlace.spi.Supervision;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * One run of an experiment, given by the workbench: the claim, the method that makes it, and all that the experiment
 * may use. An interrupt stops it at the next fit or {@link #context}.
 */
public interface Trial {
    /** The id of the experiment. */
    String experiment();

    /** The claim to test; where the method makes none, that it fares better than what it is compared with. */
    Claim claim();

    /** The method that makes the claim. */
    Chosen<?> subject();

    /**
     * The method that makes the claim, as a method of that kind.
     *
     * @throws IllegalArgumentException when it is of another kind
     */
    <M extends Method<?>> Chosen<M> subject(Class<? super M> kind);

    /** Another method of that kind by its id, with options; the rest is by default. */
    <M extends Method<?>> Chosen<M> method(Class<? super M> kind, String id, Map<String, ?> options);

    /** The first seed. */
    long seed();

    /** How much to repeat. */
    Effort effort();

    /** Whether rows are given. */
    boolean hasRows();

    /** The given rows to fit on; where there are none, the message says how to give them. */
    Rows train();

    /** The given rows to measure on. */
    Rows test();

    /** A data set by its id, with options. */
    Dataset data(String id, Map<String, ?> options);

    /** A raw column by the encoder of that id, as features of that name. */
    Features encode(String modality, String encoder, Map<String, ?> options, Raw raw);

    /** A model of a fusion method, fitted from that seed. */
    FusionModel fit(Chosen<? extends FusionMethod<?>> fusion, Rows train, long from);

    /** A model of an alignment method, fitted from that seed; near-duplicate rows share a group. */
    AlignmentModel fit(Chosen<? extends AlignmentMethod<?>> alignment, Pairing pairs, long from);

    /**
     * What an alignment method is fitted on.
     *
     * @param left left features
     * @param right right features
     * @param supervision what is known of who belongs with whom
     * @param groups one group per pair; empty where every pair stands alone
     */
    record Pairing(Features left, Features right, Supervision supervision, List<String> groups) {
        public Pairing {
            groups = List.copyOf(groups);
        }
    }

    /** A context of that seed for a method that is called directly. */
    FitContext context(long from);

    /**
     * The effect of a condition with its bootstrap interval.
     *
     * @param groups one group per row; rows of a group are drawn together
     * @param statistic of row numbers, of which some are drawn several times
     */
    Effect effect(String condition, String measure, List<String> groups, ToDoubleFunction<int[]> statistic);

    /**
     * How faithful the attention of a model is: the area between the similarity as right tokens are taken away in
     * random order and the most attended first, and the same for shuffled weights, where it must contain 0.
     *
     * @param test pairs of two modalities of kind TOKENS
     */
    List<Effect> faithfulness(AlignmentModel model, Rows test);

    /** The mean effect of a condition with its bootstrap interval. */
    default Effect effect(String condition, String measure, double[] values, List<String> groups) {
        return effect(condition, measure, groups, rows -> {
            double sum = 0;
            for (int row : rows) {
                sum += values[row];
            }
            return sum / rows.length;
        });
    }

    /** So many seeds, from the first on. */
    default List<Long> seeds(int count) {
        return LongStream.range(0, count).map(i -> seed() + i).boxed().toList();
    }

    /** The randomness of one purpose of this experiment, under that seed. */
    default SeedSource random(String purpose, long from) {
        return new SeedSource(from).split(experiment() + " " + purpose);
    }

    /** Whether the claim speaks for the method. */
    default boolean pro() {
        return claim().side() == Claim.Side.PRO;
    }

    /** The method to compare with: the first rival that the claim names, or else the usual one. */
    default String rival(String usual) {
        return rivals(usual).get(0);
    }

    /** The methods to compare with: those that the claim names, or else the usual ones. */
    default List<String> rivals(String... usual) {
        return claim().rivals().isEmpty() ? List.of(usual) : claim().rivals();
    }
}
