package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.Holdout;
import dev.interlace.plugins.fusion.LateFusion.Combiner;
import dev.interlace.plugins.fusion.Members.Said;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.History;
import dev.interlace.spi.LabelSets;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Member;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A fitted {@link LateFusion}: members, their calibration and weights; one member can be exchanged alone. */
public final class LateModel extends DecisionModel {
    private final List<Calibrator> calibrators; // in the order of the members
    private final double[] weights; // [M], in the order of the members
    private final LateFusion.Options options;
    private final Pooling pooling;

    LateModel(
            Members members,
            List<Calibrator> calibrators,
            double[] weights,
            double[] prior,
            LateFusion.Options options,
            Provenance provenance,
            History history) {
        super(members, prior, provenance, history);
        this.calibrators = List.copyOf(calibrators);
        this.weights = weights;
        this.options = options;
        this.pooling = new Pooling(options.combiner(), members.kind(), prior);
    }

    /** The model of those members, its calibration and weights learned from the held-out rows. */
    static LateModel learn(
            Members members,
            MultimodalBatch batch,
            Target target,
            Holdout rows,
            LateFusion.Options options,
            Provenance provenance) {
        History history = members.history();
        List<Calibrator> calibrators = new ArrayList<>();
        double[] weights = options.given(members.names());
        if (options.holdsOut()) {
            Target held = target.rows(rows.held());
            Said said = members.say(batch.rows(rows.held()));
            List<String> warnings = new ArrayList<>();
            for (int m = 0; m < members.size(); m++) {
                int member = m;
                int[] own = IntStream.range(0, held.rows())
                        .filter(row -> said.present()[member][row])
                        .toArray();
                double[][] p = IntStream.of(own)
                        .mapToObj(row -> said.probabilities()[member][row])
                        .toArray(double[][]::new);
                calibrators.add(
                        options.calibration() == LateFusion.Calibration.NONE
                                ? Calibrator.none()
                                : Calibrator.fit(
                                        options.calibration(),
                                        p,
                                        held.requireLabels("fusion/late")
                                                .rows(own)
                                                .toArray()));
                if (own.length == 0) {
                    warnings.add("no held-out row has " + members.names().get(m)
                            + "; its member is not calibrated and its weight not learned");
                }
            }
            history = history.and("", new History(Map.of(), warnings));
            if (options.combiner() == Combiner.WEIGHTED) {
                weights = learnWeights(said, calibrators, held);
            }
        } else {
            members.names().forEach(name -> calibrators.add(Calibrator.none()));
        }
        return new LateModel(members, calibrators, weights, prior(target), options, provenance, history);
    }

    /** Simplex weights that minimise the log-loss of the pooled probabilities. */
    private static double[] learnWeights(Said said, List<Calibrator> calibrators, Target target) {
        if (target instanceof LabelSets sets) {
            return learnWeights(said, sets);
        }
        Labels labels = target.requireLabels("fusion/late");
        double[][] ofLabel = new double[calibrators.size()][labels.rows()];
        for (int m = 0; m < ofLabel.length; m++) {
            for (int row = 0; row < labels.rows(); row++) {
                ofLabel[m][row] = said.present()[m][row]
                        ? calibrators.get(m).apply(said.probabilities()[m][row])[labels.get(row)]
                        : 0;
            }
        }
        int[] usable = IntStream.range(0, labels.rows()).filter(said::anyIn).toArray();
        return SimplexWeights.fit(ofLabel, said.present(), usable);
    }

    /** The same of several labels: each label of a row is a case of its own, present or absent. */
    private static double[] learnWeights(Said said, LabelSets sets) {
        int labels = sets.columns().size();
        int cases = sets.rows() * labels;
        double[][] ofTruth = new double[said.present().length][cases];
        boolean[][] present = new boolean[ofTruth.length][cases];
        for (int m = 0; m < ofTruth.length; m++) {
            for (int at = 0; at < cases; at++) {
                int row = at / labels;
                double p = said.probabilities()[m][row][at % labels];
                present[m][at] = said.present()[m][row];
                ofTruth[m][at] = !present[m][at] ? 0 : sets.has(row, at % labels) ? p : 1 - p;
            }
        }
        int[] usable =
                IntStream.range(0, cases).filter(at -> said.anyIn(at / labels)).toArray();
        return SimplexWeights.fit(ofTruth, present, usable);
    }

