package dev.interlace.plugins.fusion;

import dev.interlace.learn.networks.Checks;
import dev.interlace.learn.training.Holdout;
import dev.interlace.spi.Capability;
import dev.interlace.spi.Claim;
import dev.interlace.spi.EnsembleMethod;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.Group;
import dev.interlace.spi.Labels;
import dev.interlace.spi.Member;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Names;
import dev.interlace.spi.OptionsSchema;
import dev.interlace.spi.Param;
import dev.interlace.spi.Provenance;
import dev.interlace.spi.Reference;
import dev.interlace.spi.Target;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Late fusion: one classifier per modality, their probabilities pooled.
 *
 * <p>Use it when modalities come and go, when members are to be exchanged one by one, or when each modality nearly
 * decides alone. It cannot see what only two modalities together tell.
 *
 * <p>With the members that are present in a row, {@code P}, and weights {@code w} that sum to 1 over them: MEAN
 * {@code p = sum w_m p_m} with equal or given weights; WEIGHTED the same with weights that minimise the log-loss of
 * rows held out from the members' training; CONFIDENCE the same with {@code w_m} in proportion to {@code 1 - H(p_m) /
 * ln C}, row by row; LOG_POOL {@code p ~ prod p_m^w_m}; PRODUCT {@code p ~ prod p_m / prior^(|P| - 1)}; MEDIAN, MAX,
 * MIN: the middle, largest, least probability of each class; VOTE: the share of members whose largest probability names
 * the class, ties decided by the larger mean probability and then by the order of the classes. All are divided by their
 * sum. A row without any modality gets the class shares of the training rows.
 *
 * <p>Of ordered classes the same; of several labels MEAN, WEIGHTED, MEDIAN, MAX and MIN, label by label; of numbers the
 * MEAN or MEDIAN of the members' numbers.
 *
 * <p>Members may be calibrated before they are pooled, on rows held out from their training; the same rows then teach
 * the weights.
 *
 * <p>The member of a modality is {@code fusion/early} on that modality alone, fitted on the rows that have it, unless
 * another one is given; a modality of kind SCORES speaks for itself. {@link LateModel#refit} exchanges one member and
 * leaves the others as they are.
 *
 * <p>References: Kittler et al.: On Combining Classifiers, IEEE TPAMI 20(3), 1998, sections 2 and 3 (product, sum, max,
 * min, median, vote); Genest and Zidek: Combining Probability Distributions, Statistical Science 1(1), 1986 (linear and
 * logarithmic pool); Zhang et al.: Provable Dynamic Fusion for Low-Quality Multimodal Data, ICML 2023 (weights by each
 * row's certainty; the paper takes it from the energy, this method from the entropy).
 */
public final class LateFusion implements EnsembleMethod<LateFusion.Options> {
    private static final String ID = "fusion/late";

    /** How the members' probabilities are pooled. */
    public enum Combiner {
        MEAN,
        WEIGHTED,
        VOTE,
        MEDIAN,
        MAX,
        MIN,
        PRODUCT,
        LOG_POOL,
        CONFIDENCE
    }

    /** How a member's probabilities are corrected before they are pooled. */
    public enum Calibration {
        NONE,
        TEMPERATURE,
        PLATT,
        ISOTONIC
    }

    /** Options of {@link LateFusion}. */
    public record Options(
            @Param(
                    doc =
                            "how the members' probabilities are pooled; WEIGHTED learns weights on held-out rows, CONFIDENCE weighs"
                                    + " each row by the members' certainty",
                    choice = "MEAN")
            Combiner combiner,

            @Param(
                    doc =
                            "weights for MEAN, LOG_POOL and VOTE as modality=number, separated by commas; who is not named has 1;"
                                    + " empty is equal weights")
            String weights,

            @Param(
                    doc =
                            "how each member is calibrated on held-out rows before the pool; the less rows, the simpler it should be",
                    choice = "NONE")
            Calibration calibration,

            @Group(doc = "the holdout also serves the weights of WEIGHTED and the calibration")
            MemberOptions members) {
        public Options {
            OptionsSchema.require(Options.class, combiner, weights, calibration, members);
            if (combiner == Combiner.WEIGHTED && members.holdout() == 0) {
                throw new IllegalArgumentException(
                        "Options.holdout must be above 0 where combiner is WEIGHTED, got 0.0:"
                                + " weights learned on the members' own training rows reward overfitting");
            }
            if (calibration != Calibration.NONE && members.holdout() == 0) {
                throw new IllegalArgumentException("Options.holdout must be above 0 where calibration is " + calibration
                        + ", got 0.0: on its own training rows a member looks better than it is");
            }
            boolean weighs = combiner == Combiner.MEAN || combiner == Combiner.LOG_POOL || combiner == Combiner.VOTE;
            if (!weights.isBlank() && !weighs) {
                throw new IllegalArgumentException(
                        "Options.weights are used by MEAN, LOG_POOL and VOTE; combiner is " + combiner);
            }
            parse(weights);
        }

        /** That the rule and the calibration have a meaning for that kind of target. */
        void requireFits(Target target) {
            Set<Combiner> fitting = switch (target.kind()) {
                case ONE_CLASS, ORDERED_CLASSES -> EnumSet.allOf(Combiner.class);
                case SEVERAL_LABELS ->
                    EnumSet.of(Combiner.MEAN, Combiner.WEIGHTED, Combiner.MEDIAN, Combiner.MAX, Combiner.MIN);
                case NUMBERS -> EnumSet.of(Combiner.MEAN, Combiner.MEDIAN);
            };
            if (!fitting.contains(combiner)) {
                throw new IllegalArgumentException(ID + ": combiner must be one of " + fitting + " where the target is "
                        + target.kind().words() + ", got " + combiner);
            }
            boolean classes = target.kind() == Target.Kind.ONE_CLASS || target.kind() == Target.Kind.ORDERED_CLASSES;
            if (calibration != Calibration.NONE && !classes) {
                throw new IllegalArgumentException(ID + ": calibration corrects the probabilities of classes, and the"
                        + " target is " + target.kind().words() + "; leave it at NONE, got " + calibration);
            }
        }

        boolean holdsOut() {
            return combiner == Combiner.WEIGHTED || calibration != Calibration.NONE;
        }

        private static Map<String, Double> parse(String text) {
            Map<String, Double> parsed = new TreeMap<>();
            for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
                String[] sides = part.split("=", -1);
                double weight = Double.NaN;
                try {
                    weight = sides.length == 2 ? Double.parseDouble(sides[1].trim()) : Double.NaN;
                } catch (NumberFormatException e) {
                    weight = Double.NaN;
                }
                if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)
                        || parsed.put(sides[0].trim(), weight) != null) {
                    throw new IllegalArgumentException(
                            "Options.weights must be modality=number, each modality once, numbers at least 0, got '"
                                    + part.trim() + "'");
                }
            }
            return parsed;
        }

        /** The weights of those members, sum 1. */
        double[] given(List<String> names) {
            Map<String, Double> parsed = parse(weights);
            for (String name : parsed.keySet()) {
                if (!names.contains(name)) {
                    throw new IllegalArgumentException(
                            ID + ": Options.weights: " + Names.unknown("modality", name, names));
                }
            }
            double[] w = names.stream()
                    .mapToDouble(name -> parsed.getOrDefault(name, 1.0))
                    .toArray();
            double sum = Arrays.stream(w).sum();
            if (!(sum > 0)) {
                throw new IllegalArgumentException(ID + ": Options.weights: one weight at least must be above 0");
            }
            return Arrays.stream(w).map(x -> x / sum).toArray();
        }
    }

    @Override
    public MethodDescriptor<Options> descriptor() {
        return MethodDescriptor.of(
                        ID,
                        "1.1.0",
                        "Late fusion (decision level)",
                        "One classifier per modality, probabilities pooled by mean, weights, confidence, vote or a Kittler rule",
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
                                "sections 2 and 3"),
                        new Reference(
                                "Genest and Zidek",
                                "Combining Probability Distributions",
                                "Statistical Science 1(1)",
                                1986,
                                "section 2"),
                        new Reference(
                                "Guo et al.", "On Calibration of Modern Neural Networks", "ICML", 2017, "section 4.2"),
                        new Reference(
                                "Zhang et al.",
                                "Provable Dynamic Fusion for Low-Quality Multimodal Data",
                                "ICML",
                                2023,
                                ""))
                .withLesson("fusion/late");
    }

    @Override
    public LateModel fit(MultimodalBatch batch, Labels labels, Options options, FitContext context) {
        return fit(batch, labels, options, context, Map.of());
    }

    @Override
    public Set<Target.Kind> targets() {
        return Set.of(Target.Kind.values());
    }

    @Override
    public boolean weighsRows() {
        return true; // by its members; what joins them counts rows alike
    }

    @Override
    public LateModel fit(
            MultimodalBatch batch, Labels labels, Options options, FitContext context, Map<String, Member<?>> chosen) {
        return fit(batch, (Target) labels, options, context, chosen);
    }

    @Override
    public LateModel fit(MultimodalBatch batch, Target target, Options options, FitContext context) {
        return fit(batch, target, options, context, Map.of());
    }

    @Override
    public LateModel fit(
            MultimodalBatch batch, Target target, Options options, FitContext context, Map<String, Member<?>> chosen) {
        Checks.targeted(ID, batch, target);
        options.requireFits(target);
        options.given(batch.names().stream().sorted().toList());
        Holdout rows = rows(batch, options, context);
        Members members = Members.fit(ID, batch, target, rows.train(), options.members(), chosen, context);
        Provenance provenance = Provenance.of(
                descriptor(), options, context, Nd4j.getBackend().getClass().getSimpleName());
        return LateModel.learn(members, batch, target, rows, options, provenance);
    }

    /** The members' rows, and the rows held out for weights and calibration. */
    static Holdout rows(MultimodalBatch batch, Options options, FitContext context) {
        return Holdout.of(
                batch.rows(),
                context.groups(),
                options.holdsOut() ? options.members().holdout() : 0,
                context.seeds().split("weights"));
    }

    @Override
    public LateModel load(InputStream in, Collection<? extends FusionMethod<?>> members) throws IOException {
        return LateModel.load(in, descriptor(), members);
    }
}
