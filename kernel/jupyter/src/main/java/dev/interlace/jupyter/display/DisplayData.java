package dev.interlace.jupyter.display;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A MIME bundle: one thing in several representations, of which the front end shows the richest that it knows.
 *
 * <p>Every bundle holds {@code text/plain}. Values are text: for a type that ends in {@code json} the text is a JSON
 * document, for a binary type (pictures save SVG, audio) it is Base64 without line breaks.
 *
 * @param data MIME type to representation, in order of insertion
 * @param metadata MIME type to a JSON object in text, for instance a picture's width
 */
public record DisplayData(Map<String, String> data, Map<String, String> metadata) {
    public static final String PLAIN = "text/plain";
    public static final String HTML = "text/html";
    public static final String MARKDOWN = "text/markdown";
    public static final String PNG = "image/png";

    public DisplayData {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        if (!data.containsKey(PLAIN)) {
            throw new IllegalArgumentException("DisplayData.data must hold text/plain, got " + data.keySet());
        }
    }

    /** A bundle of plain text alone, to which {@link #with} adds. */
    public static DisplayData text(String plain) {
        return new DisplayData(Map.of(PLAIN, Objects.requireNonNull(plain)), Map.of());
    }

    /** A bundle of HTML with its plain-text twin. */
    public static DisplayData html(String html, String plain) {
        return text(plain).with(HTML, html);
    }

    /** This bundle with one more text or JSON representation. */
    public DisplayData with(String mimeType, String text) {
        Map<String, String> more = new LinkedHashMap<>(data);
        more.put(mimeType, text);
        return new DisplayData(more, metadata);
    }

    /** This bundle with one more binary representation. */
    public DisplayData with(String mimeType, byte[] bytes) {
        return with(mimeType, Base64.getEncoder().encodeToString(bytes));
    }

    /** This bundle with the JSON object {@code json} as the metadata of one MIME type. */
    public DisplayData withMetadata(String mimeType, String json) {
        Map<String, String> more = new LinkedHashMap<>(metadata);
        more.put(mimeType, json);
        return new DisplayData(data, more);
    }

    /** The plain-text representation. */
    public String plain() {
        return Objects.requireNonNull(data.get(PLAIN));
    }
}
