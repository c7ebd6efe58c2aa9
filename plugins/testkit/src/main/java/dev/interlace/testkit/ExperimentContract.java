package dev.interlace.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interlace.spi.Cancellation;
import dev.interlace.spi.experiment.Effect;
import dev.interlace.spi.experiment.Experiment;
import dev.interlace.spi.experiment.Measurement;
import dev.interlace.spi.experiment.Trial;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The contract of experiments: they say what they run on, and the same trial gives the same measurement.
 *
 * @param <O> the options record
 */
public abstract class ExperimentContract<O extends Record> extends MethodContract<O> {
    @Override
    protected abstract Experiment<O> method();

    /** A small trial to run; without one only what the experiment says of itself is checked. */
    protected Optional<Trial> trial() {
        return Optional.empty();
    }

    @Override
    final void exercise(O options, Cancellation cancellation) {
        trial().ifPresent(trial -> requireSound(method().run(trial, options), options.toString()));
    }

    private static void requireSound(Measurement found, String where) {
        for (Effect effect : found.effects()) {
            assertTrue(
                    Double.isFinite(effect.value())
                            && effect.low() <= effect.value()
                            && effect.value() <= effect.high(),
                    where + ": an effect lies in its interval and is finite, got " + effect);
        }
        assertFalse(found.seeds().isEmpty(), where + ": a measurement names the seeds that it was made with");
    }

    @Test
    final void itSaysWhatItRunsOn() {
        assertFalse(method().data().isBlank(), descriptor().id() + ".data() must say what the experiment runs on");
    }

    @Test
    final void theSameTrialGivesTheSameMeasurement() {
        assumeTrue(trial().isPresent(), "ExperimentContract.trial gives nothing to run");
        Measurement one = method().run(trial().orElseThrow(), options());
        requireSound(one, "the contract's options");
        if (!method().timed()) {
            assertEquals(one, method().run(trial().orElseThrow(), options()), "two runs of one trial");
        }
    }
}
