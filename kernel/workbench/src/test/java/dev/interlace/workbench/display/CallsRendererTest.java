package dev.interlace.workbench.display;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.Displayable;
import dev.interlace.workbench.Interlace;
import dev.interlace.workbench.Lab;
import dev.interlace.workbench.doubles.Shown;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CallsRendererTest {
    private static final Lab LAB = Interlace.lab();

    private static List<Object> areas() {
        return List.of(
                LAB.data(),
                LAB.methods(),
                LAB.evaluation(),
                LAB.retrieval(),
                LAB.measures(),
                LAB.experiments(),
                LAB.charts());
    }

    /** What is asked further and says nothing of itself. */
    public record NotYetRun(int splits) {
        /** Something to call. */
        public String with(String name, int times) {
            return name + times;
        }
    }

    @Test
    void whatSaysNothingOfItselfShowsItsCalls() {
        assertEquals("""
                not yet run, to be asked further; Shift-Tab on a call tells what it does
                call               gives
                with(String, int)  String""", Shown.text(new NotYetRun(3)));
    }

    @Test
    void anAreaThatSpeaksForItselfIsLeftAlone() {
        assertTrue(Shown.text(LAB.methods()).startsWith("Methods of a lab, seed"), Shown.text(LAB.methods()));
    }

    @Test
    void noAreaIsADumpOfARecord() {
        for (Object area : areas()) {
            String text = Shown.text(area);
            assertFalse(text.contains(area.getClass().getSimpleName() + "["), text);
            assertFalse(text.contains("@" + Integer.toHexString(System.identityHashCode(area))), text);
        }
    }

    /** What the lab and its areas return is shown by itself, as a record's components, or by its calls. */
    @Test
    void everyTypeThatTheLabReturnsHasALook() {
        Set<String> without = new TreeSet<>();
        areas().forEach(area -> look(area.getClass(), without));
        look(Lab.class, without);
        assertEquals(Set.of(), without);
    }

    private static void look(Class<?> area, Set<String> without) {
        for (Method call : area.getMethods()) {
            Class<?> type = call.getReturnType();
            boolean ours = type.getName().startsWith("dev.interlace.") && !Modifier.isStatic(call.getModifiers());
            if (!ours || call.isSynthetic() || type.isEnum() || type.isRecord() || type.isInterface()) {
                continue; // a record is at least the table of its components; an interface is what stands behind it
            }
            boolean named = toStringOf(type) != Object.class;
            if (!Displayable.class.isAssignableFrom(type)
                    && !named
                    && !type.getName().startsWith("dev.interlace.workbench.")) {
                without.add(area.getSimpleName() + "." + call.getName() + " gives " + type.getName());
            }
        }
    }

    private static Class<?> toStringOf(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
