package dev.interlace.jupyter.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignerTest {
    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 4231, test case 2. */
    @Test
    void signsAsTheStandardSays() {
        Signer signer = new Signer("hmac-sha256", "Jefe");
        assertEquals(
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                new String(
                        signer.sign(List.of(bytes("what do ya want "), bytes("for nothing?"))),
                        StandardCharsets.US_ASCII));
    }

    /** The second route: the platform's own HMAC, also for keys longer than a block. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 127, 128, 129, 500})
    void agreesWithThePlatform(int length) throws Exception {
        String key = "k".repeat(length);
        for (String hash : List.of("sha256", "sha384", "sha512")) {
            Mac mac = Mac.getInstance("Hmac" + hash.toUpperCase(java.util.Locale.ROOT));
            mac.init(new SecretKeySpec(bytes(key), "HMAC"));
            String expected = java.util.HexFormat.of().formatHex(mac.doFinal(bytes("message")));
            byte[] signature = new Signer("hmac-" + hash, key).sign(List.of(bytes("message")));
            assertEquals(expected, new String(signature, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void refusesAWrongSignatureAndAReplay() throws MalformedMessageException {
        Signer signer = new Signer("hmac-sha256", "key");
        List<byte[]> frames = List.of(bytes("a"));
        byte[] signature = signer.sign(frames);
        signer.verify(signature, frames);
        assertEquals(
                "the message was sent before: a replay",
                assertThrows(MalformedMessageException.class, () -> signer.verify(signature, frames))
                        .getMessage());
        assertEquals(
                "the signature does not match the connection file's key",
                assertThrows(MalformedMessageException.class, () -> signer.verify(signature, List.of(bytes("b"))))
                        .getMessage());
    }

    @Test
    void refusesAnUnknownScheme() {
        assertEquals(
                "connection file: signature_scheme must be hmac-sha256, hmac-sha384 or hmac-sha512, got hmac-md5",
                assertThrows(IllegalArgumentException.class, () -> new Signer("hmac-md5", "key"))
                        .getMessage());
    }
}
