package dev.interlace.workbench.experiments;

import dev.interlace.spi.AlignmentModel;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.OptionsSchema.Option;
import dev.interlace.spi.Progress;
import dev.interlace.spi.Supervision;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.models.AlignmentHandle;
import dev.interlace.workbench.models.DependenceHandle;
import dev.interlace.workbench.models.DiscrepancyHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one run of an alignment experiment works with: the method, its claim, given pairs if any, and other methods and
 * data.
 */
public final class AlignmentTrial extends Inquiry {
    /** What decides whether a test sees something. */
    static final double LEVEL = 0.05;

    private static final int PERMUTATIONS = 99;
    private static final int LITTLE_EPOCHS = 3;

    private final Subject subject;
    private final Optional<EncodedSplit> split;
    private final Lab lab;
    private final FitContext context;
    private final Effort effort;
    private int fits;
    private boolean severalSeeds;

    AlignmentTrial(
            String experiment,
            Subject subject,
            Claim claim,
            Optional<EncodedSplit> split,
            Lab lab,
            FitContext context,
            Effort effort) {
        super(experiment, subject.name(), claim, subject.seed());
        this.subject = subject;
        this.split = split;
        this.lab = lab;
        this.context = context;
        this.effort = effort;
    }

    Subject subject() {
        return subject;
    }

    Lab lab() {
        return lab;
    }

    /** Whether a split is given. */
    boolean hasSplit() {
        return split.isPresent();
    }

    /** The given split; an experiment that needs one says so. */
    EncodedSplit split() {
        return split.orElseThrow(() -> new IllegalArgumentException(experiment()
                + " runs on given pairs: lab.experiment(\"" + experiment() + "\", \"" + subject.id() + "\", split)"));
    }

    /** So many repetitions, or the few that tell whether the experiment runs. */
    int repeats(int full) {
        return effort == Effort.FULL ? full : Math.min(full, 3);
    }

    /** So many rows or steps, or a tenth of them. */
    int size(int full) {
        return effort == Effort.FULL ? full : Math.max(20, full / 10);
    }

    /**
     * The seeds of trainings: one, since what is drawn again are the rows that are measured on; three would take
     * minutes.
     */
    List<Long> trainings() {
        return List.of(subject.seed());
    }

    @Override
    List<Long> seeds() {
        severalSeeds = true;
        return super.seeds();
    }

    @Override
    List<Long> told() {
        return severalSeeds ? super.seeds() : trainings();
    }

    /** A generator of its own for one repetition. */
    SplittableRandom draw(String purpose, int repetition) {
        return random(purpose, subject.seed() + repetition).generator();
    }

    /** The method itself; of a loss the two towers that train by it. */
    AlignmentHandle own() {
        return own(Map.of());
    }

    /** The method itself with further options. */
    AlignmentHandle own(Map<String, ?> changes) {
        Map<String, Object> options = new HashMap<>(subject.options());
        options.putAll(changes);
        if (subject.family().equals("loss")) {
            options.put("loss", subject.id().substring(5).replace('-', '_').toUpperCase(Locale.ROOT));
            return alignment("alignment/contrastive", options);
        }
        return alignment(subject.id(), options);
    }

    /** Another alignment method. */
    AlignmentHandle alignment(String id, Map<String, ?> options) {
        AlignmentHandle fit = lab.alignment(id, options);
        if (effort == Effort.FULL || !has(fit, "epochs") || options.containsKey("epochs")) {
            return fit;
        }
        Map<String, Object> few = new HashMap<>(options);
        few.put("epochs", LITTLE_EPOCHS);
        return lab.alignment(id, few);
    }

    static boolean has(AlignmentHandle fit, String option) {
        return fit.found().method().descriptor().schema().options().stream()
                .map(Option::name)
                .anyMatch(option::equals);
    }

    /** Fits quietly from a seed. */
    AlignmentModel fit(
            AlignmentHandle fit,
            Features left,
            Features right,
            Supervision supervision,
            List<String> groups,
            long from) {
        fits++;
        context.progress().on(new Progress.Step("fits", fits, fits, "fits", fits));
        return fit.fit(left, right, supervision, context(from).grouped(groups));
    }

    /** A context of that seed that can be stopped. */
    FitContext context(long from) {
        context.checkCancelled();
        return FitContext.seeded(from).with(context.cancellation());
    }

    /** The p-value of a permutation test of equal distributions. */
    double p(DiscrepancyHandle distance, INDArray x, INDArray y, int repetition) {
        return distance.test(x, y, PERMUTATIONS, context(subject.seed() + repetition))
                .pValue();
    }

    /** The p-value of a permutation test of independence. */
    double p(DependenceHandle measure, INDArray x, INDArray y, int repetition) {
        return measure.test(x, y, PERMUTATIONS, context(subject.seed() + repetition))
                .pValue();
    }

    String given() {
        return split().test().rows() + " test rows of " + split().test().datasetId();
    }
}
