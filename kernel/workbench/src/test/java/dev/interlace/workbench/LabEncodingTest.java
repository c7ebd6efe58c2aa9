package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.spi.Dataset;
import dev.interlace.spi.Raw;
import dev.interlace.spi.Sound;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.data.LabData;
import dev.interlace.workbench.data.Split;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabEncodingTest {
    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));

    @Test
    void anEncoderThatLearnsLearnsFromTheTrainingPartAloneAndHearsOfItsGroups() {
        // 7 rows of 7 groups
        Split split = new Split(sounds(7), sounds(2), sounds(3), 1, List.of());
        EncodedSplit encoded = lab.encode(split, Map.of("speech", "encoder/learned"));
        assertArrayEquals(new float[] {707, 707, 707, 707, 707, 707, 707}, values(encoded.train()));
        assertArrayEquals(new float[] {707, 707}, values(encoded.validation()));
        assertArrayEquals(new float[] {707, 707, 707}, values(encoded.test()));
    }

    @Test
    void withoutASplitNothingIsLearned() {
        assertArrayEquals(new float[] {0, 0}, values(lab.encode(sounds(2), Map.of("speech", "encoder/learned"))));
    }

    @Test
    void aPretrainedEncoderComesBeforeAnEarlierOneInTheAlphabet() {
        // encoder/colour reads sounds as well, two numbers each
        assertEquals(1, lab.encode(sounds(2)).get("speech").width());
    }

    private static float[] values(Encoded encoded) {
        return encoded.get("speech").values().data().asFloat();
    }

    private static LabData sounds(int rows) {
        List<String> ids =
                IntStream.range(0, rows).mapToObj(row -> "row-" + row).toList();
        Dataset.Card card = new Dataset.Card("data/silence", "Silence", "A row is silent.", "", "", "", List.of());
        Raw silence = Raw.Sounds.of(Collections.nCopies(rows, Sound.of(8000, new short[80])));
        return LabData.of(new Dataset(card, ids, Map.of("speech", silence), Map.of(), ids));
    }
}
