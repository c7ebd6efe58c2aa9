package dev.interlace.plugins.encoders;

import dev.interlace.plugins.datasets.EmojiProvider;
import dev.interlace.spi.Dataset;
import dev.interlace.spi.Picture;
import dev.interlace.spi.Raw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Real pictures for tests: emoji in colour.
 *
 * @param pictures the pictures
 * @param groups of each, the emoji that it is a variant of
 */
record EmojiPictures(List<Picture> pictures, List<String> groups) {
    static List<Picture> first(int count) {
        return every(1).pictures().subList(0, count);
    }

    /** Every so many-th picture, so that all kinds are among them. */
    static EmojiPictures every(int step) {
        EmojiProvider emoji = new EmojiProvider();
        Dataset data = emoji.load(emoji.descriptor().schema().defaults());
        List<Optional<Picture>> colour = ((Raw.Pictures) data.column("colour")).values();
        List<Picture> pictures = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        for (int row = 0; row < colour.size(); row += step) {
            if (colour.get(row).isPresent()) {
                pictures.add(colour.get(row).get());
                groups.add(data.groups().get(row));
            }
        }
        return new EmojiPictures(pictures, groups);
    }
}
