package dev.interlace.bench;

import dev.interlace.learn.Adam;
import dev.interlace.learn.Host;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.MeanDiscrepancy;
import dev.interlace.learn.MeanDiscrepancy.Estimator;
import dev.interlace.learn.Parameters;
import dev.interlace.learn.Parameters.Start;
import dev.interlace.learn.Tape;
import dev.interlace.learn.Tape.Mode;
import dev.interlace.learn.Var;
import dev.interlace.spi.SeedSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Training steps and discrepancies in the sizes that other libraries report, in milliseconds. */
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g"})
public class TrainingStepBenchmark {
    private final Tape tape = new Tape(DataType.FLOAT);
    private final SeedSource seeds = new SeedSource(1);
    private final Parameters parameters = new Parameters(DataType.FLOAT, seeds);
    private final Adam adam = new Adam(1e-3, 0);
    private final INDArray wide = random(1, 256, 1024);
    private final INDArray left = random(2, 256, 512);
    private final INDArray right = random(3, 256, 512);
    private final INDArray x = random(4, 2000, 128);
    private final INDArray y = random(5, 2000, 128);
    private final int[] labels = new SplittableRandom(6).ints(256, 0, 10).toArray();
    private final MeanDiscrepancy measure = new MeanDiscrepancy(new double[] {4, 8, 16, 32, 64}, Estimator.BIASED);

    private static INDArray random(long seed, int rows, int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Host.tensor(DataType.FLOAT, values, rows, columns);
    }

    /** A multilayer perceptron on a concatenation: 256 rows, 1,024 to 512 to 10, cross-entropy, Adam. */
    @Benchmark
    public double perceptron() {
        tape.begin(Mode.TRAIN, seeds);
        Layers layers = new Layers(tape, parameters);
        Var hidden = layers.dense("hidden", tape.constant(wide), 512);
        return step(tape.softmaxCrossEntropy(layers.linear("classifier", hidden, 10), labels));
    }

    /** Symmetric InfoNCE over two linear towers: 256 pairs, 512 to 256 each, Adam. */
    @Benchmark
    public double contrastive() {
        tape.begin(Mode.TRAIN, seeds);
        Layers layers = new Layers(tape, parameters);
        Var a = tape.normalize(layers.linear("left", tape.constant(left), 256));
        Var b = tape.normalize(layers.linear("right", tape.constant(right), 256));
        return step(tape.infoNce(tape.similarity(a, b), layers.matrix("logScale", 1, 1, Start.ONES), 100));
    }

    /** MMD² of 2 x 2,000 rows of width 128 with five bandwidths: value and gradient. */
    @Benchmark
    public double discrepancy() {
        return measure.value(x, y) + Host.floats(measure.gradient(x, y))[0];
    }

    private double step(Loss loss) {
        tape.backward(loss);
        adam.step(parameters.all());
        return loss.value();
    }
}
