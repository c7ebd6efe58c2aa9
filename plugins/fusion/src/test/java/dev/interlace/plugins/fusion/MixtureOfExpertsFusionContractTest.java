package dev.interlace.plugins.fusion;

import dev.interlace.testkit.FusionMethodContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class MixtureOfExpertsFusionContractTest {
    @Nested
    class AllExperts extends FusionMethodContract<MixtureOfExpertsFusion.Options> {
        @Override
        protected MixtureOfExpertsFusion method() {
            return new MixtureOfExpertsFusion();
        }

        @Override
        protected MixtureOfExpertsFusion.Options options() {
            return method().descriptor()
                    .schema()
                    .parse(Map.of("epochs", 4, "batchSize", 16, "hidden", 8, "learningRate", 0.02));
        }
    }

    @Nested
    class TheBestExpertBalanced extends FusionMethodContract<MixtureOfExpertsFusion.Options> {
        @Override
        protected MixtureOfExpertsFusion method() {
            return new MixtureOfExpertsFusion();
        }

        @Override
        protected MixtureOfExpertsFusion.Options options() {
            return method().descriptor()
                    .schema()
                    .parse(Map.of(
                            "epochs", 6, "batchSize", 16, "hidden", 8, "learningRate", 0.02, "top", 2, "balance", 0.1));
        }
    }
}
