package dev.interlace.plugins.alignment;

import dev.interlace.testkit.AlignmentMethodContract;
import dev.interlace.testkit.AlignmentProblem;
import dev.interlace.testkit.Problems;
import dev.interlace.testkit.Problems.Widths;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class DomainAdversarialAlignmentContractTest {
    @Nested
    class Linear extends AlignmentMethodContract<DomainAdversarialAlignment.Options> {
        @Override
        protected DomainAdversarialAlignment method() {
            return new DomainAdversarialAlignment();
        }

        @Override
        protected DomainAdversarialAlignment.Options options() {
            return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "classifier", 8));
        }
    }

    @Nested
    class Seeds extends AlignmentMethodContract<DomainAdversarialAlignment.Options> {
        @Override
        protected DomainAdversarialAlignment method() {
            return new DomainAdversarialAlignment();
        }

        @Override
        protected AlignmentProblem problem(long problemSeed, int rows) {
            return new Problems(problemSeed).seeded(rows, Widths.DIFFERENT);
        }

        @Override
        protected DomainAdversarialAlignment.Options options() {
            return method().descriptor()
                    .schema()
                    .parse(Map.of("epochs", 5, "batchSize", 16, "classifier", 8, "hidden", 6));
        }
    }
}
