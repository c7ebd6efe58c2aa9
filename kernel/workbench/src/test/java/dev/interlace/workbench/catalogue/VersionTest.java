package dev.interlace.workbench.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

    @Test
    void numbersMayBeLongAndOfAnyCount() {
        List<String> ascending =
                List.of("1", "1.0.0.1", "1.0.0.20261129043000", "1.0.20261129043000123456789", "1.1", "99999999999");
        List<Version> versions =
                new ArrayList<>(ascending.stream().map(Version::parse).toList());
        Collections.reverse(versions);
        Collections.sort(versions);
        assertEquals(ascending.stream().map(Version::parse).toList(), versions);
        assertEquals(0, Version.parse("1").compareTo(Version.parse("1.0.0")));
    }

    @Test
    void aRangeTakesItsEndsInOrLeavesThemOut() {
        Version version = Version.parse("0.2.0");
        assertTrue(version.isIn("[0.2,0.3)") && version.isIn("(0.1,0.2]") && version.isIn("[0.1,)"));
        assertFalse(version.isIn("[0.1,0.2)") || version.isIn("(0.2,0.3)") || version.isIn("[1,)"));
        assertTrue(version.isIn("0.1") && !version.isIn("0.3"));
        assertTrue(version.isIn("[0.2]") && !version.isIn("[0.1]"));
        assertThrows(IllegalArgumentException.class, () -> version.isIn("[0.1,0.2"));
    }
}
