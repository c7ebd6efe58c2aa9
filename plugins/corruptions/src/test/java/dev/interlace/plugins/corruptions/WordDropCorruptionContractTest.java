package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class WordDropCorruptionContractTest extends CorruptionContract<WordDropCorruption.Options> {
    @Override
    protected WordDropCorruption method() {
        return new WordDropCorruption();
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
