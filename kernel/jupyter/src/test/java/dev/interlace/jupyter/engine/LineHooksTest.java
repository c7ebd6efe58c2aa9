package dev.interlace.jupyter.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineHooksTest {
    /** Code whose frames are easily made invalid. */
    static final class Sample {
        private final String text;
        private final int size;

        Sample(boolean longer) {
            this(new AtomicReference<>(longer ? "long" : "s"), longer ? 3 : 1);
        }

        private Sample(AtomicReference<String> word, int size) {
            this.text = Objects.requireNonNull(word.get());
            this.size = size;
        }

        private static String told(Object lock, String word, int turns) {
            StringBuilder out = new StringBuilder();
            synchronized (lock) {
                for (int i = 0; i < turns; i++) {
                    long wide = i * 2L;
                    try {
                        if (i == 1) {
                            throw new IllegalStateException(i > 0 ? "one" : "none");
                        }
                        switch (word) {
                            case "a" -> out.append(wide);
                            default -> {
                                double half = wide / 2.0;
                                out.append(half);
                            }
                        }
                    } catch (IllegalStateException e) {
                        String message = e.getMessage();
                        out.append(message);
                    } finally {
                        char mark = ';';
                        out.append(mark);
                    }
                }
            }
            int unset;
            if (turns > 2) {
                unset = turns;
                out.append(unset);
            }
            return out.toString();
        }

        static String all() {
            Sample sample = new Sample(true);
            Supplier<String> later = () -> {
                String inner = sample.text + sample.size;
                return inner + told(inner, "b", 2);
            };
            return told(sample, "a", 3) + later.get() + new Sample(false).text;
        }
    }

    /** Defines classes woven, in place of the parent's. */
    private static final class Woven extends ClassLoader {
        private final List<Probe> probes = new ArrayList<>();
        private final AtomicInteger ids = new AtomicInteger();

        Woven() {
            super(LineHooksTest.class.getClassLoader());
        }

        Class<?> define(String name, byte[] plain) {
            byte[] woven = Weaver.weave(plain, probe -> {
                probes.add(probe);
                return ids.incrementAndGet();
            });
            return defineClass(name, woven, 0, woven.length);
        }
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void wovenCodeComputesTheSame() throws Exception {
        Woven loader = new Woven();
        var all = loader.define(Sample.class.getName(), bytes(Sample.class)).getDeclaredMethod("all");
        all.setAccessible(true);
        assertEquals("0;one;4;3long30.0;one;s", Sample.all());
        assertEquals(Sample.all(), all.invoke(null));
    }

    @Test
    void aLineNamesTheVariablesThatHoldAValueThere() throws Exception {
        Woven loader = new Woven();
        loader.define(Sample.class.getName(), bytes(Sample.class));
        List<String> seen = loader.probes.stream()
                .filter(probe -> probe.method().equals("told"))
                .map(probe -> probe.locals().stream().map(Local::name).toList().toString())
                .distinct()
                .toList();
        assertEquals("[lock, word, turns]", seen.get(0));
        assertTrue(seen.contains("[lock, word, turns, out, i, wide, half]"), seen.toString());
        assertTrue(seen.contains("[lock, word, turns, out, unset]"), seen.toString());
    }

    @Test
    void aConstructorIsFollowedFromTheOtherConstructorsCallOn() throws Exception {
        Woven loader = new Woven();
        loader.define(Sample.class.getName(), bytes(Sample.class));
        Probe first = loader.probes.stream()
                .filter(probe ->
                        probe.method().equals("<init>") && probe.locals().size() == 3)
                .findFirst()
                .orElseThrow();
        assertEquals(
                "[this, word, size]",
                first.locals().stream().map(Local::name).toList().toString());
    }

    @Test
    void everyClassOfTheKernelIsStillValidWhenWoven() throws Exception {
        URI classes =
                Weaver.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        try (Stream<Path> files = Files.walk(Path.of(classes))) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().endsWith("package-info.class"))
                    .toList();
            assertTrue(all.size() > 100, all.size() + " classes");
            Valid loader = new Valid(Path.of(classes));
            for (Path file : all) {
                String name = Path.of(classes).relativize(file).toString();
                Class.forName(name.substring(0, name.length() - 6).replace('/', '.'), true, loader);
            }
            assertTrue(loader.lines.get() > 2_000, loader.lines + " lines");
        }
    }

    /** Weaves every class of a folder; the machine verifies each when it is initialised. */
    private static final class Valid extends ClassLoader {
        private static final Set<String> CALLED_BY_WOVEN_CODE = Set.of(
                StopCheck.class.getName(),
                DebugHook.class.getName(),
                ExitGuard.class.getName(),
                ProcessGuard.class.getName(),
                RegexGuard.class.getName(),
                TraceGuard.class.getName());

        private final Path folder;
        private final AtomicInteger lines = new AtomicInteger();

        Valid(Path folder) {
            super(LineHooksTest.class.getClassLoader());
            this.folder = folder;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Path file = folder.resolve(name.replace('.', '/') + ".class");
            if (CALLED_BY_WOVEN_CODE.contains(name) || !Files.exists(file)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name, file);
            }
        }

        private Class<?> define(String name, Path file) throws ClassNotFoundException {
            try {
                byte[] woven = Weaver.weave(Files.readAllBytes(file), probe -> lines.incrementAndGet());
                return defineClass(name, woven, 0, woven.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
