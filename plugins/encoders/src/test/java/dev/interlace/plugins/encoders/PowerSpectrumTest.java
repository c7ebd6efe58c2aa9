package dev.interlace.plugins.encoders;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerSpectrumTest {
    @Test
    void fourSamplesByHand() {
        // x = 1 2 3 4: X_0 = 10, X_1 = -2 + 2i, X_2 = -2
        double[] power = new double[3];
        new PowerSpectrum(4).of(new double[] {1, 2, 3, 4}, power);
        assertArrayEquals(new double[] {100, 8, 4}, power, 1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64, 512})
    void itIsTheSumThatDefinesIt(int size) {
        SplittableRandom random = new SplittableRandom(size);
        double[] frame = random.doubles(size, -1, 1).toArray();
        double[] power = new double[size / 2 + 1];
        new PowerSpectrum(size).of(frame, power);
        for (int k = 0; k <= size / 2; k++) {
            double real = 0;
            double imaginary = 0;
            for (int n = 0; n < size; n++) {
                real += frame[n] * Math.cos(2 * Math.PI * k * n / size);
                imaginary -= frame[n] * Math.sin(2 * Math.PI * k * n / size);
            }
            assertEquals(real * real + imaginary * imaginary, power[k], 1e-9, "size " + size + ", k " + k);
        }
    }

    @Test
    void aSizeThatIsNoPowerOfTwoIsRejected() {
        assertEquals(
                "PowerSpectrum.size must be a power of two, at least 2, got 12",
                assertThrows(IllegalArgumentException.class, () -> new PowerSpectrum(12))
                        .getMessage());
    }
}
