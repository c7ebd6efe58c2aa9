package dev.interlace.jupyter.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Signs messages and checks their signatures: HMAC over the four JSON frames as they travel, in lower-case hex.
 *
 * <p>HMAC is computed here from its definition, {@code H((K ^ opad) || H((K ^ ipad) || m))}, because the first use of
 * {@code javax.crypto.Mac} loads and verifies the security providers, which costs tens of milliseconds at start.
 * Reference: Krawczyk, Bellare, Canetti, HMAC: Keyed-Hashing for Message Authentication, RFC 2104, 1997, section 2.
 */
public final class Signer {
    private static final int REMEMBERED = 1 << 16;
    private static final int INNER_PAD = 0x36;
    private static final int OUTER_PAD = 0x5c;

    private final boolean signing;
    private final MessageDigest inner;
    private final MessageDigest outer;
    private final Set<String> seen = new LinkedHashSet<>();

    /**
     * A signer for one connection.
     *
     * @param scheme {@code hmac-} and the name of a hash, {@code hmac-sha256} as a rule
     * @param key the shared secret; an empty key means that messages are neither signed nor checked
     */
    public Signer(String scheme, String key) {
        signing = !key.isEmpty();
        String hash = hashName(scheme);
        int block = hash.equals("SHA-512") || hash.equals("SHA-384") ? 128 : 64;
        byte[] secret = key.getBytes(StandardCharsets.UTF_8);
        if (secret.length > block) {
            secret = digest(hash).digest(secret);
        }
        inner = digest(hash);
        inner.update(padded(secret, block, INNER_PAD));
        outer = digest(hash);
        outer.update(padded(secret, block, OUTER_PAD));
    }

    private static String hashName(String scheme) {
        return switch (scheme.toLowerCase(Locale.ROOT)) {
            case "hmac-sha256" -> "SHA-256";
            case "hmac-sha384" -> "SHA-384";
            case "hmac-sha512" -> "SHA-512";
            default ->
                throw new IllegalArgumentException(
                        "connection file: signature_scheme must be hmac-sha256, hmac-sha384 or hmac-sha512, got "
                                + scheme);
        };
    }

    private static MessageDigest digest(String hash) {
        try {
            return MessageDigest.getInstance(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + hash, e);
        }
    }

    private static byte[] padded(byte[] secret, int block, int pad) {
        byte[] bytes = Arrays.copyOf(secret, block);
        for (int i = 0; i < block; i++) {
            bytes[i] ^= (byte) pad;
        }
        return bytes;
    }

    /** The signature of {@code frames} as it travels: hex digits, or no bytes where nothing is signed. */
    public byte[] sign(List<byte[]> frames) {
        if (!signing) {
            return new byte[0];
        }
        MessageDigest first = copy(inner);
        frames.forEach(first::update);
        byte[] mac = copy(outer).digest(first.digest());
        return HexFormat.of().formatHex(mac).getBytes(StandardCharsets.US_ASCII);
    }

    /** Refuses a signature that is wrong or that has been seen before; compares in constant time. */
    public void verify(byte[] signature, List<byte[]> frames) throws MalformedMessageException {
        if (!signing) {
            return;
        }
        if (!MessageDigest.isEqual(signature, sign(frames))) {
            throw new MalformedMessageException("the signature does not match the connection file's key");
        }
        synchronized (seen) {
            if (!seen.add(new String(signature, StandardCharsets.US_ASCII))) {
                throw new MalformedMessageException("the message was sent before: a replay");
            }
            if (seen.size() > REMEMBERED) {
                var oldest = seen.iterator();
                oldest.next();
                oldest.remove();
            }
        }
    }

    private static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("this JDK's digests cannot be copied", e);
        }
    }
}
