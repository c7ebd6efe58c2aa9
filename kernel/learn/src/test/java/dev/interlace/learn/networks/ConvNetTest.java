package dev.interlace.learn.networks;

import static dev.interlace.learn.tape.Matrices.requireMessage;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Var;
import dev.interlace.learn.training.Adam;
import dev.interlace.learn.training.Parameters;
import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvNetTest {
    @Test
    void aSmallNetworkForPicturesLearnsAnEdgesDirection() {
        int rows = 32;
        float[] pixels = new float[rows * 64];
        int[] labels = new int[rows];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < rows; i++) {
            labels[i] = i % 2;
            int edge = random.nextInt(2, 6);
            for (int y = 0; y < 8; y++) {
                for (int x = 0; x < 8; x++) {
                    boolean bright = labels[i] == 0 ? x < edge : y < edge;
                    pixels[i * 64 + y * 8 + x] = (bright ? 1 : 0) + 0.1f * (float) random.nextGaussian();
                }
            }
        }
        INDArray pictures = Host.tensor(DataType.FLOAT, pixels, rows, 8, 8, 1);
        Tape own = new Tape(DataType.FLOAT);
        Parameters parameters = new Parameters(DataType.FLOAT, new SeedSource(2));
        Adam adam = new Adam(0.01, 0);
        double first = Double.NaN;
        double last = Double.NaN;
        for (int step = 0; step < 40; step++) {
            own.begin(Tape.Mode.TRAIN, new SeedSource(3));
            Layers layers = new Layers(own, parameters);
            Loss loss = own.softmaxCrossEntropy(ConvNet.encode(layers, "net", own.constant(pictures), 2), labels);
            own.backward(loss);
            adam.step(parameters.all());
            first = step == 0 ? loss.value() : first;
            last = loss.value();
        }
        assertTrue(last < 0.05 && last < first, "from " + first + " to " + last);
    }

    @Test
    void whatDoesNotFitIsRejected() {
        Tape tape = new Tape(DataType.DOUBLE);
        Var x = tape.constant(Nd4j.ones(DataType.DOUBLE, 1, 3, 3, 1));
        requireMessage(
                "convNet: pictures are [B, H, W, C] of at least 4 x 4 pixels, got Var[1, 3, 3, 1]",
                () -> ConvNet.encode(
                        new Layers(tape, new Parameters(DataType.DOUBLE, new SeedSource(1))), "net", x, 2));
    }
}
