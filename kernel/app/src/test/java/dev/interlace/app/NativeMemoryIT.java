package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.KernelClient;
import dev.interlace.jupyter.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads that give native memory back, in the installed kernel. */
class NativeMemoryIT {
    @TempDir
    private Path folder;

    @Test
    void nativeMemoryIsGivenBackAfterTheCellThatLoadedTensorsWasInterrupted() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            String id =
                    kernel.submit("var first = Nd4j.rand(10, 10); System.out.println(\"started\"); while (true) {}");
            kernel.awaitPublished(m -> Json.string(m.content(), "text", "").contains("started"), LIMIT);
            kernel.interrupt();
            assertEquals("error", kernel.await(id, LIMIT).status());
            String mib = kernel.execute("""
                    for (int i = 0; i < 60; i++) { Nd4j.create(2_000, 10_000); System.gc(); Thread.sleep(20); }
                    org.bytedeco.javacpp.Pointer.physicalBytes() >> 20
                    """, LIMIT).value();
            assertTrue(Long.parseLong(mib.replaceAll("\\D", "")) < 2_000, "60 tensors of 76 MiB hold " + mib + " MiB");
        }
    }
}
