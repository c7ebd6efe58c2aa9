package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.display.Callee;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class HangTest {
    @Test
    void theCodeOfAPluginIsNamed() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(() -> Callee.named("the plugin acme/a 1.0.0 from a.jar", () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return true;
        }));
        thread.start();
        begun.await();
        String message = Hang.of(thread).message();
        assertTrue(
                message.contains(", in the code of the plugin acme/a 1.0.0 from a.jar. Its thread was left"), message);
        end.countDown();
        thread.join();
        assertEquals(Optional.empty(), Callee.of(thread));
    }

    @Test
    void aCallWithinACallIsNamedAlone() {
        String inner = Callee.named("outer", () -> Callee.named("inner", HangTest::own) + " then " + own());
        assertEquals("inner then outer", inner);
    }

    private static String own() {
        return Callee.of(Thread.currentThread()).orElse("");
    }
}
