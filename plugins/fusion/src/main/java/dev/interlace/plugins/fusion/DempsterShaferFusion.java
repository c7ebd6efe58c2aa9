package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.Holdout;
import dev.interlace.plugins.fusion.Members.Said;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Group;
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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dempster-Shafer fusion: one classifier per modality, whose word is discounted by its reliability and joined as
 * evidence, so that what the members leave open and how much they contradict each other stays visible.
 *
 * <p>Use it when members may be unreliable or contradict each other, and that is to be reported. It fails like the
 * product rule when members are not independent: agreeing evidence is counted twice.
 *
 * <p>A member of reliability {@code r_m} gives the mass {@code m({c}) = r_m p_m(c)} to each class and {@code m(T) = 1 -
 * r_m} to the whole frame T. Two bodies of evidence join by Dempster's rule, {@code m(c) = (m_1(c) m_2(c) + m_1(c)
 * m_2(T) + m_1(T) m_2(c)) / (1 - K)}, {@code m(T) = m_1(T) m_2(T) / (1 - K)}, with the conflict {@code K = sum_{c != d}
 * m_1(c) m_2(d)}; by Yager's rule the conflict goes to T instead of being divided away. The probability of a class is
 * {@code m(c) + m(T) share(c)} with the class shares of the training rows, so that a row without any modality gets
 * these.
 *
 * <p>The reliability is given, or learned: the accuracy of the member on rows held out from its training, at most
 * {@value DempsterShaferFusion#MOST}. {@code explain} reports the conflict and the mass left open, each {@code [n, 1]};
 * the conflict of more than two members is that of all at once, {@code 1 - sum over agreeing focal sets of prod m},
 * under either rule.
 *
 * <p>References: Shafer: A Mathematical Theory of Evidence, 1976, chapters 3 (Dempster's rule) and 11 (discounting);
 * Yager: On the Dempster-Shafer Framework and New Combination Rules, Information Sciences 41(2), 1987.
 */
public final class DempsterShaferFusion implements EnsembleMethod<DempsterShaferFusion.Options> {
    static final String ID = "fusion/dempster-shafer";

    /** Keeps a learned reliability below certainty, where total conflict would leave nothing to divide by. */
    static final double MOST = 0.99;

    /** What becomes of the conflict. */
    public enum Rule {
        /** It is divided away. */
        DEMPSTER,
        /** It counts as not knowing. */
        YAGER
    }

    /** Options of {@link DempsterShaferFusion}. */
    public record Options(
            @Param(
                    doc = "what becomes of the conflict: DEMPSTER divides it away, YAGER counts it as not knowing",
                    choice = "DEMPSTER")
            Rule rule,

            @Param(
                    doc =
                            "reliability of every member; 0 learns each one's from held-out rows, more believes the members more",
                    min = 0,
                    max = 0.999,
                    init = 0)
            double reliability,

            @Group(doc = "the holdout also serves the reliabilities")
            MemberOptions members) {
        public Options {
            OptionsSchema.require(Options.class, rule, reliability, members);
            if (reliability == 0 && members.holdout() == 0) {
                throw new IllegalArgumentException(
                        "Options.holdout must be above 0 where reliability is learned (0), got"
                                + " 0.0: on its own training rows a member looks better than it is");
            }
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.0.0",
                        "Dempster-Shafer fusion",
                        "Members as discounted evidence; what they leave open and how they conflict is reported",
                        Options.class)
                .withFormula(
                        "m(c) = \\frac{m_1(c)\\,m_2(c) + m_1(c)\\,m_2(\\Theta) + m_1(\\Theta)\\,m_2(c)}{1 - K},\\quad K = \\sum_{c \\ne d} m_1(c)\\,m_2(d)")
                .withCapabilities(
                        Capability.HANDLES_MISSING,
                        Capability.VARIABLE_LENGTH,
                        Capability.MORE_THAN_TWO,
                        Capability.EXPLAINS)
                .withClaims(
                        Claim.pro(
                                "Its conflict tells rows on which the modalities contradict each other",
                                "fusion/conflict",
                                "the conflict is higher in rows whose modalities were shuffled"),
                        Claim.con(
                                "Members that are wrong together are believed twice",
                                "fusion/redundancy",
                                "less calibrated than the mean where modalities are copies"))
                .withUseCases("Sensor fusion in which a sensor may fail without notice")
                .withReferences(
                        new Reference(
                                "Shafer",
                                "A Mathematical Theory of Evidence",
                                "Princeton University Press",
                                1976,
                                "chapters 3 and 11"),
                        new Reference(
                                "Yager",
                                "On the Dempster-Shafer Framework and New Combination Rules",
                                "Information Sciences 41(2)",
                                1987,
                                ""))
                .withLesson("fusion/late");
    }

    @Override
    public DecisionModel fit(
            MultimodalBatch batch, Labels labels, Options options, FitContext context, Map<String, Member<?>> chosen) {
        Checks.labelled(ID, batch, labels);
        boolean learns = options.reliability() == 0;
        Holdout rows = Holdout.of(
                batch.rows(),
                context.groups(),
                learns ? options.members().holdout() : 0,
                context.seeds().split("reliability"));
        Members members = Members.fit(ID, batch, labels, rows.train(), options.members(), chosen, context);
        double[] reliability = new double[members.size()];
        Arrays.fill(reliability, options.reliability());
        History history = members.history();
        if (learns) {
            List<String> warnings = new ArrayList<>();
            Labels held = labels.rows(rows.held());
            Said said = members.say(batch.rows(rows.held()));
            for (int m = 0; m < reliability.length; m++) {
                reliability[m] = accuracy(said, held, m);
                if (Double.isNaN(reliability[m])) {
                    reliability[m] = 0.5;
                    warnings.add("no held-out row has " + members.names().get(m) + "; its reliability is taken as 0.5");
                }
            }
            history = history.and("", new History(Map.of(), warnings));
        }
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        return new Model(members, reliability, options.rule(), DecisionModel.shares(labels), provenance, history);
    }

    private static double accuracy(Said said, Labels labels, int member) {
        int right = 0;
        int rows = 0;
        for (int row = 0; row < labels.rows(); row++) {
            if (said.present()[member][row]) {
                double[] p = said.probabilities()[member][row];
                boolean largest = true;
                for (double other : p) {
                    largest &= p[labels.get(row)] >= other;
                }
                right += largest ? 1 : 0;
                rows++;
            }
        }
        return rows == 0 ? Double.NaN : Math.min(MOST, (double) right / rows);
    }

    /**
     * Joined evidence.
     *
     * @param mass of each class {@code [classes]}
     * @param open mass of the whole frame
     * @param conflict of all members at once, before any division, in [0, 1)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on as it is; never compared
    record Evidence(double[] mass, double open, double conflict) {
        /** {@code m(c) + m(T) share(c)}. */
        double[] probabilities(double[] shares) {
            double[] p = new double[mass.length];
            double sum = 0;
            for (int c = 0; c < p.length; c++) {
                p[c] = mass[c] + open * shares[c];
                sum += p[c];
            }
            for (int c = 0; c < p.length; c++) {
                p[c] /= sum;
            }
            return p;
        }
    }

    /** Joins the members that are present; without any, everything is open. */
    static Evidence join(double[][] said, boolean[] present, double[] reliability, Rule rule) {
        double[] mass = new double[said[0].length];
        double open = 1;
        for (int m = 0; m < said.length; m++) {
            if (!present[m]) {
                continue;
            }
            double left = 1 - reliability[m];
            for (int c = 0; c < mass.length; c++) { // unnormalised: what is in conflict is simply not carried on
                double own = reliability[m] * said[m][c];
                mass[c] = mass[c] * own + mass[c] * left + open * own;
            }
            open *= left;
        }
        double agreed = open + Arrays.stream(mass).sum();
        if (rule == Rule.YAGER) {
            return new Evidence(mass, open + 1 - agreed, 1 - agreed);
        }
        return new Evidence(Arrays.stream(mass).map(x -> x / agreed).toArray(), open / agreed, 1 - agreed);
    }

    @Override
    public DecisionModel load(InputStream in, Collection<? extends FusionMethod<?>> members) throws IOException {
        DecisionModel.Loaded loaded = DecisionModel.load(ID, in, members);
        Options options = descriptor().schema().parse(loaded.file().provenance().options());
        return new Model(
                loaded.members(),
                loaded.numbers("reliability"),
                options.rule(),
                loaded.prior(),
                loaded.file().provenance(),
                loaded.file().history());
    }

    private static final class Model extends DecisionModel {
        private final double[] reliability; // [M]
        private final Rule rule;

        Model(
                Members members,
                double[] reliability,
                Rule rule,
                double[] prior,
                Provenance provenance,
                History history) {
            super(members, prior, provenance, history);
            this.reliability = reliability;
            this.rule = rule;
        }

        @Override
        double[] decide(double[][] said, boolean[] present) {
            return join(said, present, reliability, rule).probabilities(prior());
        }

        /** {@code conflict} and {@code open}, each {@code [n, 1]}. */
        @Override
        public Map<String, INDArray> explain(MultimodalBatch batch) {
            Said said = members().say(batch);
            Evidence[] all = IntStream.range(0, said.rows())
                    .mapToObj(row -> join(said.row(row), said.presentIn(row), reliability, rule))
                    .toArray(Evidence[]::new);
            return Map.of(
                    "conflict", perRow(all.length, 1, row -> new double[] {all[row].conflict()}),
                    "open", perRow(all.length, 1, row -> new double[] {all[row].open()}));
        }

        @Override
        Map<String, INDArray> arrays() {
            return Map.of("reliability", Nd4j.createFromArray(reliability));
        }

        @Override
        long ownParameters() {
            return reliability.length;
        }
    }
}
