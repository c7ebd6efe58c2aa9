package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.TfIdfEncoder.Options;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.util.List;
import java.util.Optional;

/** The contract on the encoder as fitted to these rows, under whatever options the contract tries. */
class TfIdfEncoderContractTest extends EncoderContract<Options> {
    private static final Raw ROWS = new Raw.Texts(
            List.of(Optional.of("red apple"), Optional.empty(), Optional.of("груша"), Optional.of("red pear")));

    /** Fits again for each set of options, always on all rows. */
    static final class Fitting implements Encoder<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return new TfIdfEncoder().descriptor();
        }

        @Override
        public boolean accepts(Raw raw) {
            return new TfIdfEncoder().accepts(raw);
        }

        @Override
        public Features encode(String name, Raw raw, Options options, FitContext context) {
            return new TfIdfEncoder().fitted(ROWS, options, context).encode(name, raw, options, context);
        }
    }

    @Override
    protected Encoder<Options> method() {
        return new Fitting();
    }

    @Override
    protected Raw raw() {
        return ROWS;
    }

    @Override
    protected Raw otherKind() {
        return Raw.Pictures.of(List.of(Picture.of(new byte[] {1})));
    }
}
