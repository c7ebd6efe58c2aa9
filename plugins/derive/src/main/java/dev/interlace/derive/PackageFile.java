package dev.interlace.derive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A package's file in the folder that the user fetched it into.
 *
 * @param name the file's name, as the package client writes it
 * @param sha256 its checksum, 64 lower-case hexadecimal digits
 * @param command what fetches it into the current folder
 */
record PackageFile(String name, String sha256, String command) {
    /**
     * The file, if it is the right one.
     *
     * @throws IOException if it is missing or has another checksum
     */
    Path checked(Path folder) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException(name + " is not in " + folder + "; fetch it there with: " + command);
        }
        String found = sha256(Files.readAllBytes(file));
        if (!found.equals(sha256)) {
            throw new IOException(name + " must have SHA-256 " + sha256 + ", got " + found
                    + "; delete it and fetch it again, and do not use it if the difference stays");
        }
        return file;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
