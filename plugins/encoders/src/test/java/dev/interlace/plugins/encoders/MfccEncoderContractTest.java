package dev.interlace.plugins.encoders;

import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.util.List;
import java.util.Optional;

class MfccEncoderContractTest extends EncoderContract<MfccEncoder.Options> {
    @Override
    protected MfccEncoder method() {
        return new MfccEncoder();
    }

    @Override
    protected Raw raw() {
        return new Raw.Sounds(List.of(
                Optional.of(SoundPattern.at(16_000)),
                Optional.empty(),
                Optional.of(SoundPattern.sine(8000, 440, 0.1)),
                Optional.of(SoundPattern.sine(22_050, 300, 0.2))));
    }

    @Override
    protected Raw otherKind() {
        return Raw.Texts.of(List.of("pear"));
    }
}
