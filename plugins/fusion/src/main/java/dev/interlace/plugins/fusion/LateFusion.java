package dev.interlace.plugins.fusion;

import dev.interlace.learn.Checks;
import dev.interlace.learn.Holdout;
import dev.interlace.learn.Standardizer;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MissingPolicy;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Presence;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Late fusion: one classifier per modality, their probabilities pooled.
 *
 * <p>Use it when modalities come and go, when members are to be exchanged one by one, or when each modality nearly decides alone. It
 * cannot see what only two modalities together tell.
 *
 * <p>With the members that are present in a row, {@code P}: MEAN {@code p = 1/|P| sum p_m}; WEIGHTED {@code p = sum w_m p_m / sum w_m}
 * with weights on the simplex that minimise the log-loss of rows held out from the members' training; VOTE: the share of members whose
 * largest probability names the class, ties decided by the larger mean probability. A row without any modality gets the class shares of
 * the training rows.
 *
 * <p>The member of a modality is {@code fusion/early} on that modality alone, fitted on the rows that have it.
 *
 * <p>Reference: Kittler et al.: On Combining Classifiers, IEEE TPAMI 20(3), 1998, eq. 11 (mean) and 15 (vote); the weights are the
 * linear opinion pool of Genest and Zidek: Combining Probability Distributions, Statistical Science 1(1), 1986.
 */
public final class LateFusion implements FusionMethod<LateFusion.Options> {
    /** How the members' probabilities are pooled. */
    public enum Combiner {
        MEAN,
        WEIGHTED,
        VOTE
    }

