package dev.interlace.plugins.alignment.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GeneralizedCcaTest {
    private final List<INDArray> three = List.of(Golden.get("left"), Golden.get("right"), Golden.get("third"));

    @Test
    void twoModalitiesAgreeByOnePlusTheirCanonicalCorrelation() {
        double[] rho = Golden.values("cca.correlations");
        double[] agreement = GeneralizedCca.fit(three.subList(0, 2), 2, 0).agreement();
        assertArrayEquals(new double[] {1 + rho[0], 1 + rho[1]}, agreement, Golden.SOLVERS);
    }

    @Test
    void threeModalitiesAgreeWithTheReference() {
        double[] agreement = GeneralizedCca.fit(three, 3, 0).agreement();
        assertArrayEquals(Golden.values("gcca.agreement"), agreement, Golden.SOLVERS);
    }

    @Test
    void theSameModalityThreeTimesAgreesFullyAndIsEmbeddedAlike() {
        INDArray x = Golden.get("left");
        GeneralizedCca model = GeneralizedCca.fit(List.of(x, x, x), 2, 0);
        assertArrayEquals(new double[] {3, 3}, model.agreement(), Golden.SOLVERS);
        double[] first = Host.doubles(model.embed(0, x));
        assertArrayEquals(first, Host.doubles(model.embed(2, x)), Golden.SOLVERS);
        double variance = 0;
        for (int i = 0; i < first.length; i += 2) {
            variance += first[i] * first[i] / (x.size(0) - 1);
        }
        assertEquals(1, variance, Golden.SOLVERS);
    }

    @Test
    void aConstantModalitySaysNothingAndBreaksNothing() {
        INDArray constant = Nd4j.ones(20, 2);
        GeneralizedCca model = GeneralizedCca.fit(List.of(three.get(0), three.get(1), constant), 2, 0.1);
        assertTrue(model.agreement()[0] <= 2);
        assertEquals(0, Host.sum(model.embed(2, constant)), Golden.SOLVERS);
    }

    private static String rejection(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void whatDoesNotFitIsRejected() {
        assertEquals(
                "GeneralizedCca needs at least 2 modalities, got 1",
                rejection(() -> GeneralizedCca.fit(three.subList(0, 1), 1, 0)));
        assertEquals(
                "GeneralizedCca.ridge must be in [0, inf), got NaN",
                rejection(() -> GeneralizedCca.fit(three, 1, Double.NaN)));
        assertEquals(
                "GeneralizedCca: modality 1 must be [20 rows, columns] as the first, at least 2 rows, got [5, 2]",
                rejection(() -> GeneralizedCca.fit(List.of(three.get(0), Nd4j.ones(5, 2)), 1, 0)));
        assertEquals(
                "GeneralizedCca.components must be in [1, 7], the rank of all columns together, got 8",
                rejection(() -> GeneralizedCca.fit(three, 8, 0)));
        GeneralizedCca model = GeneralizedCca.fit(three, 1, 0);
        assertEquals("GeneralizedCca: modalities are 0 to 2, got 3", rejection(() -> model.embed(3, three.get(0))));
        assertEquals(
                "GeneralizedCca: modality 1 was fitted on 2 columns, got [20, 3]",
                rejection(() -> model.embed(1, three.get(0))));
    }
}
