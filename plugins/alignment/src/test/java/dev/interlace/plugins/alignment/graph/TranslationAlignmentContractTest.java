package dev.interlace.plugins.alignment.graph;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import java.util.Map;

class TranslationAlignmentContractTest extends AlignmentMethodContract<TranslationAlignment.Options> {
    @Override
    protected TranslationAlignment method() {
        return new TranslationAlignment();
    }

    @Override
    protected AlignmentProblem problem(long problemSeed, int rows) {
        return new Problems(problemSeed).graphs(rows);
    }

    @Override
    protected TranslationAlignment.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "width", 16));
    }

    @Override
    protected TranslationAlignment.Options optionsToLearn() {
        return method().descriptor().schema().parse(Map.of("epochs", 100, "width", 16));
    }
}
