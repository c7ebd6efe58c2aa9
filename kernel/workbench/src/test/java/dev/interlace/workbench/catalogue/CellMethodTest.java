package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.spi.Corruption;
import dev.interlace.spi.FitContext;
import dev.interlace.spi.Method;
import dev.interlace.spi.MethodDescriptor;
import dev.interlace.spi.NoOptions;
import dev.interlace.spi.PluginException;
import dev.interlace.spi.Raw;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Methods that are given as objects, as a cell makes them. */
class CellMethodTest {
    private final Catalogue catalogue = Catalogue.open(List.of());

    /** A corruption as somebody would write it in a cell. */
    private record Mine(String id, String summary) implements Corruption<NoOptions> {
        @Override
        public MethodDescriptor<NoOptions> descriptor() {
            return MethodDescriptor.of(id, "1.0.0", "Mine", summary, NoOptions.class);
        }

        @Override
        public boolean accepts(Raw raw) {
            return true;
        }

        @Override
        public Raw corrupt(Raw raw, NoOptions options, FitContext context) {
            return raw;
        }
    }

    private static Mine mine(String id) {
        return new Mine(id, "by hand");
    }

    @Test
    void aMethodOfACellIsFoundByItsIdAndSaysWhereItComesFrom() {
        Plugin plugin = catalogue.add(mine("corruption/mine"));
        assertEquals("cell", plugin.source().name());
        assertEquals(PluginSource.Origin.CELL, plugin.source().origin());
        assertEquals(plugin, catalogue.plugin("mine"));
        assertTrue(catalogue.ids(PluginKind.CORRUPTION).containsAll(List.of("corruption/mine", "corruption/shout")));
    }

    @Test
    void theSameIdAgainReplacesItWhateverItsVersion() {
        catalogue.add(mine("corruption/mine"));
        Mine changed = new Mine("corruption/mine", "changed");
        catalogue.add(changed);
        assertSame(changed, catalogue.corruption("mine").method());
        assertEquals(List.of(), catalogue.warnings());
        assertEquals(
                1,
                catalogue.plugins().stream()
                        .filter(plugin -> plugin.id().equals("corruption/mine"))
                        .count());
    }

    @Test
    void theIdOfAMethodThatNoCellBroughtIsTakenOnlyByTheWord() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> catalogue.add(mine("corruption/shout")));
        assertEquals(
                "the id corruption/shout of dev.interlace.workbench.catalogue.CellMethodTest.Mine belongs to the"
                        + " corruption from workbench/target/test-classes; give"
                        + " dev.interlace.workbench.catalogue.CellMethodTest.Mine an id of its own, or say"
                        + " lab.replace(new dev.interlace.workbench.catalogue.CellMethodTest.Mine()) to use it in that"
                        + " one's place",
                refused.getMessage());
        Mine shout = mine("corruption/shout");
        assertEquals("cell", catalogue.replace(shout).source().name());
        assertSame(shout, catalogue.corruption("shout").method());
        assertEquals(
                List.of("corruption/shout: version 1.0.0 from workbench/target/test-classes is replaced by"
                        + " dev.interlace.workbench.catalogue.CellMethodTest.Mine of a cell"),
                catalogue.warnings());
        catalogue.add(mine("corruption/shout")); // it is the cell's own now
    }

    @Test
    void aMethodThatIsGivenIsUsedWithoutBeingAdded() {
        Mine mine = mine("corruption/mine");
        Found<Mine> found = catalogue.given(mine);
        assertSame(mine, found.method());
        assertEquals("cell", found.plugin().source().name());
        assertFalse(catalogue.ids(PluginKind.CORRUPTION).contains("corruption/mine"));
    }

    @Test
    void whatIsNoPluginSaysWhichKindsThereAre() {
        Method<NoOptions> nothing =
                () -> MethodDescriptor.of("other/thing", "1.0.0", "Thing", "nothing", NoOptions.class);
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> catalogue.add(nothing))
                .getMessage());
        assertTrue(
                message.contains("is no plugin: it must implement one of FusionMethod, AlignmentMethod, Discrepancy,"),
                message);
    }

    @Test
    void aDescriptorThatFailsIsToldWithTheClass() {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> catalogue.add(mine("Not An Id")))
                        .getMessage());
        assertEquals(
                "dev.interlace.workbench.catalogue.CellMethodTest.Mine could not describe itself:"
                        + " IllegalArgumentException: MethodDescriptor.id must be family/name in lower case, got 'Not An"
                        + " Id'",
                message);
    }

    @Test
    void aFaultInItsCodeNamesTheClassAndWhereItComesFrom() {
        Found<Mine> found = catalogue.given(mine("corruption/mine"));
        PluginException wrong = assertThrows(
                PluginException.class,
                () -> found.call(method -> {
                    throw new ArrayIndexOutOfBoundsException("Index 3 out of bounds for length 3");
                }));
        assertEquals(
                "corruption/mine: ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3, in"
                        + " dev.interlace.workbench.catalogue.CellMethodTest.Mine from cell; this is a fault of the"
                        + " plugin, not of the call",
                wrong.getMessage());
    }

    @Test
    @SuppressWarnings("NullAway") // a method that breaks its promise
    void aResultOfNullNamesTheClass() {
        Found<Mine> found = catalogue.given(mine("corruption/mine"));
        assertEquals(
                "corruption/mine: it gave null where a result is due, in"
                        + " dev.interlace.workbench.catalogue.CellMethodTest.Mine from cell; a method never returns null",
                assertThrows(PluginException.class, () -> found.call(method -> null))
                        .getMessage());
    }

    @Test
    void whatJShellPutsAroundANameIsNotShown() {
        assertEquals(
                "MyFusion$Options.hidden needs a @Param annotation",
                Reasons.written("REPL.$JShell$13B$MyFusion$Options.hidden needs a @Param annotation"));
    }
}
