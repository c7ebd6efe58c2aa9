package dev.interlace.bench.training;

import dev.interlace.learn.networks.Layers;
import dev.interlace.learn.tape.Host;
import dev.interlace.learn.tape.Loss;
import dev.interlace.learn.tape.Parameter;
import dev.interlace.learn.tape.Tape;
import dev.interlace.learn.tape.Tape.Mode;
import dev.interlace.learn.training.Adam;
import dev.interlace.learn.training.Parameters;
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
