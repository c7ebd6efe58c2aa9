package dev.interlace.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupChangesTest {
    /** Options of a group, of which one policy is never a choice. */
    record Shared(
            @Param(
                    doc = "absent rows",
                    choice = "REJECT",
                    choices = {"REJECT", "MEAN", "ZERO"})
            MissingPolicy missing) {}

    /** A method that takes what the group offers. */
    record Whole(Shared shared) {}

    /** A method that takes one policy of its own. */
    record Own(
            @Group(choices = "missing=REJECT,AVAILABLE_ONLY")
            Shared shared) {}

    /** A method that names a policy that there is not. */
    record Wrong(@Group(choices = "missing=REJECT,NEVER") Shared shared) {}

    @Test
    void theChoicesOfTheOptionAreThoseOfferedAndTaken() {
        OptionsSchema<Whole> schema = OptionsSchema.of(Whole.class);
        assertEquals(List.of("REJECT", "MEAN", "ZERO"), named(schema));
        assertEquals(
                MissingPolicy.ZERO,
                schema.parse(Map.of("missing", "zero")).shared().missing());
        String message = assertThrows(
                        IllegalArgumentException.class, () -> schema.parse(Map.of("missing", "AVAILABLE_ONLY")))
                .getMessage();
        assertEquals("GroupChangesTest: missing must be one of REJECT, MEAN, ZERO, got AVAILABLE_ONLY", message);
    }

    @Test
    void aMethodNarrowsOrWidensTheChoicesOfAGroup() {
        OptionsSchema<Own> schema = OptionsSchema.of(Own.class);
        assertEquals(List.of("REJECT", "AVAILABLE_ONLY"), named(schema));
        assertEquals(
                MissingPolicy.AVAILABLE_ONLY,
                schema.parse(Map.of("missing", "AVAILABLE_ONLY")).shared().missing());
    }

    @Test
    void aChoiceThatThereIsNotIsToldToTheAuthor() {
        assertThrows(IllegalStateException.class, () -> OptionsSchema.of(Wrong.class));
    }

    private static List<String> named(OptionsSchema<?> schema) {
        return schema.options().get(0).constants();
    }
}
