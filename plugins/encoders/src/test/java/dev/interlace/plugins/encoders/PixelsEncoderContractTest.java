package dev.interlace.plugins.encoders;

import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import dev.interlace.testkit.EncoderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PixelsEncoderContractTest extends EncoderContract<PixelsEncoder.Options> {
    @Override
    protected PixelsEncoder method() {
        return new PixelsEncoder();
    }

    @Override
    protected PixelsEncoder.Options options() {
        return method().descriptor().schema().parse(Map.of("size", 16));
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
