package dev.interlace.jupyter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void readsAndWritesTheSameText() throws MalformedMessageException {
        String text = "{\"a\":[1,2.5,-3,true,null,\"é\\n\"],\"b\":{\"c\":12345678901234567890}}";
        assertEquals(text, Json.text(Json.parse(text)));
    }

    @Test
    void missingAndWronglyTypedFieldsGiveTheFallback() throws MalformedMessageException {
        JsonObject object = Json.object("{\"s\":1,\"n\":\"x\",\"f\":null}");
        assertEquals("no", Json.string(object, "s", "no"));
        assertEquals(7, Json.integer(object, "n", 7));
        assertTrue(Json.flag(object, "f", true));
        assertEquals(new JsonObject(), Json.child(object, "absent"));
    }

    @Test
    void nothingThatJsonLacksIsWritten() {
        JsonObject object = new JsonObject();
        object.addProperty("nan", Double.NaN);
        object.addProperty("infinite", Double.POSITIVE_INFINITY);
        assertEquals("{\"nan\":null,\"infinite\":null}", Json.text(object));
        assertEquals(
                "\"?\"", new String(Json.bytes(new com.google.gson.JsonPrimitive("\ud800")), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{'a':1}", "[NaN]", "nul", "{\"a\":1,}", "\u0000"})
    void refusesWhatIsNoJson(String text) {
        assertThrows(MalformedMessageException.class, () -> Json.parse(text));
    }

    @Test
    void refusesDeepNestingAndEndlessNumbers() {
        assertThrows(MalformedMessageException.class, () -> Json.parse("[".repeat(100_000)));
        assertThrows(MalformedMessageException.class, () -> Json.parse("1".repeat(1_000)));
    }
}
