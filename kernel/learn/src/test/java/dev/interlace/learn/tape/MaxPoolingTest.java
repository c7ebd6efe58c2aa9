package dev.interlace.learn.tape;

import static dev.interlace.learn.tape.Matrices.matrix;
import static dev.interlace.learn.tape.Matrices.requireClose;
import static dev.interlace.learn.tape.Matrices.requireMessage;
import static dev.interlace.learn.tape.Matrices.row;

import dev.interlace.spi.SeedSource;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class MaxPoolingTest {
    /** A few operations on numbers of size 1 in double precision. */
    private static final double TOLERANCE = 1e-12;

    private final Tape tape = new Tape(DataType.DOUBLE);

    private Var constant(double[]... rows) {
        return tape.constant(matrix(rows));
    }

    private Var picture(double... pixels) { // [1, 3, 3, 1]
        return tape.constant(Nd4j.createFromArray(pixels).reshape('c', 1, 3, 3, 1));
    }

    @Test
    void poolingIsAsWorkedOutByHand() {
        Var x = picture(1, 2, 3, 4, 9, 6, 7, 8, 5);
        requireClose(
                row(9, 9, 9, 9), tape.maxPooling(x, new Window(2, 1, 0)).value(), TOLERANCE, "9 is in every window");
        // windows of 2 from -1 on, every second: {1}, {2, 3}, {4, 7}, {9, 6, 8, 5}
        requireClose(
                row(1, 3, 7, 9), tape.maxPooling(x, new Window(2, 2, 1)).value(), TOLERANCE, "zeros are no pixels");
    }

    @Test
    void ofEqualEntriesTheFirstGetsTheGradient() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            Tape own = new Tape(type);
            Parameter p = new Parameter("p", Nd4j.ones(type, 1, 2, 2, 1));
            own.begin(Tape.Mode.TRAIN, new SeedSource(1));
            Var pooled = own.reshape(own.maxPooling(own.parameter(p), Window.tiles(2)), 1, 1);
            own.backward(own.squaredError(pooled, own.constant(matrix(row(0)))));
            requireClose(row(2, 0, 0, 0), p.gradient(), TOLERANCE, "d (1 - 0)^2 in " + type);
        }
    }

    @Test
    void whatDoesNotFitIsRejected() {
        requireMessage(
                "maxPooling: pictures are [B, H, W, C], got Var[1, 2]",
                () -> tape.maxPooling(constant(row(1, 2)), Window.tiles(2)));
        Var x = picture(1, 2, 3, 4, 5, 6, 7, 8, 9);
        requireMessage(
                "maxPooling: a window of 4 pixels does not fit into Var[1, 3, 3, 1] with 0 pixels of padding",
                () -> tape.maxPooling(x, Window.tiles(4)));
    }
}
