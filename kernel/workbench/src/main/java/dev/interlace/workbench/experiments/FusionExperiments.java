package dev.interlace.workbench.experiments;

import dev.interlace.workbench.experiments.Experiment.Data;
import java.util.List;

/** The experiments on fusion methods. */
final class FusionExperiments {
    private FusionExperiments() {}

    static List<Experiment> all() {
        return List.of(
                Experiment.ofFusion(
                        "fusion/attention",
                        "does attention find the token that counts?",
                        Data.DRAWN,
                        Structures::attention),
                Experiment.ofFusion(
                        "fusion/block-scaling",
                        "does block scaling let a narrow modality count?",
                        Data.BOTH,
                        Structures::blockScaling),
                Experiment.ofFusion(
                        "fusion/capacity",
                        "does accuracy hang on the rank or width that the method allows?",
                        Data.DRAWN,
                        Structures::capacity),
                Experiment.ofFusion(
                        "fusion/conflict",
                        "is the conflict higher in rows whose modalities were shuffled?",
                        Data.GIVEN,
                        Disturbances::conflict),
                Experiment.ofFusion(
                        "fusion/cost",
                        "how many trained numbers, or seconds, against another method or as something grows?",
                        Data.GIVEN,
                        Resources::cost),
                Experiment.ofFusion(
                        "fusion/depth",
                        "does the design move accuracy more than the seed does?",
                        Data.GIVEN,
                        Resources::depth),
                Experiment.ofFusion(
                        "fusion/interaction",
                        "can it tell classes apart that differ only jointly?",
                        Data.DRAWN,
                        Structures::interaction),
                Experiment.ofFusion(
                        "fusion/missing",
                        "how far does accuracy fall as a modality goes missing?",
                        Data.GIVEN,
                        Disturbances::missing),
                Experiment.ofFusion(
                        "fusion/modular",
                        "do the other members stay when one is exchanged?",
                        Data.GIVEN,
                        Resources::modular),
                Experiment.ofFusion(
                        "fusion/noise",
                        "how far does accuracy fall as modalities get noisy?",
                        Data.GIVEN,
                        Disturbances::noise),
                Experiment.ofFusion(
                        "fusion/private-shared",
                        "does it keep what one modality says alone beside what two say jointly?",
                        Data.DRAWN,
                        Structures::privateAndJoint),
                Experiment.ofFusion(
                        "fusion/redundancy",
                        "how good are the probabilities where a modality is given twice?",
                        Data.GIVEN,
                        Disturbances::redundancy),
                Experiment.ofFusion(
                        "fusion/reliability",
                        "do the weights of a row turn away from its noisy modality?",
                        Data.GIVEN,
                        Disturbances::reliability),
                Experiment.ofFusion(
                        "fusion/sample-size",
                        "how accurate is it on few training rows?",
                        Data.GIVEN,
                        Resources::sampleSize),
                Experiment.ofFusion(
                        "fusion/stacking",
                        "is it better than the mean where members are good at different classes?",
                        Data.BOTH,
                        Structures::worthByClass));
    }
}
