package dev.interlace.jupyter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.wire.ConnectionFile.Signing;
import org.junit.jupiter.api.Test;

class ConnectionFileTest {
    private static final String FILE = "{\"transport\":\"tcp\",\"ip\":\"127.0.0.1\",\"shell_port\":1,\"iopub_port\":2,"
            + "\"stdin_port\":3,\"control_port\":4,\"hb_port\":5,\"key\":\"secret\",\"signature_scheme\":\"hmac-sha256\"}";

    @Test
    void readsWhatAFrontEndWrites() throws MalformedMessageException {
        ConnectionFile file = ConnectionFile.parse(FILE, Signing.REQUIRED);
        assertEquals("tcp://127.0.0.1:4", file.endpoint(file.ports().control()));
        assertEquals("secret", file.key());
        assertEquals(file, ConnectionFile.parse(file.toJson(), Signing.REQUIRED));
    }

    @Test
    void writesAddressesOfEachTransport() throws MalformedMessageException {
        ConnectionFile ipc =
                ConnectionFile.parse(FILE.replace("tcp", "ipc").replace("127.0.0.1", "/run/k"), Signing.REQUIRED);
        assertEquals("ipc:///run/k-1", ipc.endpoint(1));
        ConnectionFile six = ConnectionFile.parse(FILE.replace("127.0.0.1", "::1"), Signing.REQUIRED);
        assertEquals("tcp://[::1]:1", six.endpoint(1));
        assertEquals("tcp://[::1]:*", six.endpoint(0));
    }

    @Test
    void hidesTheKey() throws MalformedMessageException {
        assertFalse(ConnectionFile.parse(FILE, Signing.REQUIRED).toString().contains("secret"));
    }

    @Test
    void refusesAnEmptyKeyUnlessAllowed() throws MalformedMessageException {
        String unsigned = FILE.replace("secret", "");
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> ConnectionFile.parse(unsigned, Signing.REQUIRED))
                        .getMessage());
        assertTrue(message.startsWith("connection file: key must not be empty"), message);
        assertEquals("", ConnectionFile.parse(unsigned, Signing.OPTIONAL).key());
    }

    @Test
    void refusesAPortOutOfRangeAndAnUnknownTransport() {
        assertEquals(
                "connection file: ports must be in [0, 65535], got 70000",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ConnectionFile.parse(FILE.replace("port\":3", "port\":70000"), Signing.REQUIRED))
                        .getMessage());
        assertEquals(
                "connection file: transport must be tcp or ipc, got pgm",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ConnectionFile.parse(FILE.replace("\"tcp\"", "\"pgm\""), Signing.REQUIRED))
                        .getMessage());
    }

    @Test
    void refusesAFileWithoutANumberAndACurveKeyOfAnotherLength() {
        assertEquals(
                "connection file: ports must be in [1, 65535] with the transport ipc, where they end the files' names,"
                        + " got Ports[shell=1, iopub=2, stdin=0, control=4, heartbeat=5]",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ConnectionFile.parse(
                                        FILE.replace("tcp", "ipc").replace("port\":3", "port\":0"), Signing.REQUIRED))
                        .getMessage());
        assertEquals(
                "connection file: curve_publickey and curve_secretkey must be 40 characters of Z85 each, got 0 and 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ConnectionFile.parse(
                                        FILE.replace("{", "{\"curve_secretkey\":\"abc\","), Signing.REQUIRED))
                        .getMessage());
    }
}
