package dev.interlace.workbench.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GeometryTest {
    /** Embeddings are searched in single precision, the rest is double. */
    private static final double ROUNDING = 1e-9;

    private static final Bootstrap BOOTSTRAP = Bootstrap.seeded(1);

    private static INDArray random(long seed, int rows, int width, double shift) {
        SplittableRandom random = new SeedSource(seed).generator();
        double[][] values = new double[rows][width];
        for (double[] row : values) {
            for (int c = 0; c < width; c++) {
                row[c] = random.nextGaussian() + (c == 0 ? shift : 0);
            }
        }
        return Nd4j.createFromArray(values);
    }

    @Test
    void fourPointsByHand() {
        // lengths do not matter; left e1, e2, -e1, -e2; right the same but the first, which is e2
        INDArray left = Nd4j.createFromArray(new double[][] {{2, 0}, {0, 1}, {-1, 0}, {0, -3}});
        INDArray right = Nd4j.createFromArray(new double[][] {{0, 5}, {0, 1}, {-1, 0}, {0, -1}});
        Geometry geometry = Geometry.of(left, right, BOOTSTRAP);
        assertEquals(2.0 / 4, geometry.alignment().value(), ROUNDING, "one pair at squared distance 2");
        assertEquals(Math.hypot(0.25, 0.25), geometry.gap(), ROUNDING, "means (0, 0) and (-1/4, 1/4)");
        // left: four pairs at squared distance 2, two at 4
        double mean = (4 * Math.exp(-4) + 2 * Math.exp(-8)) / 6;
        assertEquals(Math.log(mean), geometry.left().uniformity(), ROUNDING);
        assertEquals(2, geometry.left().effectiveRank(), ROUNDING, "two equal singular values");
        // right: X'X = diag(1, 3), shares 1 / (1 + sqrt 3) and sqrt 3 / (1 + sqrt 3)
        double p = 1 / (1 + Math.sqrt(3));
        assertEquals(
                Math.exp(-p * Math.log(p) - (1 - p) * Math.log(1 - p)),
                geometry.right().effectiveRank(),
                ROUNDING);
    }

    @Test
    void onePointHasUniformityZeroAndRankOne() {
        INDArray same = Nd4j.createFromArray(new double[][] {{1, 2}, {2, 4}, {3, 6}, {1, 2}});
        Geometry geometry = Geometry.of(same, same, BOOTSTRAP);
        assertEquals(0, geometry.left().uniformity(), ROUNDING);
        assertEquals(1, geometry.left().effectiveRank(), 1e-6, "the root of a rounded eigenvalue 0");
        assertEquals(0, geometry.alignment().value(), ROUNDING);
        assertEquals(0, geometry.gap(), ROUNDING);
    }

    @Test
    void aShiftOfOneSideIsAGap() {
        Geometry near = Geometry.of(random(1, 300, 8, 0), random(2, 300, 8, 0), BOOTSTRAP);
        Geometry far = Geometry.of(random(1, 300, 8, 0), random(2, 300, 8, 5), BOOTSTRAP);
        assertTrue(near.gap() < 0.2, "gap of two samples of one distribution: " + near.gap());
        assertTrue(far.gap() > 0.7, "gap after a shift: " + far.gap());
        assertTrue(far.right().uniformity() > near.right().uniformity() + 1, "what was shifted is less even");
    }

    @Test
    void anItemThatEverybodyFindsIsAHub() {
        assertEquals(0, Geometry.skewness(new double[] {3, 3, 3}), ROUNDING);
        // mean 1, second moment (1 + 1 + 1 + 9) / 4 = 3, third (-1 - 1 - 1 + 27) / 4 = 6
        assertEquals(6 / Math.pow(3, 1.5), Geometry.skewness(new double[] {0, 0, 0, 4}), ROUNDING);
        // one row that lies in the middle of all: everybody's nearest
        INDArray queries = random(3, 400, 200, 6);
        INDArray items = random(4, 400, 200, 6);
        items.getRow(11).assign(0).putScalar(0, 1);
        Geometry hub = Geometry.of(queries, items, BOOTSTRAP);
        Geometry even = Geometry.of(queries, random(4, 400, 200, 6), BOOTSTRAP);
        assertTrue(hub.right().hubness() > even.right().hubness() + 3, even.right() + ", " + hub.right());
        assertTrue(even.right().hubness() < 4, even.right().toString());
    }

    @Test
    void theCosinesAreDrawn() {
        INDArray left = random(5, 50, 4, 0);
        Geometry geometry = Geometry.of(left, left, BOOTSTRAP);
        assertEquals(1, geometry.pairCosines().get(7), ROUNDING);
        assertTrue(geometry.display().plain().contains("modality gap"), geometry.toString());
        assertTrue(geometry.figure().text().contains("pairs"));
    }

    @Test
    void whatHasNoGeometryIsRejected() {
        INDArray two = random(1, 2, 4, 0);
        assertEquals(
                "Geometry needs two embeddings [rows, d] of the same at least 3 rows, got [2, 4] and [2, 4]",
                assertThrows(IllegalArgumentException.class, () -> Geometry.of(two, two, BOOTSTRAP))
                        .getMessage());
        INDArray zero = random(1, 4, 4, 0);
        zero.getRow(2).assign(0);
        assertEquals(
                "Geometry: row 2 of the right embedding has length 0.0; rows must be finite and not zero",
                assertThrows(IllegalArgumentException.class, () -> Geometry.of(random(1, 4, 4, 0), zero, BOOTSTRAP))
                        .getMessage());
    }
}
