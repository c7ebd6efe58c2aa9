package dev.interlace.jupyter.wire;

import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A received message whose signature has been checked.
 *
 * @param route identity frames before the delimiter, which lead a reply back to its sender
 * @param header who asks for what
 * @param parent header of the message that this one answers; empty for a request
 * @param metadata free-form additions
 * @param content the body, whose fields depend on the type
 * @param buffers binary frames after the JSON
 */
public record Message(
        List<byte[]> route,
        Header header,
        JsonObject parent,
        JsonObject metadata,
        JsonObject content,
        List<byte[]> buffers) {
    private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);
    private static final int JSON_FRAMES = 4;

    /** The frame between the route and the signature. */
    static byte[] delimiter() {
        return DELIMITER.clone();
    }

    /** The message in {@code frames}, after its signature has been verified. */
    public static Message parse(List<byte[]> frames, Signer signer) throws MalformedMessageException {
        int delimiter = 0;
        while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
            delimiter++;
        }
        int json = delimiter + 2;
        if (frames.size() < json + JSON_FRAMES) {
            throw new MalformedMessageException(
                    "a message must have a delimiter, a signature and four JSON frames, got " + frames.size()
                            + " frames");
        }
        List<byte[]> signed = frames.subList(json, json + JSON_FRAMES);
        signer.verify(frames.get(delimiter + 1), signed);
        return new Message(
                List.copyOf(frames.subList(0, delimiter)),
                Header.parse(text(signed.get(0))),
                Json.object(text(signed.get(1))),
                Json.object(text(signed.get(2))),
                Json.object(text(signed.get(3))),
                List.copyOf(frames.subList(json + JSON_FRAMES, frames.size())));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** What is asked, for instance {@code execute_request}. */
    public String type() {
        return header.type();
    }
}
