package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class ShuffleCorruptionContractTest extends CorruptionContract<ShuffleCorruption.Options> {
    @Override
    protected ShuffleCorruption method() {
        return new ShuffleCorruption();
    }

    @Override
    protected List<Raw> columns() {
        return List.of(
                Samples.texts(),
                Samples.pictures(),
                Samples.sounds(),
                Samples.timings(),
                Samples.nodes(),
                Samples.vectors(),
                Samples.tokens());
    }

    @Override
    protected Raw otherKind() {
        return Samples.graph();
    }

    @Override
    protected boolean exchangesRows() {
        return true;
    }
}
