package dev.interlace.plugins.alignment;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class DiscrepancyAlignmentContractTest {
    @Nested
    class Linear extends AlignmentMethodContract<DiscrepancyAlignment.Options> {
        @Override
        protected DiscrepancyAlignment method() {
            return new DiscrepancyAlignment();
        }

        @Override
        protected DiscrepancyAlignment.Options options() {
            return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
        }
    }

    @Nested
    class Seeds extends AlignmentMethodContract<DiscrepancyAlignment.Options> {
        @Override
        protected DiscrepancyAlignment method() {
            return new DiscrepancyAlignment();
        }

        @Override
        protected AlignmentProblem problem(long problemSeed, int rows) {
            return new Problems(problemSeed).seeded(rows, Widths.DIFFERENT);
        }

        @Override
        protected DiscrepancyAlignment.Options options() {
            return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16));
        }
    }

    @Nested
    class Network extends AlignmentMethodContract<DiscrepancyAlignment.Options> {
        @Override
        protected DiscrepancyAlignment method() {
            return new DiscrepancyAlignment();
        }

        @Override
        protected DiscrepancyAlignment.Options options() {
            return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "hidden", 6));
        }
    }
}
