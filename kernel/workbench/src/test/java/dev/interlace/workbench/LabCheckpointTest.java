package dev.interlace.workbench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.CurrentCell;
import dev.interlace.learn.Inputs;
import dev.interlace.learn.Layers;
import dev.interlace.learn.TrainableFusion;
import dev.interlace.learn.TrainingOptions;
import dev.interlace.learn.Var;
import dev.interlace.spi.CheckpointFolder;
import dev.interlace.spi.FusionMethod;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.Param;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.catalogue.Found;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.doubles.RecordedCell;
import dev.interlace.workbench.models.FusionHandle;
import dev.interlace.workbench.models.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit that is interrupted in the notebook and run again. */
class LabCheckpointTest {
    private final Catalogue catalogue = Catalogue.open(List.of());
    private final Lab lab = Interlace.lab(catalogue);

    record Options(@Param(doc = "epochs", min = 1, init = 6) int epochs) implements TrainingOptions {}

    /** Interrupts its own cell in the given run of the forward computation. */
    private static final class Interrupting implements TrainableFusion<Options> {
        private final RecordedCell cell;
        private int left;

        Interrupting(RecordedCell cell, int left) {
            this.cell = cell;
            this.left = left;
        }

        @Override
        public MethodDescriptor<Options> descriptor() {
            return MethodDescriptor.of("fusion/interrupting", "1.0.0", "Interrupting", "Interrupting", Options.class);
        }

        @Override
        public Var fuse(Layers layers, Inputs inputs, Options options) {
            if (--left == 0) {
                cell.interrupt();
            }
            return layers.dense("one", inputs.all().get(0).features(), 4);
        }
    }

    private FusionHandle fit(FusionMethod<?> method, int epochs) {
        Found<FusionMethod<?>> found = new Found<>(catalogue.plugin("fusion/centroids"), method);
        return new FusionHandle(new Selection<>(found, Map.of("epochs", epochs), 42), catalogue);
    }

    @Test
    void anInterruptedFitGoesOnWhenTheCellIsRunAgain(@TempDir Path folder) throws IOException {
        Encoded encoded = lab.encode(lab.data("colours")).only("image");
        Path states = folder.resolve("states");
        RecordedCell quiet = new RecordedCell();
        fit(new Interrupting(quiet, 0), 6).fit(encoded).save(folder.resolve("whole"));

        RecordedCell cell = new RecordedCell();
        CurrentCell.set(cell);
        assertThrows(
                RuntimeException.class,
                () -> fit(new Interrupting(cell, 7), 6).checkpoints(states).fit(encoded));
        assertTrue(Files.exists(states.resolve("training.checkpoint")), "the state of an epoch before the interrupt");
        CurrentCell.set(new RecordedCell());
        fit(new Interrupting(quiet, 0), 6).checkpoints(states).fit(encoded).save(folder.resolve("resumed"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("whole")), Files.readAllBytes(folder.resolve("resumed")));

        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> fit(new Interrupting(quiet, 0), 7)
                                .checkpoints(states)
                                .fit(encoded))
                .getMessage());
        assertTrue(message.contains("is of another fit: option epochs was 6, is 7; give this fit a folder"), message);
    }

    @Test
    void aFitSaysWhereItKeepsItsStates(@TempDir Path folder) {
        assertEquals(
                Optional.of(new CheckpointFolder(folder, 5)),
                lab.fusion("centroids").checkpoints(folder, 5).additions().states());
        assertEquals(Optional.empty(), lab.fusion("centroids").additions().states());
    }
}
