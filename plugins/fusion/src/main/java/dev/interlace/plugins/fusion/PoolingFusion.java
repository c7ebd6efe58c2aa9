package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Inputs;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.Robustness;
import dev.interlace.learn.tape.Joins;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import java.util.List;

/**
 * Mid fusion by pooling: every modality passes an encoder of its own, and the representations are pooled entry by
 * entry.
 *
 * <p>Use it when modalities come and go and there are many: the pool has no parameters and its width does not grow with
 * them. It fails where it matters which modality said something, which a sum forgets.
 *
 * <p>{@code z = pool_m h_m}, {@code h_m = encoder_m(x_m)}; SUM, MEAN, MAX, or PRODUCT, the entry-wise (Hadamard)
 * product of {@code 1 + h_m}, which joins multiplicatively and lets one silent modality leave the others as they are.
 * With AVAILABLE_ONLY the pool runs over the modalities that a row has.
 *
 * <p>B batch, H hidden units.
 *
 * <p>Reference: Zaheer et al.: Deep Sets, NeurIPS 2017, theorem 2 (pooling by the sum); for the product Kim et al.:
 * Hadamard Product for Low-rank Bilinear Pooling, ICLR 2017, eq. 5; differs from that in the added 1.
 */
public final class PoolingFusion implements MidFusion<PoolingFusion.Options> {
    /** How representations are pooled. */
    public enum Pool {
        SUM,
        MEAN,
        MAX,
        PRODUCT
    }

    /** Options of {@link PoolingFusion}. */
    public record Options(
            @Group(defaults = "after=1") Encoders encoders,

            @Param(doc = "how the representations are pooled", choice = "MEAN")
            Pool pool,

            @Group(choices = MidFusion.MISSING) Robustness robustness,
            Training training)
            implements Encoded.Options {
        public Options {
            OptionsSchema.require(Options.class, encoders, pool, robustness, training);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MidFusion.describe(
                        "fusion/mid-pooling",
                        "1.0.0",
                        "Mid fusion by pooling",
                        "Encoded modalities pooled by sum, mean, maximum or product",
                        Options.class)
                .withFormula(
                        "z = \\bigoplus_{m \\in P} h_m,\\quad \\bigoplus \\in \\{\\textstyle\\sum, \\mathrm{mean}, \\max, \\prod (1 + \\cdot)\\}")
                .withClaims(
                        Claim.pro(
                                        "Its size does not grow when modalities are pooled instead of put side by side",
                                        "fusion/cost",
                                        "fewer parameters than mid fusion by concatenation")
                                .against("fusion/mid-concat")
                                .ofAtLeast(0.1, "ln of a ratio"),
                        Claim.con(
                                "It forgets which modality said something",
                                "fusion/private-shared",
                                "below mid fusion by concatenation where classes have a private and a joint part"))
                .withUseCases("Many sensors of which some are silent")
                .withReferences(
                        new Reference("Zaheer et al.", "Deep Sets", "NeurIPS", 2017, "theorem 2"),
                        new Reference(
                                "Kim et al.", "Hadamard Product for Low-rank Bilinear Pooling", "ICLR", 2017, "eq. 5"));
    }

    @Override
    public Var fuse(Layers layers, Inputs inputs, Options options) {
        List<Encoded> all = Encoded.all(layers, inputs, options);
        return Encoded.finish(layers, pool(layers.tape(), all, options.pool()), options); // [B, H]
    }

    static Var pool(Tape tape, List<Encoded> all, Pool pool) {
        Joins joins = new Joins(tape);
        List<Var> parts = all.stream().map(Encoded::h).toList();
        float[][] counts = Encoded.counts(all);
        return switch (pool) {
            case SUM -> joins.mix(counts, parts);
            case MEAN -> joins.mix(shares(counts), parts);
            case MAX -> joins.maximum(parts, counts);
            case PRODUCT -> {
                Var product = onePlus(joins, parts.get(0), counts[0]);
                for (int m = 1; m < parts.size(); m++) {
                    product = tape.multiply(product, onePlus(joins, parts.get(m), counts[m]));
                }
                yield product;
            }
        };
    }

    /** {@code 1 + h}, and 1 where the row does not count. */
    private static Var onePlus(Joins joins, Var h, float[] counts) {
        Var silent = joins.scaleRows(h, new float[counts.length]);
        Var ones = joins.onesWhereAbsent(silent, new float[counts.length]);
        return joins.tape().add(ones, joins.scaleRows(h, counts));
    }

    /** Equal weights of the modalities that count in a row, {@code [M][B]}. */
    private static float[][] shares(float[][] counts) {
        float[][] shares = new float[counts.length][counts[0].length];
        for (int row = 0; row < counts[0].length; row++) {
            float sum = 0;
            for (float[] modality : counts) {
                sum += modality[row];
            }
            for (int m = 0; m < counts.length && sum > 0; m++) {
                shares[m][row] = counts[m][row] / sum;
            }
        }
        return shares;
    }
}
