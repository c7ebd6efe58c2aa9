package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EditsTest {
    @Test
    void everyPlaceBehindAChangeLeadsBackToTheSameCharacter() {
        String old = "abcdef";
        Edits edits = new Edits(old).replace(4, 5, "EE").insert(1, "---");
        String text = edits.text();
        assertEquals("a---bcdEEf", text);
        for (char c : new char[] {'a', 'b', 'c', 'd', 'f'}) {
            assertEquals(old.indexOf(c), edits.original(text.indexOf(c)));
        }
        assertEquals(1, edits.original(2));
        assertEquals(4, edits.original(8));
        assertEquals(old.length(), edits.original(text.length()));
    }
}
