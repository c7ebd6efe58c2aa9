package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeHeaderTest {
    private static TypeHeader header(String source) {
        return TypeHeader.of(source).orElseThrow();
    }

    @Test
    void supertypesAreReadWithoutTheirArguments() {
        TypeHeader header = header("@A({1, 2}) public non-sealed class B<T extends C<T>> extends p.D<T>"
                + " implements E<F>, @G H { class I implements B {} }");
        assertEquals("B", header.name());
        assertEquals(List.of("p.D", "E", "H"), header.supertypes());
        assertTrue(header.modifier("non-sealed").isPresent());
        assertEquals(List.of("B.I"), header.ownSubtypes());
    }

    @Test
    void aSealedTypeIsOpenWhereItPermitsNothing() {
        assertTrue(header("sealed interface S {}").isOpenlySealed());
        assertFalse(header("sealed interface S permits A, B {}").isOpenlySealed());
        assertFalse(header("interface S {}").isOpenlySealed());
        assertEquals(List.of(), header("sealed interface S permits A, B {}").supertypes());
    }

    @Test
    void subtypesAreFoundAtEveryDepth() {
        TypeHeader header = header("sealed interface S { record A(int x) implements S {}"
                + " interface N { enum B implements S { ONE; Class<?> c = Object.class; } } }");
        assertEquals(List.of("S.A", "S.N.B"), header.ownSubtypes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"int record = 1;", "record(1);", "Class<?> c = A.class;", "void f() {}", "", "class"})
    void whatDeclaresNoTypeHasNoHeader(String source) {
        assertTrue(TypeHeader.of(source).isEmpty());
    }
}
