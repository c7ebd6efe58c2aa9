package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.Claim.LeastEffect;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.experiment.Chart;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Effort;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.catalogue.PluginKind;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.evaluation.Finding;
import dev.interlace.workbench.evaluation.Interval;
import dev.interlace.workbench.figures.Charts;
import dev.interlace.workbench.figures.Figure;
import java.util.List;
import java.util.Optional;

/**
 * The experiments that the plugins bring.
 *
 * @param catalogue the registry
 */
public record Experiments(Catalogue catalogue) implements Showable {
    /** Their ids. */
    public List<String> ids() {
        return catalogue.ids(PluginKind.EXPERIMENT);
    }

    /** The experiment of that id. */
    public Found<Experiment<?>> get(String id) {
        return catalogue.experiment(id);
    }

    /**
     * Runs an experiment on a method: it tests the method's claim that names the experiment, and where there is none,
     * that the method fares better than what the experiment compares it with.
     *
     * @param split rows, for the experiments that run on given ones; empty where there are none
     * @param lab brings data sets and encoders
     * @param context is told of every fit and stops the experiment
     */
    public Outcome run(String id, Subject subject, Optional<EncodedSplit> split, Lending lab, FitContext context) {
        Found<Experiment<?>> found = get(id);
        String full = found.plugin().id();
        Claim claim = subject.claim(full, found.method().descriptor().summary());
        return run(subject, new LabTrial(found, subject, claim, split, lab, context, Effort.FULL));
    }

    /** Runs the experiment of every claim of a method; a claim may name one that no plugin brings. */
    public Claims claims(Subject subject, Optional<EncodedSplit> split, Lending lab, FitContext context) {
        List<String> known = ids();
        List<Outcome> outcomes = subject.claims().stream()
                .filter(claim -> known.contains(claim.experiment()))
                .map(claim -> run(
                        subject,
                        new LabTrial(get(claim.experiment()), subject, claim, split, lab, context, Effort.FULL)))
                .toList();
        List<Claim> unmeasured = subject.claims().stream()
                .filter(claim -> !known.contains(claim.experiment()))
                .toList();
        return new Claims(subject.name(), outcomes, unmeasured);
    }

    /** Runs the experiment of a trial. */
    Outcome run(Subject subject, LabTrial trial) {
        Measurement measured = measure(trial);
        Optional<LeastEffect> least = trial.claim().least();
        return new Outcome(
                trial.experiment(),
                subject.name(),
                trial.claim(),
                findings(measured.effects(), least),
                findings(measured.beside(), least),
                measured.seeds(),
                measured.data(),
                figure(measured.chart()));
    }

    /** Measures what a trial asks. */
    Measurement measure(LabTrial trial) {
        Measurement measured = get(trial.experiment()).call(experiment -> measured(experiment, trial));
        trial.claim().least().ifPresent(asked -> requireUnit(trial.experiment(), asked, measured.effects()));
        return measured;
    }

    /** What follows from effects; the smallest effect that matters is asked of those in its unit. */
    static List<Finding> findings(List<Effect> effects, Optional<LeastEffect> least) {
        return effects.stream()
                .map(effect -> new Finding(
                        effect.condition(),
                        effect.measure(),
                        new Interval(effect.value(), effect.low(), effect.high(), effect.how()),
                        least.filter(asked -> asked.unit().equals(effect.unit()))))
                .toList();
    }

    private static void requireUnit(String experiment, LeastEffect least, List<Effect> effects) {
        List<String> units = effects.stream().map(Effect::unit).distinct().toList();
        if (!units.contains(least.unit())) {
            throw new IllegalArgumentException(experiment + " measures in " + units + ", the claim asks for at least "
                    + least.size() + " in '" + least.unit() + "'; name one of the units of the experiment");
        }
    }

    private static <O extends Record> Measurement measured(Experiment<O> experiment, LabTrial trial) {
        return experiment.run(
                trial, experiment.descriptor().schema().parse(trial.claim().settings()));
    }

    private static Figure figure(Chart chart) {
        if (chart instanceof Chart.Lines lines) {
            return Charts.lines(
                    lines.title(),
                    lines.x(),
                    lines.y(),
                    lines.lines().stream()
                            .map(line -> new Charts.Line(line.name(), line.x(), line.y(), Optional.empty()))
                            .toList());
        }
        Chart.Bars bars = (Chart.Bars) chart;
        return Charts.bars(
                bars.title(),
                bars.x(),
                bars.y(),
                bars.bars().stream()
                        .map(group ->
                                new Charts.Bars(group.name(), group.categories(), group.values(), Optional.empty()))
                        .toList());
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("experiment", "question", "runs on");
        for (String id : ids()) {
            Found<Experiment<?>> found = get(id);
            table.row(id, found.method().descriptor().summary(), found.call(Experiment::data));
        }
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
