package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void versionsAreOrderedAsSemverOrgShowsThem() {
        List<String> ascending = List.of(
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.2.0",
                "1.10.0",
                "2.0.0");
        List<Version> versions =
                new ArrayList<>(ascending.stream().map(Version::parse).toList());
        Collections.reverse(versions);
        Collections.sort(versions);
        assertEquals(ascending.stream().map(Version::parse).toList(), versions);
    }

    @Test
    void buildMetadataDoesNotCount() {
        assertEquals(0, Version.parse("1.0.0+a").compareTo(Version.parse("1.0.0+b")));
    }
}
