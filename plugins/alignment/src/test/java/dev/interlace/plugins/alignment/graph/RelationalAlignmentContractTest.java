package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import java.util.Map;
import java.util.Set;

/** {@code alignment/graph} on typed edges, with a margin and one round of bootstrapping. */
class RelationalAlignmentContractTest extends AlignmentMethodContract<GraphAlignment.Options> {
    @Override
    protected GraphAlignment method() {
        return new GraphAlignment();
    }

    @Override
    protected AlignmentProblem problem(long problemSeed, int rows) {
        TwoGraphs graphs = TwoGraphs.planted(problemSeed, rows, 0.1);
        return new AlignmentProblem(graphs.left(), graphs.right(), graphs.seeds(), graphs.truth());
    }

    @Override
    protected GraphAlignment.Options options() {
        return options(5, 16, 1);
    }

    @Override
    protected GraphAlignment.Options optionsToLearn() {
        return options(60, 32, 0);
    }

    private GraphAlignment.Options options(int epochs, int width, int rounds) {
        return method().descriptor()
                .schema()
                .parse(Map.of(
                        "layer",
                        "RGCN",
                        "goal",
                        "MARGIN",
                        "epochs",
                        epochs,
                        "width",
                        width,
                        "layers",
                        1,
                        "rounds",
                        rounds,
                        "threshold",
                        0.5,
                        "learningRate",
                        0.01));
    }

    @Override
    protected Set<String> optionsNotStretched() {
        return Set.of("rounds"); // GraphAlignmentContractTest tries its ends
    }
}
