package dev.interlace.plugins.alignment;

import dev.interlace.learn.Checks;
import dev.interlace.learn.Inputs.Input;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.Tape;
import dev.interlace.learn.TrainableAlignment;
import dev.interlace.learn.TrainingOptions;
import dev.interlace.learn.Var;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Locale;

/**
 * Contrastive alignment with two towers: each modality is projected to a common sphere, where pairs are pulled together and all
 * other combinations of a batch are pushed apart.
 *
 * <p>Use it for retrieval between modalities when pairs are known. It fails with small batches (few negatives), with captions that
 * occur twice (a true match counts as a negative), and it needs pairs.
 *
 * <p>{@code z = f(x) / |f(x)|}, {@code s_ij = exp(logScale) z_i . z'_j}, loss = mean of the cross-entropies of rows and columns with the
 * diagonal as truth. The temperature {@code 1 / exp(logScale)} is trained and kept in {@code [1 / maxScale, 1]}. With {@code hidden = 0}
 * the towers are linear.
 *
 * <p>B batch, D width.
 *
 * <p>Reference: Radford et al.: Learning Transferable Visual Models From Natural Language Supervision, ICML 2021, figure 3; differs from
 * the paper in projecting features that are given instead of training the encoders.
 */
public final class ContrastiveAlignment implements TrainableAlignment<ContrastiveAlignment.Options> {
    /** Options of {@link ContrastiveAlignment}. */
    public record Options(
            @Param(doc = "width of the common space", min = 1, max = 4096, init = 128)
            int width,

            @Param(doc = "hidden units of each tower; 0 is a linear projection", min = 0, max = 8192, init = 256)
            int hidden,

            @Param(doc = "temperature at the start", min = 0.01, max = 1, init = 0.07, scale = Param.Scale.LOG)
            double temperature,

            @Param(
                    doc = "largest factor on the cosine, the inverse of the smallest temperature",
                    min = 2,
                    max = 10000,
                    init = 100,
                    scale = Param.Scale.LOG)
            double maxScale,

            @Param(doc = "share of features dropped in training; more regularises", min = 0, max = 0.9, init = 0.3)
            double dropout,

            @Param(doc = "passes over the pairs at most", unit = "epochs", min = 1, max = 10000, init = 40)
            int epochs,

            @Param(
                    doc = "pairs in a step; each is a negative for all others, so more is harder and better",
                    unit = "pairs",
                    min = 2,
                    max = 65536,
                    init = 256)
            int batchSize,

            @Param(
                    doc = "step size of Adam",
                    min = 0,
                    max = 1,
                    init = 1e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 0.1)
            double weightDecay,

            @Param(
                    doc = "epochs without a better validation loss before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 10)
            int patience,

            @Param(doc = "share of pairs held out for early stopping; 0 runs all epochs", min = 0, max = 0.5, init = 0)
            double holdout)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    width,
                    hidden,
                    temperature,
                    maxScale,
                    dropout,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout);
            if (temperature < 1 / maxScale) {
                throw new IllegalArgumentException(
                        "Options.temperature must be at least 1 / maxScale = " + 1 / maxScale + ", got " + temperature);
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "alignment/contrastive",
                        "1.0.0",
                        "Contrastive alignment (symmetric InfoNCE)",
                        "Two towers to one sphere; pairs together, all other combinations apart",
                        Options.class)
                .withFormula(
                        "L = -\\frac{1}{2B}\\sum_i \\log\\frac{e^{s_{ii}}}{\\sum_j e^{s_{ij}}} + \\log\\frac{e^{s_{ii}}}{\\sum_j e^{s_{ji}}},\\quad s_{ij} = z_i \\cdot z'_j / \\tau")
                .withCapabilities(
                        Capability.NEEDS_PAIRS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE,
                        Capability.VARIABLE_LENGTH)
                .withClaims(
                        Claim.pro(
                                "Pairs alone, without labels, give embeddings that serve retrieval",
                                "alignment/retrieval",
                                "recall far above chance on unseen concepts"),
                        Claim.pro(
                                "It works with few labels",
                                "alignment/label-efficiency",
                                "above raw features at the same number of labels"),
                        Claim.con(
                                "Look-alikes in a batch count as negatives",
                                "alignment/false-negatives",
                                "masking them raises recall"))
                .withUseCases("Search of pictures by text and of text by pictures")
                .withReferences(new Reference(
                        "Radford et al.",
                        "Learning Transferable Visual Models From Natural Language Supervision",
                        "ICML",
                        2021,
                        "figure 3"))
                .withLesson("alignment/contrastive");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        Checks.vectorsOrTokens("alignment/contrastive", left);
        Checks.vectorsOrTokens("alignment/contrastive", right);
        PairChecks.needsPairs("alignment/contrastive", left, right, supervision, 2);
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Tape tape = layers.tape();
        String name = side.name().toLowerCase(Locale.ROOT);
        Var x = input.isSequence() ? tape.meanTokens(input.features(), input.lengths()) : input.features(); // [B, d]
        x = tape.dropout(x, options.dropout());
        if (options.hidden() > 0) {
            x = tape.dropout(layers.dense(name + ".hidden", x, options.hidden()), options.dropout());
        }
        return tape.normalize(layers.linear(name + ".project", x, options.width())); // [B, D]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Var left = embed(layers, Side.LEFT, pairs.left(), options);
        Var right = embed(layers, Side.RIGHT, pairs.right(), options);
        return layers.tape()
                .infoNce(
                        layers.tape().similarity(left, right),
                        LogScale.of(layers, options.temperature()),
                        options.maxScale());
    }
}
