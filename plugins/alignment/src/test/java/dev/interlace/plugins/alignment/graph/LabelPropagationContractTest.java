package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;

class LabelPropagationContractTest extends AlignmentMethodContract<LabelPropagation.Options> {
    @Override
    protected LabelPropagation method() {
        return new LabelPropagation();
    }

    @Override
    protected AlignmentProblem problem(long problemSeed, int rows) {
        return new Problems(problemSeed).graphs(rows);
    }
}
