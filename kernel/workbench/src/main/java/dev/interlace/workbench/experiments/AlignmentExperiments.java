package dev.interlace.workbench.experiments;

import dev.interlace.workbench.experiments.Experiment.Data;
import java.util.List;
import java.util.stream.Stream;

/**
 * The experiments on alignment methods, losses, discrepancies, measures of dependence, sequence aligners and matchers.
 */
final class AlignmentExperiments {
    private AlignmentExperiments() {}

    static List<Experiment> all() {
        return Stream.of(methods(), measures(), matchersAndSequences())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Experiment> methods() {
        return List.of(
                Experiment.ofAlignment(
                        "alignment/attention-cost",
                        "how much longer does comparing all pairs take than with one vector per sample?",
                        Data.GIVEN,
                        Attending::cost),
                Experiment.ofAlignment(
                        "alignment/attention-deletion",
                        "does taking away what is attended most cost more than taking away at random?",
                        Data.GIVEN,
                        Attending::deletion),
                Experiment.ofAlignment(
                        "alignment/curved",
                        "are pairs found where one side is rolled up?",
                        Data.DRAWN,
                        DrawnPairs::curved),
                Experiment.ofAlignment(
                        "alignment/false-negatives",
                        "what do look-alikes among the pairs cost?",
                        Data.GIVEN,
                        Towers::falseNegatives),
                Experiment.ofAlignment(
                        "alignment/graph-bootstrap",
                        "do believed pairs help as further seeds?",
                        Data.GRAPHS,
                        Graphs::bootstrap),
                Experiment.ofAlignment(
                        "alignment/graph-facts", "does the graph alone say who is who?", Data.GRAPHS, Graphs::facts),
                Experiment.ofAlignment(
                        "alignment/graph-hits",
                        "does the graph find what names alone do not?",
                        Data.GRAPHS,
                        Graphs::hits),
                Experiment.ofAlignment(
                        "alignment/graph-new-pairs",
                        "are fewer new pairs right where less is asked of them?",
                        Data.GRAPHS,
                        Graphs::newPairs),
                Experiment.ofAlignment(
                        "alignment/graph-noise", "how many hits do wrong edges cost?", Data.GRAPHS, Graphs::noise),
                Experiment.ofAlignment(
                        "alignment/graph-time",
                        "how much longer does a graph network take?",
                        Data.GRAPHS,
                        Graphs::time),
                Experiment.ofAlignment(
                        "alignment/hubness",
                        "does recall rise where hubs are corrected?",
                        Data.GIVEN,
                        RetrievalOfPairs::hubness),
                Experiment.ofAlignment(
                        "alignment/label-efficiency",
                        "do few labels say more on the embedding than on the features?",
                        Data.GIVEN,
                        Towers::labelEfficiency),
                Experiment.ofAlignment(
                        "alignment/manifold-unpaired",
                        "do rows without a partner help?",
                        Data.GIVEN,
                        Unpaired::manifold),
                Experiment.ofAlignment(
                        "alignment/padding", "does padding change a similarity?", Data.GIVEN, Attending::padding),
                Experiment.ofAlignment(
                        "alignment/pairs-needed",
                        "what do fifty pairs do for unseen ones?",
                        Data.GIVEN,
                        RetrievalOfPairs::pairsNeeded),
                Experiment.ofAlignment(
                        "alignment/retrieval",
                        "do unseen pairs find each other?",
                        Data.GIVEN,
                        RetrievalOfPairs::retrieval),
                Experiment.ofAlignment(
                        "alignment/small-batches",
                        "how much recall is lost in small batches?",
                        Data.GIVEN,
                        RetrievalOfPairs::smallBatches),
                Experiment.ofAlignment(
                        "alignment/small-spread",
                        "is what both sides share found where it has little spread?",
                        Data.DRAWN,
                        DrawnPairs::smallSpread),
                Experiment.ofAlignment(
                        "alignment/unpaired",
                        "do distributions agree after a map that saw no pairs?",
                        Data.GIVEN,
                        Unpaired::distributions),
                Experiment.ofAlignment(
                        "alignment/unpaired-retrieval",
                        "do pairs stay apart where only distributions were matched?",
                        Data.GIVEN,
                        Unpaired::retrieval));
    }

    private static List<Experiment> measures() {
        return List.of(
                Experiment.ofAlignment(
                        "dependence/bandwidth",
                        "how far does the value hang on the bandwidth?",
                        Data.DRAWN,
                        Dependences::bandwidth),
                Experiment.ofAlignment(
                        "dependence/few-rows",
                        "what do few, wide, independent rows seem to have in common?",
                        Data.DRAWN,
                        Dependences::fewRows),
                Experiment.ofAlignment(
                        "dependence/power", "is dependence without correlation seen?", Data.DRAWN, Dependences::power),
                Experiment.ofAlignment(
                        "dependence/rotation",
                        "does turning and scaling change the value?",
                        Data.GIVEN,
                        Dependences::rotation),
                Experiment.ofAlignment(
                        "discrepancy/bandwidth",
                        "does a bandwidth far from the median rule miss the difference?",
                        Data.DRAWN,
                        Powers::bandwidth),
                Experiment.ofAlignment(
                        "discrepancy/c2st-scale",
                        "does the value say by itself whether two samples differ?",
                        Data.GIVEN,
                        Distances::scale),
                Experiment.ofAlignment(
                        "discrepancy/correlation",
                        "is a difference in correlation alone missed?",
                        Data.DRAWN,
                        Powers::correlation),
                Experiment.ofAlignment(
                        "discrepancy/cost", "by which power of the rows do seconds grow?", Data.DRAWN, Distances::cost),
                Experiment.ofAlignment(
                        "discrepancy/epsilon",
                        "how much longer does a small epsilon take?",
                        Data.DRAWN,
                        Distances::epsilon),
                Experiment.ofAlignment(
                        "discrepancy/fine-structure",
                        "is fine structure missed on a long line?",
                        Data.DRAWN,
                        Powers::fineStructure),
                Experiment.ofAlignment(
                        "discrepancy/joint", "is it seen that parts are paired otherwise?", Data.DRAWN, Powers::joint),
                Experiment.ofAlignment(
                        "discrepancy/joint-parts",
                        "do further parts hide a difference?",
                        Data.DRAWN,
                        Powers::jointParts),
                Experiment.ofAlignment(
                        "discrepancy/power", "in how many draws is a difference seen?", Data.DRAWN, Powers::power),
                Experiment.ofAlignment(
                        "discrepancy/projections",
                        "do few directions make the value noisy?",
                        Data.DRAWN,
                        Distances::projections),
                Experiment.ofAlignment(
                        "discrepancy/shift", "does it feel a shift of many bandwidths?", Data.DRAWN, Distances::shift),
                Experiment.ofAlignment(
                        "loss/shuffled", "is the loss of shuffled pairs the same?", Data.GIVEN, Unpaired::shuffled));
    }

    private static List<Experiment> matchersAndSequences() {
        return List.of(
                Experiment.ofAlignment(
                        "match/alone",
                        "what do items without a partner cost the others?",
                        Data.GRAPHS,
                        Matchings::alone),
                Experiment.ofAlignment(
                        "match/hubs",
                        "are more matches right than by taking the most similar item?",
                        Data.GRAPHS,
                        Matchings::hubs),
                Experiment.ofAlignment(
                        "match/isometry",
                        "does every item of an exact copy find itself?",
                        Data.DRAWN,
                        Matchings::isometry),
                Experiment.ofAlignment(
                        "match/structure-noise",
                        "how many right matches does a disturbed copy cost?",
                        Data.DRAWN,
                        Matchings::noise),
                Experiment.ofAlignment(
                        "sequence/ctw-start",
                        "is a copy far from the diagonal recovered less often?",
                        Data.DRAWN,
                        Warpings::start),
                Experiment.ofAlignment(
                        "sequence/mixed-copy",
                        "is a copy at another pace in mixed columns laid back?",
                        Data.DRAWN,
                        Warpings::mixedCopy),
                Experiment.ofAlignment(
                        "sequence/order", "is a change of order followed?", Data.SHIPPED, Warpings::order),
                Experiment.ofAlignment(
                        "sequence/soft-bias",
                        "is the value of a sequence with itself below 0?",
                        Data.DRAWN,
                        Warpings::bias),
                Experiment.ofAlignment(
                        "sequence/soft-gradient",
                        "does the gradient agree with central differences?",
                        Data.DRAWN,
                        Warpings::gradient),
                Experiment.ofAlignment(
                        "sequence/word-starts",
                        "are word starts found in recordings at another pace?",
                        Data.SHIPPED,
                        Warpings::wordStarts));
    }
}
