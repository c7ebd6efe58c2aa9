package dev.interlace.bench.training;

import dev.interlace.learn.Adam;
import dev.interlace.learn.Host;
import dev.interlace.learn.Layers;
import dev.interlace.learn.Loss;
import dev.interlace.learn.Parameter;
import dev.interlace.learn.Parameters;
import dev.interlace.learn.Tape;
import dev.interlace.learn.Tape.Mode;
import dev.interlace.spi.SeedSource;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** The training of one {@link Workload}, step by step. */
final class Step {
    private final Workload workload;
    private final SeedSource seeds = new SeedSource(1);
    private final Tape tape = new Tape(DataType.FLOAT);
    private final Parameters parameters = new Parameters(DataType.FLOAT, seeds);
    private final Adam adam = new Adam(1e-3, 0);
    private float seen;

    Step(Workload workload) {
        this.workload = workload;
    }

    /** The parameters, which the first forward run makes. */
    List<Parameter> parameters() {
        return parameters.all();
    }

    /** The forward computation alone. */
    Loss forward() {
        tape.begin(Mode.TRAIN, seeds);
        return workload.forward().run(new Layers(tape, parameters), workload);
    }

    /** Forward, backward and Adam; the loss before the step. */
    double run() {
        Loss loss = forward();
        tape.backward(loss);
        if (workload.optimises()) {
            adam.step(parameters.all());
        } else {
            seen += Host.floats(parameters.all().get(0).gradient())[0];
        }
        return loss.value();
    }
}
