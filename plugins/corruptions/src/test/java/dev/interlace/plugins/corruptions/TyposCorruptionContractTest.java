package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class TyposCorruptionContractTest extends CorruptionContract<TyposCorruption.Options> {
    @Override
    protected TyposCorruption method() {
        return new TyposCorruption();
    }

    @Override
    protected List<Raw> columns() {
        return List.of(Samples.texts());
    }

    @Override
    protected Raw otherKind() {
        return Samples.graph();
    }
}
