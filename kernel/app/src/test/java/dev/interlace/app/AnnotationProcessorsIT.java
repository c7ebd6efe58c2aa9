package dev.interlace.app;

import static dev.interlace.app.TestInstallation.LIMIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.interlace.jupyter.client.CellResult;
import dev.interlace.jupyter.client.KernelClient;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotation processors that cells add, in the installed kernel. */
class AnnotationProcessorsIT {
    @TempDir
    private Path folder;

    private static String value(KernelClient kernel, String code) {
        CellResult result = kernel.execute(code, LIMIT);
        assertEquals("", result.error(), code);
        return result.value();
    }

    @Test
    void lombokWritesIntoTheTypesOfCells() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            value(kernel, "%maven org.projectlombok:lombok:1.18.42");
            value(kernel, "import lombok.*;\nimport lombok.extern.slf4j.Slf4j;\nimport lombok.experimental.*;");
            value(kernel, "@Data\nclass Point {\n    private final int x;\n    private int y = 2;\n}");
            assertEquals("Point(x=1, y=5)", value(kernel, "var p = new Point(1); p.setY(5); p.toString()"));
            assertEquals("true", value(kernel, "new Point(3).equals(new Point(3))"));
            value(kernel, "@Value @Builder class Car { String name; @Builder.Default int doors = 4; }");
            assertEquals("Car(name=a, doors=4)", value(kernel, "Car.builder().name(\"a\").build().toString()"));
            assertEquals("true", value(kernel, "java.lang.reflect.Modifier.isFinal(Car.class.getModifiers())"));
            value(kernel, "@Builder record Pair(String left, int right) {}");
            assertEquals("Pair[left=l, right=7]", value(kernel, "Pair.builder().left(\"l\").right(7).build()"));
            value(kernel, """
                    @Getter @RequiredArgsConstructor
                    enum Level { LOW(1), HIGH(9);
                        private final int weight;
                    }""");
            assertEquals("9", value(kernel, "Level.HIGH.getWeight()"));
            value(kernel, "@Slf4j class Talks { String name() { return log.getName(); } }");
            assertTrue(value(kernel, "new Talks().name()").contains("Talks"));
            value(kernel, """
                    class Throwing {
                        @SneakyThrows
                        int read(@NonNull String text) {
                            if (text.isEmpty()) throw new java.io.IOException("empty");
                            return text.length();
                        }
                    }""");
            assertEquals("3", value(kernel, "new Throwing().read(\"abc\")"));
            assertEquals(
                    "java.io.IOException: empty",
                    kernel.execute("new Throwing().read(\"\")", LIMIT).error());
            assertTrue(kernel.execute("new Throwing().read(null)", LIMIT)
                    .error()
                    .startsWith("java.lang.NullPointerException: text is marked non-null"));
        }
    }

    @Test
    void whatTheUserWroteKeepsItsLines() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            value(kernel, "%maven org.projectlombok:lombok:1.18.42");
            CellResult wrong = kernel.execute("""
                    import lombok.Data;
                    @Data
                    class Wrong {
                        private int x;
                        int y() { return "no number"; }
                    }""", LIMIT);
            assertTrue(
                    wrong.outputs().toString().contains("line 5"),
                    wrong.outputs().toString());
            value(
                    kernel,
                    "@Data\nclass Fails {\n    private int x;\n    int half() {\n        return x / 0;\n    }\n}");
            CellResult thrown = kernel.execute("new Fails().half()", LIMIT);
            assertTrue(
                    thrown.outputs().toString().contains("line 5"),
                    thrown.outputs().toString());
        }
    }

    @Test
    void aProcessorsOwnClassesStandBesideTheTypesOfCells() throws IOException {
        try (KernelClient kernel = TestInstallation.start(folder)) {
            value(kernel, "%maven org.mapstruct:mapstruct:1.6.3\n%maven org.mapstruct:mapstruct-processor:1.6.3");
            value(kernel, "%maven org.immutables:value:2.11.3");
            value(kernel, """
                    import org.mapstruct.*;
                    import org.mapstruct.factory.Mappers;
                    public class Car { public String make; public int seats; }
                    public class CarDto { public String make; public int seatCount; }""");
            value(kernel, """
                    @Mapper
                    public interface CarMapper {
                        @Mapping(source = "seats", target = "seatCount")
                        CarDto dto(Car car);
                    }""");
            assertEquals("Morris 5", value(kernel, """
                            var car = new Car(); car.make = "Morris"; car.seats = 5;
                            var dto = Mappers.getMapper(CarMapper.class).dto(car);
                            dto.make + " " + dto.seatCount"""));
            CellResult wrong = kernel.execute("""
                    @Mapper
                    public interface Bad {
                        @Mapping(source = "wheels", target = "seatCount")
                        CarDto dto(Car car);
                    }""", LIMIT);
            assertTrue(wrong.error().contains("wheels"), wrong.error());
            assertEquals("2", value(kernel, "1 + 1"));
            value(kernel, "@org.immutables.value.Value.Immutable interface Person { String name(); int age(); }");
            assertEquals(
                    "Person{name=Ada, age=36}",
                    value(kernel, "ImmutablePerson.builder().name(\"Ada\").age(36).build().toString()"));
        }
    }
}
