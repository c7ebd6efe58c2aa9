package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class OcclusionCorruptionContractTest extends CorruptionContract<OcclusionCorruption.Options> {
    @Override
    protected OcclusionCorruption method() {
        return new OcclusionCorruption();
    }

    @Override
    protected List<Raw> columns() {
        return List.of(Samples.pictures());
    }

    @Override
    protected Raw otherKind() {
        return Samples.graph();
    }
}
