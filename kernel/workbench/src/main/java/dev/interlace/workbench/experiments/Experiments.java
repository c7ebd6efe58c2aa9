package dev.interlace.workbench.experiments;

import dev.interlace.jupyter.display.DisplayData;
import dev.interlace.spi.Claim;
import dev.interlace.spi.FusionModel;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Names;
import dev.interlace.workbench.Encoded;
import dev.interlace.workbench.EncodedSplit;
import dev.interlace.workbench.FusionFit;
import dev.interlace.workbench.display.Showable;
import dev.interlace.workbench.display.TableView;
import dev.interlace.workbench.experiments.Experiment.Data;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

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
        return new Experiments(List.of(
                new Experiment(
                        "fusion/attention",
                        "does attention find the token that counts?",
                        Data.DRAWN,
                        Structures::attention),
                new Experiment(
                        "fusion/block-scaling",
                        "does block scaling let a narrow modality count?",
                        Data.BOTH,
                        Structures::blockScaling),
                new Experiment(
                        "fusion/capacity",
                        "does accuracy hang on the rank or width that the method allows?",
                        Data.DRAWN,
                        Structures::capacity),
                new Experiment(
                        "fusion/conflict",
                        "is the conflict higher in rows whose modalities were shuffled?",
                        Data.GIVEN,
                        Disturbances::conflict),
                new Experiment(
                        "fusion/cost",
                        "how many trained numbers, or seconds, against another method or as something grows?",
                        Data.GIVEN,
                        Resources::cost),
                new Experiment(
                        "fusion/depth",
                        "does the design move accuracy more than the seed does?",
                        Data.GIVEN,
                        Resources::depth),
                new Experiment(
                        "fusion/interaction",
                        "can it tell classes apart that differ only jointly?",
                        Data.DRAWN,
                        Structures::interaction),
                new Experiment(
                        "fusion/missing",
                        "how far does accuracy fall as a modality goes missing?",
                        Data.GIVEN,
                        Disturbances::missing),
                new Experiment(
                        "fusion/modular",
                        "do the other members stay when one is exchanged?",
                        Data.GIVEN,
                        Resources::modular),
                new Experiment(
                        "fusion/noise",
                        "how far does accuracy fall as modalities get noisy?",
                        Data.GIVEN,
                        Disturbances::noise),
                new Experiment(
                        "fusion/private-shared",
                        "does it keep what one modality says alone beside what two say jointly?",
                        Data.DRAWN,
                        Structures::privateAndJoint),
                new Experiment(
                        "fusion/redundancy",
                        "how good are the probabilities where a modality is given twice?",
                        Data.GIVEN,
                        Disturbances::redundancy),
                new Experiment(
                        "fusion/reliability",
                        "do the weights of a row turn away from its noisy modality?",
                        Data.GIVEN,
                        Disturbances::reliability),
                new Experiment(
                        "fusion/sample-size",
                        "how accurate is it on few training rows?",
                        Data.GIVEN,
                        Resources::sampleSize),
                new Experiment(
                        "fusion/stacking",
                        "is it better than the mean where members are good at different classes?",
                        Data.BOTH,
                        Structures::worthByClass)));
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
     * Runs an experiment on a method: it tests the method's claim that names the experiment, and where there is none, that the method fares
     * better than what the experiment compares it with.
     *
     * @param others fusion methods by id, with their default options
     * @param fitting fits a method quietly, under the seed it has
     */
    public Outcome run(
            String id,
            FusionFit method,
            EncodedSplit split,
            Function<String, FusionFit> others,
            BiFunction<FusionFit, Encoded, FusionModel> fitting) {
        Experiment experiment = get(id);
        Claim claim = claims(method).stream()
                .filter(one -> one.experiment().equals(id))
                .findFirst()
                .orElseGet(() -> Claim.pro(
                        method.found().plugin().id() + " says nothing of this; " + experiment.question(),
                        id,
                        "better than what it is compared with"));
        return run(experiment, claim, method, split, others, fitting);
    }

    /** Runs the experiment of every claim of a method; a plugin may name one that the workbench does not know. */
    public Claims claims(
            FusionFit method,
            EncodedSplit split,
            Function<String, FusionFit> others,
            BiFunction<FusionFit, Encoded, FusionModel> fitting) {
        List<Outcome> outcomes = claims(method).stream()
                .filter(claim -> ids().contains(claim.experiment()))
                .map(claim -> run(get(claim.experiment()), claim, method, split, others, fitting))
                .toList();
        List<Claim> unmeasured = claims(method).stream()
                .filter(claim -> !ids().contains(claim.experiment()))
                .toList();
        return new Claims(method.name(), outcomes, unmeasured);
    }

    private static List<Claim> claims(FusionFit method) {
        MethodDescriptor<?> descriptor = method.found().method().descriptor();
        return descriptor.claims();
    }

    private static Outcome run(
            Experiment experiment,
            Claim claim,
            FusionFit method,
            EncodedSplit split,
            Function<String, FusionFit> others,
            BiFunction<FusionFit, Encoded, FusionModel> fitting) {
        return experiment.measure().run(new Trial(experiment.id(), method, claim, split, others, fitting));
    }

    @Override
    public DisplayData display() {
        TableView table = new TableView("experiment", "question", "runs on");
        all.forEach(experiment -> table.row(
                experiment.id(),
                experiment.question(),
                switch (experiment.data()) {
                    case GIVEN -> "the given split";
                    case DRAWN -> "drawn rows";
                    case BOTH -> "drawn rows and the given split";
                }));
        return DisplayData.html(table.html(), table.text());
    }

    @Override
    public String toString() {
        return display().plain();
    }
}
