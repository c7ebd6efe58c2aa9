package dev.interlace.plugins.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    @ParameterizedTest
    @ValueSource(strings = {"countries", "emoji", "multiomics", "spoken"})
    void theShippedFilesAreTheOnesThatWereDerived(String set) throws NoSuchAlgorithmException {
        DataFolder folder = new DataFolder("data/" + set, set);
        List<String> lines = new String(folder.read("SHA256SUMS"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertFalse(lines.isEmpty());
        for (String line : lines) {
            String file = line.substring(line.indexOf("  ") + 2);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(folder.read(file));
            assertEquals(line.substring(0, 64), HexFormat.of().formatHex(digest), set + "/" + file);
        }
    }
}
