package dev.interlace.plugins.alignment.contrastive;

import dev.interlace.testkit.AlignmentMethodContract;
import java.util.Map;

class ContrastiveAlignmentContractTest extends AlignmentMethodContract<ContrastiveAlignment.Options> {
    @Override
    protected ContrastiveAlignment method() {
        return new ContrastiveAlignment();
    }

    @Override
    protected ContrastiveAlignment.Options options() {
        return method().descriptor().schema().parse(Map.of("epochs", 5, "batchSize", 16, "width", 16));
    }
}
