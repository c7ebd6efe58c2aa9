package dev.interlace.plugins.encoders;

import dev.interlace.plugins.encoders.SmallCnnEncoder.Options;
import dev.interlace.spi.Encoder;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The contract on the encoder as fitted to a dozen real pictures, under whatever options the contract tries. */
class SmallCnnEncoderContractTest extends EncoderContract<Options> {
    private static final Raw TRAINING = Raw.Pictures.of(EmojiPictures.first(12));

    /** Fits again for each set of options, always on all rows. */
    static final class Fitting implements Encoder<Options> {
        @Override
        public MethodDescriptor<Options> descriptor() {
            return new SmallCnnEncoder().descriptor();
        }

        @Override
        public boolean accepts(Raw raw) {
            return new SmallCnnEncoder().accepts(raw);
        }

        @Override
        public Features encode(String name, Raw raw, Options options, FitContext context) {
            return new SmallCnnEncoder().fitted(TRAINING, options, context).encode(name, raw, options, context);
        }
    }

    @Override
    protected Encoder<Options> method() {
        return new Fitting();
    }

    @Override
    protected Options options() {
        return method().descriptor().schema().parse(Map.of("size", 16, "epochs", 2));
    }

    @Override
    protected Raw raw() {
        List<Optional<Picture>> rows = new ArrayList<>();
        EmojiPictures.first(4).forEach(picture -> rows.add(Optional.of(picture)));
        rows.set(1, Optional.empty());
        return new Raw.Pictures(rows);
    }

    @Override
    protected Raw otherKind() {
        return Raw.Texts.of(List.of("pear"));
    }
}
