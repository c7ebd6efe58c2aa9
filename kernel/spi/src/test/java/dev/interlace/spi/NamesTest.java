package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {
    @Test
    void theDistanceCountsInsertionsDeletionsAndSubstitutions() {
        assertEquals(0, Names.distance("mmd", "mmd"));
        assertEquals(3, Names.distance("kitten", "sitting")); // k -> s, e -> i, + g
        assertEquals(3, Names.distance("", "abc"));
        assertEquals(3, Names.distance("abc", ""));
        assertEquals(2, Names.distance("ab", "ba"));
    }

    @Test
    void theNearestNameIgnoresCase() {
        assertEquals(Optional.of("Image"), Names.nearest("IMAGES", List.of("audio", "Image")));
    }

    @Test
    void aNameThatIsFarFromAllIsNotNearAny() {
        assertEquals(Optional.empty(), Names.nearest("xyz", List.of("image", "audio")));
        assertEquals(Optional.empty(), Names.nearest("image", List.of()));
    }

    @Test
    void theMessageNamesTheWantedTheNearestAndAll() {
        assertEquals(
                "unknown modality 'imagge'; did you mean 'image'? Known: audio, image",
                Names.unknown("modality", "imagge", List.of("audio", "image")));
        assertEquals("unknown modality 'xyz'. Known: none", Names.unknown("modality", "xyz", List.of()));
    }
}
