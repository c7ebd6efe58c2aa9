package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Names;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.experiments.Experiment.OfAlignment;
import dev.interlace.workbench.experiments.Experiment.OfFusion;
import dev.interlace.workbench.models.FusionHandle;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The experiments that there are.
 *
 * @param all each with an id of its own
 */
public record Experiments(List<Experiment> all) implements Showable {
    public Experiments {
        all = List.copyOf(all);
    }

    /** The experiments of the workbench. */
    public static Experiments builtIn() {
        return new Experiments(Stream.of(FusionExperiments.all(), AlignmentExperiments.all())
                .flatMap(List::stream)
                .toList());
    }

    /** Their ids. */
    public List<String> ids() {
        return all.stream().map(Experiment::id).toList();
    }

    /** The experiment of that id. */
    public Experiment get(String id) {
        return all.stream()
                .filter(experiment -> experiment.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(Names.unknown("experiment", id, ids())));
    }

    /**
     * Runs an experiment on a fusion method: it tests the method's claim that names the experiment, and where there is
     * none, that the method fares better than what the experiment compares it with.
     *
     * @param others fusion methods by id, with their default options
     * @param fitting fits a method quietly, under the seed it has
     */
    public Outcome run(
            String id,
            FusionHandle method,
            EncodedSplit split,
            Function<String, FusionHandle> others,
            BiFunction<FusionHandle, Encoded, FusionModel> fitting) {
        Experiment experiment = get(id);
        Claim claim = Subject.claim(claims(method), method.found().plugin().id(), experiment);
        return run(experiment, claim, method, split, others, fitting);
    }

    /**
     * Runs the experiment of every claim of a fusion method; a plugin may name one that the workbench does not know.
     */
    public Claims claims(
            FusionHandle method,
            EncodedSplit split,
            Function<String, FusionHandle> others,
            BiFunction<FusionHandle, Encoded, FusionModel> fitting) {
        return claims(
                method.name(), claims(method), (claim, known) -> run(known, claim, method, split, others, fitting));
    }

    /**
     * Runs an experiment on a method of alignment of any kind.
     *
     * @param split pairs, for the experiments that run on given rows; empty where there are none
     * @param lab brings other methods and data sets, quietly
     * @param context is told of every fit and stops the experiment
     */
    public Outcome run(String id, Subject subject, Optional<EncodedSplit> split, Lab lab, FitContext context) {
        Experiment experiment = get(id);
        Claim claim = Subject.claim(subject.claims(), subject.id(), experiment);
        return run(experiment, new AlignmentTrial(id, subject, claim, split, lab, context, Effort.FULL));
    }

    /** Runs the experiment of every claim of a method of alignment. */
    public Claims claims(Subject subject, Optional<EncodedSplit> split, Lab lab, FitContext context) {
        return claims(
                subject.name(),
                subject.claims(),
                (claim, known) ->
                        run(known, new AlignmentTrial(known.id(), subject, claim, split, lab, context, Effort.FULL)));
    }

    static Outcome run(Experiment experiment, AlignmentTrial trial) {
        if (experiment.measure() instanceof OfAlignment measure) {
            return measure.run(trial);
        }
        throw new IllegalArgumentException(
                experiment.id() + " asks fusion methods, " + trial.subject().id() + " is none");
    }

    private Claims claims(String name, List<Claim> claims, BiFunction<Claim, Experiment, Outcome> measured) {
        List<Outcome> outcomes = claims.stream()
                .filter(claim -> ids().contains(claim.experiment()))
                .map(claim -> measured.apply(claim, get(claim.experiment())))
                .toList();
        List<Claim> unmeasured = claims.stream()
                .filter(claim -> !ids().contains(claim.experiment()))
                .toList();
        return new Claims(name, outcomes, unmeasured);
    }

    private static List<Claim> claims(FusionHandle method) {
        MethodDescriptor<?> descriptor = method.found().method().descriptor();
        return descriptor.claims();
    }

    private static Outcome run(
            Experiment experiment,
            Claim claim,
            FusionHandle method,
            EncodedSplit split,
            Function<String, FusionHandle> others,
            BiFunction<FusionHandle, Encoded, FusionModel> fitting) {
        if (experiment.measure() instanceof OfFusion measure) {
            return measure.run(new Trial(experiment.id(), method, claim, split, others, fitting));
        }
        throw new IllegalArgumentException(experiment.id() + " asks methods of alignment, "
                + method.found().plugin().id() + " is a fusion method");
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("experiment", "question", "runs on");
        all.forEach(experiment -> table.row(
                experiment.id(), experiment.question(), experiment.data().words()));
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
