package dev.interlace.jupyter.widgets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file that a hand has chosen in the front end.
 *
 * @param name its name, without a folder
 * @param type its MIME type as the browser sees it; may be empty
 * @param bytes what is in it
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out; compared by content below
public record UploadedFile(String name, String type, byte[] bytes) {
    public UploadedFile {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** What is in it, read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UploadedFile file
                && file.name.equals(name)
                && file.type.equals(type)
                && Arrays.equals(file.bytes, bytes);
    }

    @Override
    public int hashCode() {
        return name.hashCode() * 31 + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name + ", " + bytes.length + " bytes";
    }
}
