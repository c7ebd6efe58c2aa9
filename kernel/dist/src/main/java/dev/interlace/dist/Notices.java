package dev.interlace.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What accompanies the software: the texts of its licence and of what it contains, and the list of its parts.
 *
 * @param licences the files LICENSE and NOTICE, by name
 * @param parts the list of all libraries with versions, sums and licences, as CycloneDX; empty where none was made
 */
record Notices(Map<String, byte[]> licences, Map<String, byte[]> parts) {
    /** The name of the list of parts. */
    static final String PARTS = "interlace.cdx.json";

    /** Reads them; {@code module} is the folder of this module, two below the repository. */
    static Notices of(Path module) throws IOException {
        Path repository = module.resolve("../..").normalize();
        Map<String, byte[]> licences = new TreeMap<>();
        for (String name : new String[] {"LICENSE", "NOTICE"}) {
            licences.put(name, Files.readAllBytes(repository.resolve(name)));
        }
        Path list = module.resolve("target").resolve(PARTS);
        return new Notices(licences, Files.exists(list) ? Map.of(PARTS, Files.readAllBytes(list)) : Map.of());
    }
}