    /** Options of {@link LateFusion}. */
    public record Options(
            @Param(
                    doc =
                            "how the members' probabilities are pooled: MEAN, WEIGHTED (weights learned on held-out rows) or VOTE",
                    choice = "MEAN")
            Combiner combiner,

            @Param(doc = "hidden units of each member; 0 is softmax regression", min = 0, max = 8192, init = 128)
            int hidden,

            @Param(doc = "share of hidden units dropped in training; more regularises", min = 0, max = 0.9, init = 0.2)
            double dropout,

            @Param(doc = "passes over the training rows at most", unit = "epochs", min = 1, max = 10000, init = 60)
            int epochs,

            @Param(doc = "rows in a step", unit = "rows", min = 1, max = 65536, init = 64)
            int batchSize,

            @Param(
                    doc = "step size of Adam",
                    min = 0,
                    max = 1,
                    init = 2e-3,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double learningRate,

            @Param(doc = "decoupled weight decay; more regularises", min = 0, max = 10, init = 1e-2)
            double weightDecay,

            @Param(
                    doc = "epochs without a better validation loss before training stops",
                    unit = "epochs",
                    min = 1,
                    max = 10000,
                    init = 8)
            int patience,

            @Param(
                    doc =
                            "share of rows held out to learn the weights (WEIGHTED), and again within each member for early stopping",
                    min = 0,
                    max = 0.5,
                    init = 0.15)
            double holdout) {
        public Options {
            OptionsSchema.require(
                    Options.class,
                    combiner,
                    hidden,
                    dropout,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout);
            if (combiner == Combiner.WEIGHTED && holdout == 0) {
                throw new IllegalArgumentException(
                        "Options.holdout must be above 0 where combiner is WEIGHTED, got 0.0:"
                                + " weights learned on the members' own training rows reward overfitting");
            }
        }

        EarlyFusion.Options member() {
            return new EarlyFusion.Options(
                    hidden,
                    false,
                    dropout,
                    epochs,
                    batchSize,
                    learningRate,
                    weightDecay,
                    patience,
                    holdout,
                    MissingPolicy.REJECT);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        "fusion/late",
                        "1.0.0",
                        "Late fusion (decision level)",
                        "One classifier per modality, probabilities pooled by mean, learned weights or vote",
                        Options.class)
                .withFormula(
                        "p = \\frac{\\sum_{m \\in P} w_m\\, p_m}{\\sum_{m \\in P} w_m},\\quad P = \\text{modalities present}")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "Absent modalities hurt it less than early fusion",
                                "fusion/missing",
                                "accuracy falls slower than early fusion's"),
                        Claim.pro(
                                "One member can be exchanged without fitting the others again",
                                "fusion/modular",
                                "one part of the provenance differs"),
                        Claim.con(
                                "It cannot use interactions between modalities",
                                "fusion/interaction",
                                "at chance where classes differ only jointly"))
                .withUseCases("Ensembles such as emotion recognition from face and voice")
                .withReferences(
                        new Reference(
                                "Kittler et al.",
                                "On Combining Classifiers",
                                "IEEE TPAMI 20(3)",
                                1998,
                                "eq. 11 and 15"),
                        new Reference(
                                "Genest and Zidek",
                                "Combining Probability Distributions",
                                "Statistical Science 1(1)",
                                1986,
                                "section 2"))
                .withLesson("fusion/late");
    }

    @Override
    public FusionModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        Checks.labelled("fusion/late", batch, labels);
        boolean learns = options.combiner() == Combiner.WEIGHTED;
        Holdout rows = Holdout.of(
                batch.rows(),
                context.groups(),
                learns ? options.holdout() : 0,
                context.seeds().split("weights"));
        Map<String, FusionModel> members = new TreeMap<>();
        History history = History.empty();
        for (Features features : batch.modalities()) {
            String name = features.modality().name();
            int[] own = Arrays.stream(rows.train())
                    .filter(row -> features.presence().has(row))
                    .toArray();
            if (own.length == 0) {
                throw new IllegalArgumentException(
                        "fusion/late: no training row has modality '" + name + "'; leave it out of the batch");
            }
            Standardizer.fit(features); // a number that is not finite is named by its row in the whole batch
            FitContext part = context.split("member " + name)
                    .grouped(
                            context.groups().isEmpty()
                                    ? context.groups()
                                    : Arrays.stream(own)
                                            .mapToObj(context.groups()::get)
                                            .toList());
            FusionModel member = new EarlyFusion()
                    .fit(
                            MultimodalBatch.of(
                                    Arrays.stream(own)
                                            .mapToObj(batch.rowIds()::get)
                                            .toList(),
                                    List.of(features.rows(own))),
                            labels.rows(own),
                            options.member(),
                            part);
            members.put(name, member);
            history = history.and(name + " ", member.history());
        }
        double[] prior = new double[labels.classes().size()];
        int[] counts = labels.counts();
        for (int c = 0; c < prior.length; c++) {
            prior[c] = (double) counts[c] / labels.rows();
        }
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        double[] equal = new double[members.size()];
        Arrays.fill(equal, 1.0 / equal.length);
        LateModel model = new LateModel(members, equal, prior, options, provenance, history);
        return learns
                ? model.withWeights(learnWeights(model, batch.rows(rows.held()), labels.rows(rows.held())))
                : model;
    }

    @Override
    public FusionModel load(InputStream in) throws IOException {
        return LateModel.load(in, descriptor());
    }

    /** Simplex weights that minimise the log-loss of the pooled probabilities, by members in alphabetical order. */
    private static double[] learnWeights(LateModel model, MultimodalBatch held, Labels labels) {
        double[][][] scores = model.memberProbabilities(held); // [M][n][classes]
        double[][] ofLabel = new double[scores.length][labels.rows()];
        boolean[][] present = new boolean[scores.length][labels.rows()];
        for (int m = 0; m < scores.length; m++) {
            Presence presence = held.get(model.memberNames().get(m)).presence();
            for (int row = 0; row < labels.rows(); row++) {
                present[m][row] = presence.has(row);
                ofLabel[m][row] = present[m][row] ? scores[m][row][labels.get(row)] : 0;
            }
        }
        int[] usable = IntStream.range(0, labels.rows())
                .filter(row -> IntStream.range(0, scores.length).anyMatch(m -> present[m][row]))
                .toArray();
        return SimplexWeights.fit(ofLabel, present, usable);
    }
}
