package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.plugins.fusion.Members.Said;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.History;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Member;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stacking: one classifier per modality, and a second classifier that learns from what they say of rows that they were
 * not trained on.
 *
 * <p>Use it when members differ in worth from class to class, or are wrong together in a way that can be learned. It
 * costs as many fits per modality as there are folds, and one more; with few rows a plain mean is as good.
 *
 * <p>The rows are cut into K folds, rows of one group in the same fold; for every fold, members are fitted on the other
 * rows and say {@code p_m} of the rows of this fold. The second classifier is softmax regression with a ridge on
 * {@code z = [z_1; ...; z_M]}, {@code z_m = log p_m - mean_c log p_m} with {@code p_m} floored at
 * {@value StackingFusion#FLOOR}; an absent modality enters as {@code z_m = 0} and a column that says so. At last the
 * members are fitted on all rows. A row without any modality gets the class shares of the training rows.
 *
 * <p>Reference: Wolpert: Stacked Generalization, Neural Networks 5(2), 1992, section 2; Ting and Witten: Issues in
 * Stacked Generalization, JAIR 10, 1999, section 2 (class probabilities as the features of the second level).
 */
public final class StackingFusion implements EnsembleMethod<StackingFusion.Options> {
    static final String ID = "fusion/stacking";
    static final double FLOOR = 1e-6;

    /** Options of {@link StackingFusion}. */
    public record Options(
            @Param(
                    doc = "parts that the rows are cut into; more train the members on more rows and cost more fits",
                    unit = "folds",
                    min = 2,
                    max = 50,
                    init = 5)
            int folds,

            @Param(
                    doc = "strength of the ridge of the second classifier; more draws it to the class shares",
                    min = 0,
                    max = 1000,
                    init = 1e-2,
                    scale = Param.Scale.LOG,
                    ends = Param.Ends.OPEN_BELOW)
            double ridge,

            MemberOptions members) {
        public Options {
            OptionsSchema.require(Options.class, folds, ridge, members);
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Stacking",
                        "A second classifier learns from what the members say of rows they have not seen",
                        Options.class)
                .withFormula(
                        "p = \\mathrm{softmax}(W\\,[z_1;\\dots;z_M] + b),\\quad z_m = \\log p_m^{(-k)} - \\overline{\\log p_m^{(-k)}}")
                .withCapabilities(Capability.HANDLES_MISSING, Capability.VARIABLE_LENGTH, Capability.MORE_THAN_TWO)
                .withClaims(
                        Claim.pro(
                                "It learns which member to believe for which class",
                                "fusion/stacking",
                                "above the mean of the members where they differ in worth by class"),
                        Claim.con(
                                        "It costs a fit per fold and modality",
                                        "fusion/cost",
                                        "milliseconds in proportion to the folds")
                                .with("counts", "FIT_MILLISECONDS")
                                .with("grows", "folds")
                                .with("from", 2)
                                .with("to", 8)
                                .with("beyond", 0)
                                .ofAtLeast(0.1, "power"),
                        Claim.con(
                                "It cannot use interactions between single features",
                                "fusion/interaction",
                                "at chance where classes differ only jointly"))
                .withUseCases("Ensembles whose members are good at different classes")
                .withReferences(
                        new Reference("Wolpert", "Stacked Generalization", "Neural Networks 5(2)", 1992, "section 2"),
                        new Reference(
                                "Ting and Witten", "Issues in Stacked Generalization", "JAIR 10", 1999, "section 2"))
                .withLesson("fusion/late");
    }

    @Override
    public DecisionModel fit(
            MultimodalBatch batch, Labels labels, Options options, FitContext context, Map<String, Member<?>> chosen) {
        Checks.labelled(ID, batch, labels);
        Members members = Members.fit(
                ID, batch, labels, IntStream.range(0, batch.rows()).toArray(), options.members(), chosen, context);
        int[] fold = folds(batch.rows(), context.groups(), options.folds(), context);
        int used = Arrays.stream(fold).max().orElse(0) + 1;
        if (used < 2) {
            throw new IllegalArgumentException(
                    ID
                            + ": stacking needs rows of at least 2 groups, got 1; group the rows more finely or use fusion/late");
        }
        List<double[]> z = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        for (int k = 0; k < used; k++) {
            int part = k;
            int[] train = IntStream.range(0, fold.length)
                    .filter(row -> fold[row] != part)
                    .toArray();
            int[] held = IntStream.range(0, fold.length)
                    .filter(row -> fold[row] == part)
                    .toArray();
            FitContext own = context.split("fold " + (k + 1));
            Said said = Members.fit(ID, batch, labels, train, options.members(), chosen, own)
                    .say(batch.rows(held));
            for (int i = 0; i < held.length; i++) {
                if (said.anyIn(i)) {
                    z.add(features(said.row(i), said.presentIn(i)));
                    rows.add(held[i]);
                }
            }
        }
        int[] targets = rows.stream().mapToInt(labels::get).toArray();
        SoftmaxRegression second = SoftmaxRegression.fit(
                z.toArray(double[][]::new),
                targets,
                labels.classes().size(),
                options.ridge(),
                (done, value) -> context.checkCancelled());
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        return new Model(members, second, DecisionModel.shares(labels), provenance, members.history());
    }

    /**
     * The fold of each row, {@code [rows]}: groups (rows where there are none) in random order, each to the fold that
     * has the fewest rows so far.
     */
    static int[] folds(int rows, List<String> groups, int wanted, FitContext context) {
        if (!groups.isEmpty() && groups.size() != rows) {
            throw new IllegalArgumentException(ID + ": there are " + rows + " rows, but " + groups.size() + " groups");
        }
        List<String> names = groups.isEmpty()
                ? IntStream.range(0, rows).mapToObj(Integer::toString).toList()
                : groups;
        List<String> distinct = names.stream().distinct().toList();
        Map<String, Integer> size = new HashMap<>();
        names.forEach(name -> size.merge(name, 1, Integer::sum));
        int[] filled = new int[Math.min(wanted, distinct.size())];
        Map<String, Integer> place = new HashMap<>();
        for (int i : context.seeds().split("folds").permutation(distinct.size())) {
            int least = 0;
            for (int k = 0; k < filled.length; k++) {
                least = filled[k] < filled[least] ? k : least;
            }
            place.put(distinct.get(i), least);
            filled[least] += size.getOrDefault(distinct.get(i), 0);
        }
        return names.stream().mapToInt(name -> place.getOrDefault(name, 0)).toArray();
    }

    /** What the second classifier sees of a row: per member the centred log-probabilities and 1 where it is absent. */
    static double[] features(double[][] said, boolean[] present) {
        int classes = said[0].length;
        double[] z = new double[said.length * (classes + 1)];
        for (int m = 0; m < said.length; m++) {
            int at = m * (classes + 1);
            if (!present[m]) {
                z[at + classes] = 1;
                continue;
            }
            double mean = 0;
            for (int c = 0; c < classes; c++) {
                z[at + c] = Math.log(Math.max(said[m][c], FLOOR));
                mean += z[at + c] / classes;
            }
            for (int c = 0; c < classes; c++) {
                z[at + c] -= mean;
            }
        }
        return z;
    }

    @Override
    public DecisionModel load(InputStream in, Collection<? extends FusionMethod<?>> members) throws IOException {
        DecisionModel.Loaded loaded = DecisionModel.load(ID, in, members);
        return new Model(
                loaded.members(),
                new SoftmaxRegression(
                        loaded.numbers("parameter/second.weight"), loaded.numbers("parameter/second.bias")),
                loaded.prior(),
                loaded.file().provenance(),
                loaded.file().history());
    }

    private static final class Model extends DecisionModel {
        private final SoftmaxRegression second;

        Model(Members members, SoftmaxRegression second, double[] prior, Provenance provenance, History history) {
            super(members, prior, provenance, history);
            this.second = second;
        }

        @Override
        double[] decide(double[][] said, boolean[] present) {
            return second.predict(features(said, present));
        }

        @Override
        Map<String, INDArray> arrays() {
            return Map.of(
                    "parameter/second.weight", Nd4j.createFromArray(second.w()),
                    "parameter/second.bias", Nd4j.createFromArray(second.b()));
        }

        @Override
        long ownParameters() {
            return (long) second.w().length + second.b().length;
        }
    }
}
