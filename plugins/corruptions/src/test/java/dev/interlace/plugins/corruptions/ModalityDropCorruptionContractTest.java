package dev.interlace.plugins.corruptions;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.CorruptionContract;
import java.util.List;

class ModalityDropCorruptionContractTest extends CorruptionContract<ModalityDropCorruption.Options> {
    @Override
    protected ModalityDropCorruption method() {
        return new ModalityDropCorruption();
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
}
