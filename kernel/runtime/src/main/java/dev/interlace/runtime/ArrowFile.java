package dev.interlace.runtime;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * Reads Arrow's file format, which is also that of Feather 2, through Arrow's own library, where a program or a
 * notebook has added it. Dictionary columns hold their values.
 */
final class ArrowFile {
    static final String VERSION = "18.3.0";

    private ArrowFile() {}

    static Cells read(Path file) throws IOException {
        try {
            Class.forName("org.apache.arrow.compression.CommonsCompressionFactory", false, loader());
            Class.forName("org.apache.arrow.memory.unsafe.UnsafeAllocationManager", false, loader());
        } catch (ClassNotFoundException e) {
            throw RowFile.missing(
                    "an Arrow file",
                    "org.apache.arrow:arrow-compression:" + VERSION,
                    "org.apache.arrow:arrow-memory-unsafe:" + VERSION);
        }
        try {
            return Rows.of(file);
        } catch (RuntimeException e) { // what Arrow throws where a file is damaged or ends early
            throw new IOException("it is an Arrow file that cannot be read: " + e.getMessage(), e);
        }
    }

    private static ClassLoader loader() {
        return ArrowFile.class.getClassLoader();
    }

    /** What needs the library; loaded only where it is there. */
    private static final class Rows {
        static Cells of(Path file) throws IOException {
            try (BufferAllocator allocator = new RootAllocator();
                    FileChannel channel = FileChannel.open(file);
                    ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
                List<String> columns = new ArrayList<>();
                Map<String, List<Optional<Object>>> values = new HashMap<>();
                for (Field field : reader.getVectorSchemaRoot().getSchema().getFields()) {
                    if (values.put(field.getName(), new ArrayList<>()) != null) {
                        throw new IllegalArgumentException("it has two columns '" + field.getName() + "'");
                    }
                    columns.add(field.getName());
                }
                int rows = 0;
                while (reader.loadNextBatch()) {
                    rows += reader.getVectorSchemaRoot().getRowCount();
                    for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
                        List<Optional<Object>> cells = values.getOrDefault(vector.getName(), new ArrayList<>());
                        if (vector.getField().getDictionary() == null) {
                            append(vector, cells);
                        } else {
                            Dictionary dictionary = reader.lookup(
                                    vector.getField().getDictionary().getId());
                            try (ValueVector decoded = DictionaryEncoder.decode(vector, dictionary)) {
                                append(decoded, cells);
                            }
                        }
                    }
                }
                return new ColumnCells(List.copyOf(columns), values, rows);
            }
        }

        private static void append(ValueVector vector, List<Optional<Object>> cells) {
            for (int row = 0; row < vector.getValueCount(); row++) {
                cells.add(vector.isNull(row) ? Optional.empty() : ColumnCells.held(value(vector, row)));
            }
        }

        /** The value of a row; numbers without a sign as such, where getObject would make the large ones negative. */
        private static Object value(ValueVector vector, int row) {
            if (vector instanceof UInt1Vector numbers) {
                return numbers.getObjectNoOverflow(row);
            } else if (vector instanceof UInt4Vector numbers) {
                return numbers.getObjectNoOverflow(row);
            } else if (vector instanceof UInt8Vector numbers) {
                return numbers.getObjectNoOverflow(row);
            } else if (vector instanceof Float2Vector numbers) {
                return numbers.getValueAsFloat(row);
            }
            Object value = vector.getObject(row);
            ArrowType type = vector.getField().getType();
            if (value instanceof Character number) { // UInt2
                return (int) number;
            } else if (vector instanceof DateDayVector && value instanceof Integer days) {
                return LocalDate.ofEpochDay(days);
            } else if (type instanceof ArrowType.Timestamp time && value instanceof Long since) { // with a time zone
                return Instant.EPOCH.plus(since, unit(time.getUnit()));
            } else if (type instanceof ArrowType.Time time && value instanceof Number since) {
                return LocalTime.MIDNIGHT.plus(since.longValue(), unit(time.getUnit()));
            }
            return value;
        }

        private static ChronoUnit unit(TimeUnit unit) {
            return switch (unit) {
                case SECOND -> ChronoUnit.SECONDS;
                case MILLISECOND -> ChronoUnit.MILLIS;
                case MICROSECOND -> ChronoUnit.MICROS;
                case NANOSECOND -> ChronoUnit.NANOS;
            };
        }
    }
}
