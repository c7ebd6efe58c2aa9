package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.interlace.learn.tape.Host;
import dev.interlace.spi.Features;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.JointRepresentation;
import dev.interlace.spi.MultimodalBatch;
import dev.interlace.spi.Presence;
import dev.interlace.testkit.JointMethodContract;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class GeneralizedCorrelationTest extends JointMethodContract<GeneralizedCorrelation.Options> {
    @Override
    protected GeneralizedCorrelation method() {
        return new GeneralizedCorrelation();
    }

    private static MultimodalBatch three() {
        int rows = (int) Golden.get("left").size(0);
        return MultimodalBatch.of(
                IntStream.range(0, rows).mapToObj(Integer::toString).toList(),
                List.of(
                        Features.vector("left", Golden.get("left")),
                        Features.vector("right", Golden.get("right")),
                        Features.vector("third", Golden.get("third"))));
    }

    @Test
    void theAgreementIsThatOfTheReferenceAndTheRowsAreTheMeanOfTheModalities() {
        GeneralizedCorrelation.Options options =
                method().descriptor().schema().parse(Map.of("components", 3, "ridge", 0));
        JointRepresentation found = method().represent(three(), options, FitContext.seeded(1));
        double[] agreement =
                found.history().get("agreement").stream().mapToDouble(x -> x).toArray();
        assertArrayEquals(Golden.values("gcca.agreement"), agreement, 1e-5); // features are kept in single precision
        double[] mean = new double[Host.doubles(found.rows()).length];
        found.modalities().values().forEach(one -> {
            double[] values = Host.doubles(one);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += values[i] / 3;
            }
        });
        assertArrayEquals(mean, Host.doubles(found.rows()), 1e-12);
    }

    @Test
    void tokensAreRefusedWithWhatToDo() {
        MultimodalBatch batch = MultimodalBatch.of(
                List.of("a", "b"),
                List.of(
                        Features.vector("image", Nd4j.rand(2, 3)),
                        Features.tokens("text", Nd4j.rand(2, 4, 3), new int[] {4, 4}, Presence.all(2))));
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> method().represent(batch, options(), FitContext.seeded(1)))
                .getMessage());
        assertEquals(0, message.indexOf("joint/gcca: 'text' must be of kind VECTOR with all rows present"), message);
    }
}
