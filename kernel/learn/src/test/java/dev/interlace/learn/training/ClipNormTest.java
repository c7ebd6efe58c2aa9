package dev.interlace.learn.training;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.interlace.learn.tape.Parameter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;

class ClipNormTest {
    /** A few products in single precision. */
    private static final double TOLERANCE = 1e-6;

    private static Parameter withGradient(DataType type, double... gradient) {
        Parameter parameter = new Parameter("p", matrix(gradient).castTo(type));
        parameter.gradient().assign(matrix(gradient).castTo(type));
        return parameter;
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void gradientsTogetherAreShortenedToTheLargestNorm(DataType type) {
        // |(3, 0), (0, 4)| = 5: to 1 by a fifth
        Parameter a = withGradient(type, 3, 0);
        Parameter b = withGradient(type, 0, 4);
        assertEquals(5, ClipNorm.shorten(List.of(a, b), 1), TOLERANCE, "the norm before");
        requireClose(row(0.6, 0), a.gradient(), TOLERANCE, "first");
        requireClose(row(0, 0.8), b.gradient(), TOLERANCE, "second");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE"})
    void shorterGradientsStayAsTheyAre(DataType type) {
        Parameter a = withGradient(type, 3, 4);
        assertEquals(5, ClipNorm.shorten(List.of(a), 5.1), TOLERANCE);
        requireClose(row(3, 4), a.gradient(), 0, "gradient");
        requireMessage("clipNorm must be in (0, inf], got 0.0", () -> ClipNorm.shorten(List.of(a), 0));
    }
}
