package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import java.util.Map;

class GraphAlignmentContractTest extends AlignmentMethodContract<GraphAlignment.Options> {
    @Override
    protected GraphAlignment method() {
        return new GraphAlignment();
    }

    @Override
    protected AlignmentProblem problem(long problemSeed, int rows) {
        return new Problems(problemSeed).graphs(rows);
    }

    @Override
    protected GraphAlignment.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "width", 16));
    }

    @Override
    protected GraphAlignment.Options optionsToLearn() {
        return method().descriptor().schema().parse(Map.of("width", 32, "layers", 1, "dropout", 0));
    }
}
