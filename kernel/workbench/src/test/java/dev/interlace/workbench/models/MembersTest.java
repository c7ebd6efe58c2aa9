package dev.interlace.workbench.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.catalogue.Catalogue;
import dev.interlace.workbench.data.Encoded;
import dev.interlace.workbench.data.EncodedSplit;
import dev.interlace.workbench.display.Rows;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tribuo.classification.dtree.CARTClassificationTrainer;

class MembersTest {
    private static final Map<String, ?> SHORT = Map.of("epochs", 10, "hidden", 8);

    private final Lab lab = Interlace.lab(Catalogue.open(List.of()));
    private final EncodedSplit data = whole(lab.encode(lab.data("colours").split(1)));

    /** The rows that have both modalities. */
    private static EncodedSplit whole(EncodedSplit split) {
        return new EncodedSplit(whole(split.train()), whole(split.validation()), whole(split.test()));
    }

    private static Encoded whole(Encoded part) {
        return part.rows(java.util.stream.IntStream.range(0, part.rows())
                .filter(row -> part.batch().modalities().stream()
                        .allMatch(features -> features.presence().has(row)))
                .toArray());
    }

    private static String refused(Executable call) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    @Test
    void aTreeIsAHeadOfEarlyFusion() {
        FusionRun run = lab.fusion("fusion/early", Map.of("blockScaling", false))
                .head(new CARTClassificationTrainer())
                .fit(data.train());
        assertEquals("fusion/tribuo {blockScaling=false, trainer=CARTClassificationTrainer}", run.name());
        assertTrue(lab.evaluate(run, data.test()).accuracy().value() > 0.8);
    }

    @Test
    void optionsOfTheNetworkAreNoneOfTheHead() {
        String message = refused(() -> lab.fusion("early", Map.of("hidden", 3)).head(new CARTClassificationTrainer()));
        assertTrue(message.contains("unknown option 'hidden'"), message);
        assertTrue(
                refused(() -> lab.fusion("gated").head(new CARTClassificationTrainer()))
                        .startsWith(
                                "fusion/gated has no head to exchange; fusion/early, fusion/tribuo have one: head(trainer) puts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fusion/late", "fusion/stacking", "fusion/dempster-shafer"})
    void anEnsembleTakesATreeAMethodAndGivenScoresAsMembersAndComesBackFromItsFile(String id, @TempDir Path folder) {
        double[][] known = new double[data.train().rows()][];
        for (int row = 0; row < known.length; row++) {
            known[row] = new double[data.train().labels().classes().size()];
            Arrays.fill(known[row], 1.0 / known[row].length);
        }
        Encoded train = data.train().scores("oracle", known);
        FusionHandle fit = lab.fusion(id, SHORT)
                .member("image", new CARTClassificationTrainer())
                .member("name", lab.fusion("fusion/kernel-sum"));
        FusionRun run = fit.fit(train);
        assertEquals("fusion/tribuo", run.member("image").provenance().methodId());
        assertEquals("fusion/kernel-sum", run.member("name").provenance().methodId());
        assertEquals("fusion/given-scores", run.member("oracle").provenance().methodId());
        assertTrue(run.name().contains("image=fusion/tribuo {trainer=CARTClassificationTrainer}"), run.name());
        Path file = folder.resolve("model");
        run.save(file);
        FusionRun back = lab.fusion(id).load(file);
        assertArrayEquals(Rows.doubles(run.predict(train)), Rows.doubles(back.predict(train)));
    }

    @Test
    void exchangingAMemberLeavesTheOthersAlone() {
        FusionRun run = lab.fusion("fusion/late", SHORT).fit(data.train());
        FusionRun other = run.refit("image", lab.fusion("early").head(new CARTClassificationTrainer()), data.train());
        assertSame(run.member("name"), other.member("name"));
        assertEquals("fusion/tribuo", other.member("image").provenance().methodId());
        assertTrue(other.name().endsWith(", image by fusion/tribuo {trainer=CARTClassificationTrainer}"), other.name());
        FusionRun stacked = lab.fusion("fusion/stacking", SHORT).fit(data.train());
        assertEquals(
                "fusion/stacking: what joins the members was learned from more fits than the members' own, so one member"
                        + " cannot be exchanged alone; fit again with the member of choice",
                assertThrows(
                                UnsupportedOperationException.class,
                                () -> stacked.refit("image", lab.fusion("early"), data.train()))
                        .getMessage());
    }

    @Test
    void aMethodWithoutMembersSaysWhoHasThem() {
        assertEquals(
                "fusion/early has no members; fusion/dempster-shafer, fusion/late, fusion/stacking have one per modality",
                refused(() -> lab.fusion("early").member("image", lab.fusion("gated"))));
        FusionHandle nested = lab.fusion("late").member("image", lab.fusion("early"));
        assertFalse(nested.additions().members().isEmpty());
        assertTrue(refused(() -> lab.fusion("late").member("name", nested)).contains("sees one modality"));
    }
}