    /**
     * This model with the member of one modality fitted again by another method; the other members stay the same to the
     * bit. Calibration and weights, which hang on all members, are learned again from the same held-out rows.
     *
     * @param batch the training rows of the first fit
     * @param target their target
     * @param context a context of the seed of the first fit: with another one, rows held out now would be rows that the
     *     other members were trained on
     */
    @Override
    public LateModel refit(
            String modality, Member<?> member, MultimodalBatch batch, Target target, FitContext context) {
        Checks.targeted("fusion/late", batch, target);
        if (target.kind() != target() || !target.columns().equals(classes())) {
            throw new IllegalArgumentException("fusion/late: refit needs the classes of the first fit, " + classes()
                    + ", got " + target.columns());
        }
        if (context.seeds().seed() != provenance().seed()) {
            throw new IllegalArgumentException("fusion/late: refit needs the seed of the first fit, "
                    + provenance().seed() + ", got " + context.seeds().seed()
                    + "; with another one it would hold out rows that the other members were trained on");
        }
        members().get(modality);
        Holdout rows = LateFusion.rows(batch, options, context);
        Members changed = members().refit(modality, batch, target, rows.train(), options.members(), member, context);
        return learn(changed, batch, target, rows, options, provenance());
    }

    @Override
    long ownParameters() {
        long learned = options.combiner() == Combiner.WEIGHTED ? weights.length : 0;
        return learned
                + calibrators.stream()
                        .flatMap(calibrator -> calibrator.curves().stream())
                        .mapToLong(curve -> curve.length)
                        .sum();
    }

    @Override
    double[] decide(double[][] said, boolean[] present) {
        double[][] calibrated = new double[said.length][];
        for (int m = 0; m < said.length; m++) {
            calibrated[m] = present[m] ? calibrated(m, said[m]) : said[m];
        }
        return pooling.pool(calibrated, weightsOf(calibrated, present));
    }

    /** What a member says, calibrated; labels and numbers are no distribution and stay as they are. */
    private double[] calibrated(int member, double[] said) {
        boolean classes = target() == Target.Kind.ONE_CLASS || target() == Target.Kind.ORDERED_CLASSES;
        return classes ? calibrators.get(member).apply(said) : said;
    }

    /** The weight of each member in each row, {@code [n, M]}, members in alphabetical order; 0 where absent. */
    @Override
    public Map<String, INDArray> explain(MultimodalBatch batch) {
        Said said = members().say(batch);
        INDArray all = perRow(said.rows(), weights.length, row -> {
            double[][] calibrated = said.row(row);
            boolean[] present = said.presentIn(row);
            for (int m = 0; m < calibrated.length; m++) {
                calibrated[m] = present[m] ? calibrated(m, calibrated[m]) : calibrated[m];
            }
            return weightsOf(calibrated, present);
        });
        return Map.of("weights", all);
    }

    /** The weights of the members present in a row, summing to 1; zeros if none is. */
    private double[] weightsOf(double[][] calibrated, boolean[] present) {
        double[] w = new double[weights.length];
        double sum = 0;
        int presentCount = 0;
        for (int m = 0; m < w.length; m++) {
            if (present[m]) {
                w[m] = options.combiner() == Combiner.CONFIDENCE ? confidence(calibrated[m]) : weights[m];
                sum += w[m];
                presentCount++;
            }
        }
        for (int m = 0; m < w.length && presentCount > 0; m++) {
            // members of weight 0 share the row where nobody else is present
            w[m] = sum > 0 ? w[m] / sum : present[m] ? 1.0 / presentCount : 0;
        }
        return w;
    }

    /** {@code 1 - H(p) / ln C}: 1 where one class has everything, 0 where all have the same. */
    private static double confidence(double[] p) {
        double entropy = 0;
        for (double x : p) {
            entropy -= x > 0 ? x * Math.log(x) : 0;
        }
        return Math.max(0, 1 - entropy / Math.log(p.length));
    }

    @Override
    Map<String, INDArray> arrays() {
        Map<String, INDArray> arrays = new LinkedHashMap<>();
        arrays.put("weights", Nd4j.createFromArray(weights));
        for (int m = 0; m < calibrators.size(); m++) {
            List<double[]> curves = calibrators.get(m).curves();
            for (int k = 0; k < curves.size(); k++) {
                arrays.put("calibration/" + m + "/" + k, Nd4j.createFromArray(curves.get(k)));
            }
        }
        return arrays;
    }

    static LateModel load(
            InputStream in,
            MethodDescriptor<LateFusion.Options> descriptor,
            Collection<? extends FusionMethod<?>> further)
            throws IOException {
        Loaded loaded = load(descriptor.id(), in, further);
        LateFusion.Options options =
                descriptor.schema().parse(loaded.file().provenance().options());
        List<Calibrator> calibrators = new ArrayList<>();
        for (int m = 0; m < loaded.members().size(); m++) {
            int curves = loaded.file().arrays("calibration/" + m + "/").size();
            List<double[]> all = new ArrayList<>();
            for (int k = 0; k < curves; k++) {
                all.add(loaded.numbers("calibration/" + m + "/" + k));
            }
            calibrators.add(all.isEmpty() ? Calibrator.none() : new Calibrator(options.calibration(), all));
        }
        return new LateModel(
                loaded.members(),
                calibrators,
                loaded.numbers("weights"),
                loaded.prior(),
                options,
                loaded.file().provenance(),
                loaded.file().history());
    }
}
