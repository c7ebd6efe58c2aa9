package dev.interlace.derive;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What was read from one package.
 *
 * @param name the package's file, for messages
 * @param files path to content, in path order
 */
record PackageContent(String name, Map<String, byte[]> files) {
    byte[] bytes(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IOException(name + " has no " + path);
        }
        return content;
    }

    /** A file of UTF-8 text, its lines ended as everywhere here. */
    String text(String path) throws IOException {
        return new String(bytes(path), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    JsonElement json(String path) throws IOException {
        return JsonParser.parseString(text(path));
    }
}
