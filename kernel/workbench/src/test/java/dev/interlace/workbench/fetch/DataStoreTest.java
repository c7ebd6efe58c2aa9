package dev.interlace.workbench.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DataStoreTest {
    private static final Path HOME = Path.of("home").toAbsolutePath();

    @Test
    void thePropertyComesBeforeTheVariableBeforeTheUsersDataFolder() {
        Map<String, String> environment = Map.of("INTERLACE_DATA", "there", "XDG_DATA_HOME", "xdg");
        assertEquals(
                Path.of("here").toAbsolutePath(),
                DataStore.of("here", environment, HOME).root());
        assertEquals(
                Path.of("there").toAbsolutePath(),
                DataStore.of("", environment, HOME).root());
        assertEquals(
                Path.of("xdg", "interlace", "data").toAbsolutePath(),
                DataStore.of(" ", Map.of("XDG_DATA_HOME", "xdg", "INTERLACE_DATA", ""), HOME)
                        .root());
        assertEquals(
                HOME.resolve(Path.of(".local", "share", "interlace", "data")),
                DataStore.of("", Map.of(), HOME).root());
    }
}
