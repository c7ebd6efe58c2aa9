package dev.interlace.derive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.derive.RDataReader.Value;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RDataReaderTest {
    private final ByteBuffer out = ByteBuffer.allocate(400);

    @Test
    void aNamedVectorIsItsNumbersAndItsNames() throws IOException {
        start();
        out.putInt(0x402); // a pair with a tag
        symbol("x");
        out.putInt(0x20E).putInt(2).putDouble(1.5).putDouble(-2); // two doubles with attributes
        out.putInt(0x402);
        symbol("names");
        out.putInt(16).putInt(2); // two texts
        characters("a");
        out.putInt(9).putInt(-1); // a missing one
        out.putInt(254); // the end of the attributes
        out.putInt(254); // the end of the variables
        Value x = variable("x");
        assertArrayEquals(new double[] {1.5, -2}, x.doubles());
        assertEquals(
                List.of(Optional.of("a"), Optional.empty()),
                x.attribute("names").texts());
    }

    @Test
    void aMissingIntegerIsNotANumber() throws IOException {
        start();
        out.putInt(0x402);
        symbol("i");
        out.putInt(13).putInt(2).putInt(7).putInt(Integer.MIN_VALUE);
        out.putInt(254);
        double[] values = variable("i").doubles();
        assertEquals(7, values[0]);
        assertTrue(Double.isNaN(values[1]));
    }

    @Test
    void aSymbolThatIsMetAgainIsReferredTo() throws IOException {
        start();
        out.putInt(0x402);
        symbol("x");
        out.putInt(0x402); // the value is a chain whose tag is the same symbol
        out.putInt(1 << 8 | 255);
        out.putInt(14).putInt(1).putDouble(3);
        out.putInt(254);
        out.putInt(254);
        assertArrayEquals(new double[] {3}, variable("x").attribute("x").doubles());
    }

    @Test
    void anotherFormatIsRefused() {
        assertEquals(
                "not R's binary format of version 2 or 3",
                assertThrows(
                                IOException.class,
                                () -> RDataReader.read("RDA3\nA\n  ".getBytes(StandardCharsets.US_ASCII)))
                        .getMessage());
    }

    @Test
    void aTypeThatIsNotReadIsNamed() {
        start();
        out.putInt(0x402);
        symbol("z");
        out.putInt(15).putInt(1).putDouble(0).putDouble(1); // a complex number at 28 + 4 + 13
        assertEquals(
                "an item of type 15 before byte 49, which this reader does not know",
                assertThrows(IOException.class, () -> variable("z")).getMessage());
    }

    private void start() {
        out.put("RDX3\nX\n".getBytes(StandardCharsets.US_ASCII));
        out.putInt(3).putInt(0x40200).putInt(0x30500).putInt(5);
        out.put("UTF-8".getBytes(StandardCharsets.US_ASCII));
    }

    private void symbol(String name) {
        out.putInt(1);
        characters(name);
    }

    private void characters(String text) {
        out.putInt(0x40009).putInt(text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Value variable(String name) throws IOException {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        Map<String, Value> variables = RDataReader.read(bytes);
        return Objects.requireNonNull(variables.get(name));
    }
}
