package dev.interlace.bench.training;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Training steps of the plugins, in milliseconds; {@link Workload} says of which. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC", "-Dorg.bytedeco.javacpp.maxphysicalbytes=6g"})
public class TrainingStepBenchmark {
    /** Which workload. */
    @Param({"mlp", "gated", "attention", "tfn", "lmf", "cnn", "clip", "mmd"})
    public String workload = "mlp";

    private Step step = new Step(Workload.all().get(0));

    /** Makes the step. */
    @Setup
    public void prepare() {
        step = new Step(Workload.all().stream()
                .filter(one -> one.name().equals(workload))
                .findFirst()
                .orElseThrow());
    }

    /** Forward, backward and Adam. */
    @Benchmark
    public double step() {
        return step.run();
    }
}
