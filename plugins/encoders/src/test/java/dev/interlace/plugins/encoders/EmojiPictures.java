package dev.interlace.plugins.encoders;

import dev.interlace.plugins.datasets.EmojiProvider;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Real pictures for tests: the emoji in colour. */
final class EmojiPictures {
    private EmojiPictures() {}

    static List<Picture> first(int count) {
        return every(1).subList(0, count);
    }

    /** Every so many-th picture, so that all groups are among them. */
    static List<Picture> every(int step) {
        EmojiProvider emoji = new EmojiProvider();
        Raw.Pictures colour = (Raw.Pictures)
                emoji.load(emoji.descriptor().schema().defaults()).column("colour");
        List<Picture> all = colour.values().stream().flatMap(Optional::stream).toList();
        return IntStream.range(0, all.size() / step)
                .mapToObj(k -> all.get(k * step))
                .toList();
    }
}
