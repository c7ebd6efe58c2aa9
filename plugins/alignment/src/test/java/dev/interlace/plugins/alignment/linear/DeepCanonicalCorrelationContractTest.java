package dev.interlace.plugins.alignment.linear;

import dev.interlace.testkit.AlignmentMethodContract;
import java.util.Map;

class DeepCanonicalCorrelationContractTest extends AlignmentMethodContract<DeepCanonicalCorrelation.Options> {
    @Override
    protected DeepCanonicalCorrelation method() {
        return new DeepCanonicalCorrelation();
    }

    @Override
    protected DeepCanonicalCorrelation.Options options() {
        return method().descriptor()
                .schema()
                .parse(Map.of("epochs", 8, "batchSize", 24, "width", 3, "hidden", 16, "learningRate", 0.01));
    }
}
