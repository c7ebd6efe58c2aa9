package dev.interlace.plugins.encoders;

import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.util.List;
import java.util.Optional;

class CharNgramEncoderContractTest extends EncoderContract<CharNgramEncoder.Options> {
    @Override
    protected CharNgramEncoder method() {
        return new CharNgramEncoder();
    }

    @Override
    protected Raw raw() {
        return new Raw.Texts(
                List.of(Optional.of("red apple"), Optional.empty(), Optional.of("груша"), Optional.of("red pear")));
    }

    @Override
    protected Raw otherKind() {
        return Raw.Pictures.of(List.of(Picture.of(new byte[] {1})));
    }
}
