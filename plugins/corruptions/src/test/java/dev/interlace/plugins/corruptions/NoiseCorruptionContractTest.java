package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class NoiseCorruptionContractTest extends CorruptionContract<NoiseCorruption.Options> {
    @Override
    protected NoiseCorruption method() {
        return new NoiseCorruption();
    }

    @Override
    protected List<Raw> columns() {
        return List.of(Samples.pictures(), Samples.sounds(), Samples.vectors(), Samples.tokens());
    }

    @Override
    protected Raw otherKind() {
        return Samples.graph();
    }
}
