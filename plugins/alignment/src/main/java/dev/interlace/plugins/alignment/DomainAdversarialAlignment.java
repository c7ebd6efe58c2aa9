package dev.interlace.plugins.alignment;

import dev.interlace.learn.networks.Inputs.Input;
import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.networks.TrainableAlignment;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Training;
import dev.interlace.learn.training.TrainingOptions;
import dev.interlace.spi.AlignmentModel.Side;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.Group;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Supervision;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Domain-adversarial alignment: a map of the left modality whose image a classifier cannot tell from the right one; map
 * and classifier are trained against each other through a reversed gradient.
 *
 * <p>Use it when no pair is known and the modalities have one content in two dresses, and a bandwidth as
 * {@code alignment/mmd} needs it is hard to choose: the classifier finds where the sides differ. It fails to find the
 * right partner of a row, as every match of distributions, and the game has no value that falls: a classifier that is
 * ahead leaves no gradient, one that is behind none of use. {@code discrepancy/c2st} of the embeddings says how often
 * the sides are still told apart; 0.5 is chance.
 *
 * <p>{@code f(x)} as in {@link DiscrepancyAlignment}, the right side as it is, standardised; classifier {@code d(z) =
 * softmax(V relu(U z + a) + c)}. Loss: {@code -mean log d_0(r(f(x))) - mean log d_1(y) + pairWeight mean |f(x_i) -
 * y_i|^2 / d}, where r passes its input on and multiplies the gradient by {@code -adversary}
 * ({@link GradientReversal}). Distributions are of all rows, whether a pair names them or not.
 *
 * <p>B rows of a step, D columns of the right side.
 *
 * <p>Reference: Ganin, Ustinova, Ajakan, Germain, Larochelle, Laviolette, Marchand, Lempitsky: Domain-Adversarial
 * Training of Neural Networks, JMLR 17, 2016, eq. 9-15; differs in that there are no labels whose classifier would keep
 * the encoder from collapse: the right side stays as it is instead, as in Tzeng, Hoffman, Saenko, Darrell: Adversarial
 * Discriminative Domain Adaptation, CVPR 2017; and in that the weight of the reversal is constant.
 */
public final class DomainAdversarialAlignment implements TrainableAlignment<DomainAdversarialAlignment.Options> {
    private static final String ID = "alignment/dann";

    /** Options of {@link DomainAdversarialAlignment}. */
    public record Options(
            @Param(
                    doc = "factor on the reversed gradient; more moves the map faster than the classifier can follow",
                    min = 0,
                    max = 1e3,
                    init = 0.3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double adversary,

            @Param(
                    doc = "hidden units of the classifier of sides; more see finer differences",
                    min = 1,
                    max = 8192,
                    init = 64)
            int classifier,

            @Param(doc = DiscrepancyAlignment.WIDTH, min = 0, max = 65536, init = 0)
            int width,

            @Param(
                    doc = "rank of the map's departure from the identity where widths are equal; 0 is a full map",
                    min = 0,
                    max = 65536,
                    init = 8)
            int rank,

            @Param(doc = "width of the hidden layer of the map; 0 is a linear map", min = 0, max = 65536, init = 0)
            int hidden,

            @Param(doc = DiscrepancyAlignment.PAIR_WEIGHT, min = 0, max = 1e6, init = 1)
            double pairWeight,

            @Group(defaults = {"batchSize=256", "learningRate=2e-3", "weightDecay=0", "holdout=0"})
            Training training)
            implements TrainingOptions {
        public Options {
            OptionsSchema.require(Options.class, adversary, classifier, width, rank, hidden, pairWeight, training);
            if (training.stopping().holdout() > 0) {
                throw new IllegalArgumentException("Options.holdout must be 0, since the loss of a game between map and"
                        + " classifier does not fall as the map improves; got "
                        + training.stopping().holdout());
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Domain-adversarial alignment",
                        "A map whose image a classifier cannot tell from the other modality",
                        Options.class)
                .withFormula("\\min_f \\max_d\\; \\overline{\\log d_0(f(x))} + \\overline{\\log d_1(y)}")
                .withCapabilities(
                        Capability.UNSUPERVISED,
                        Capability.UNEQUAL_ROWS,
                        Capability.UNEQUAL_WIDTHS,
                        Capability.OUT_OF_SAMPLE)
                .withClaims(
                        Claim.pro(
                                "It needs neither pairs nor labels",
                                "alignment/unpaired",
                                "on unseen rows most of the discrepancy goes, and a test no longer tells the sides"
                                        + " apart"),
                        Claim.con(
                                "Equal distributions do not make pairs meet",
                                "alignment/unpaired-retrieval",
                                "recall of pairs below twice chance"))
                .withUseCases("Domain adaptation, such as pictures of another device or style")
                .withReferences(
                        new Reference(
                                "Ganin et al.",
                                "Domain-Adversarial Training of Neural Networks",
                                "JMLR 17",
                                2016,
                                "eq. 9-15"),
                        new Reference(
                                "Tzeng, Hoffman, Saenko, Darrell",
                                "Adversarial Discriminative Domain Adaptation",
                                "CVPR",
                                2017,
                                "the fixed side"))
                .withLesson("alignment/mmd");
    }

    @Override
    public void check(Features left, Features right, Supervision supervision, Options options) {
        PairChecks.needsSamples(ID, left, right, supervision);
    }

    @Override
    public Options resolve(Features left, Features right, Options options) {
        return new Options(
                options.adversary(),
                options.classifier(),
                right.width(),
                options.rank(),
                options.hidden(),
                options.pairWeight(),
                options.training());
    }

    @Override
    public Var embed(Layers layers, Side side, Input input, Options options) {
        Var x = input.features(); // [B, d]
        return side == Side.RIGHT
                ? x
                : new ResidualMap(options.width(), options.rank(), options.hidden()).of(layers, x); // [B, D]
    }

    @Override
    public Loss loss(Layers layers, Pairs pairs, Options options) {
        Tape tape = layers.tape();
        Var left = embed(layers, Side.LEFT, pairs.left(), options);
        Var right = embed(layers, Side.RIGHT, pairs.right(), options);
        Var image = DiscrepancyAlignment.rows(tape, left, first(pairs.leftDrawn()));
        Var rows = DiscrepancyAlignment.rows(tape, right, first(pairs.rightDrawn()));
        Var reversed = tape.record(new GradientReversal(image, options.adversary()));
        Loss game = told(layers, reversed, 0, options).plus(1, told(layers, rows, 1, options));
        if (pairs.leftRows().length == 0 || options.pairWeight() == 0) {
            return game;
        }
        Loss apart = tape.squaredError(
                DiscrepancyAlignment.rows(tape, left, pairs.leftRows()),
                DiscrepancyAlignment.rows(tape, right, pairs.rightRows()));
        return game.plus(options.pairWeight() / options.width(), apart);
    }

    private static int[] first(int rows) {
        return IntStream.range(0, rows).toArray();
    }

    /** How badly the classifier sees that rows {@code [B, D]} are of that side. */
    private static Loss told(Layers layers, Var rows, int side, Options options) {
        Var scores = layers.linear("side.score", layers.dense("side.hidden", rows, options.classifier()), 2); // [B, 2]
        int[] sides = new int[rows.size(0)];
        Arrays.fill(sides, side);
        return layers.tape().softmaxCrossEntropy(scores, sides);
    }
}
