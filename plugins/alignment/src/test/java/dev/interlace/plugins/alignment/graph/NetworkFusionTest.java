package dev.interlace.plugins.alignment.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.Modality;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.testkit.FusionProblem;
import dev.interlace.testkit.JointMethodContract;
import dev.interlace.testkit.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class NetworkFusionTest extends JointMethodContract<NetworkFusion.Options> {
    @Override
    protected NetworkFusion method() {
        return new NetworkFusion();
    }

    @Test
    void plantedGroupsAreFoundAndTheSimilarityIsThatOfThePlainClass() {
        FusionProblem planted = new Problems(3)
                .blobs(90, 3, List.of(Modality.vector("image"), Modality.vector("sound"), Modality.vector("text")));
        NetworkFusion.Options options = method().descriptor().schema().parse(Map.of("clusters", 3));
        JointRepresentation found = method().represent(planted.batch(), options, FitContext.seeded(1));
        assertEquals(
                IntStream.range(0, 90).map(row -> row % 3).boxed().toList(),
                found.clusters(),
                "classes take turns, and clusters are numbered by first occurrence");
        assertEquals(
                Arrays.toString(SimilarityNetworkFusion.usual()
                        .fuse(planted.batch().modalities())
                        .data()
                        .asDouble()),
                Arrays.toString(found.similarity().orElseThrow().data().asDouble()));
        assertEquals("joint/snf: 90 rows of width 3 in 3 clusters", found.toString());
    }

    @Test
    void moreRowsThanTheirSquareFitsIsRefusedBeforeAnythingIsMade() {
        List<String> ids = IntStream.range(0, 5001).mapToObj(Integer::toString).toList();
        MultimodalBatch batch = MultimodalBatch.of(
                ids, List.of(Features.vector("a", Nd4j.zeros(5001, 1)), Features.vector("b", Nd4j.zeros(5001, 1))));
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> method().represent(batch, options(), FitContext.seeded(1)))
                .getMessage());
        assertTrue(message.startsWith("joint/snf: 5001 rows need several arrays"), message);
    }
}
