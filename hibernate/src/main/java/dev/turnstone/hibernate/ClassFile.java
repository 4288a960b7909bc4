package dev.turnstone.hibernate;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// What a class file says of its class before anything is loaded.
///
/// @param name with dots
/// @param major the version of the file: 65 for Java 21
/// @param superName with dots; empty for `java.lang.Object` and modules
/// @param annotations those kept at run time, by the full name of their type, with those of their values
///     that are texts
record ClassFile(String name, int major, String superName, Map<String, Map<String, String>> annotations) {
    private static final int MAGIC = 0xCAFEBABE;
    /// Java 1.0 had 44; from 1.2 on each release has one more.
    private static final int MAJOR_OF_JAVA_0 = 44;

    ClassFile {
        annotations = Map.copyOf(annotations);
    }

    /// Whether it bears an annotation of that name.
    boolean bears(String annotation) {
        return annotations.containsKey(annotation);
    }

    /// The Java it was compiled for.
    int feature() {
        return major - MAJOR_OF_JAVA_0;
    }

    /// Reads a class file.
    ///
    /// @throws IOException when it is none, or cut off
    static ClassFile read(byte[] bytes) throws IOException {
        return new Reader(new DataInputStream(new ByteArrayInputStream(bytes))).read();
    }

    /// The Java Virtual Machine Specification, chapter 4, as far as it is needed.
    private static final class Reader {
        private final DataInputStream in;
        private final Map<Integer, String> texts = new HashMap<>();
        private final Map<Integer, Integer> classes = new HashMap<>();

        Reader(DataInputStream in) {
            this.in = in;
        }

        ClassFile read() throws IOException {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a class file");
            }
            in.readUnsignedShort();
            int major = in.readUnsignedShort();
            constants();
            in.readUnsignedShort();
            String name = className(in.readUnsignedShort());
            String superName = className(in.readUnsignedShort());
            in.skipNBytes(2L * in.readUnsignedShort());
            members();
            members();
            return new ClassFile(name, major, superName, attributes());
        }

        private void constants() throws IOException {
            int count = in.readUnsignedShort();
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> texts.put(i, in.readUTF());
                    case 7 -> classes.put(i, in.readUnsignedShort());
                    case 8, 16, 19, 20 -> in.skipNBytes(2);
                    case 15 -> in.skipNBytes(3);
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    default -> throw new IOException("a constant of an unknown kind, " + tag);
                }
            }
        }

        private String className(int index) {
            return text(classes.getOrDefault(index, 0)).replace('/', '.');
        }

        private String text(int index) {
            return texts.getOrDefault(index, "");
        }

        private void members() throws IOException {
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                in.skipNBytes(6);
                int attributes = in.readUnsignedShort();
                for (int j = 0; j < attributes; j++) {
                    in.skipNBytes(2);
                    in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
                }
            }
        }

        private Map<String, Map<String, String>> attributes() throws IOException {
            Map<String, Map<String, String>> annotations = new HashMap<>();
            int count = in.readUnsignedShort();
            for (int i = 0; i < count; i++) {
                String attribute = text(in.readUnsignedShort());
                long length = Integer.toUnsignedLong(in.readInt());
                if (attribute.equals("RuntimeVisibleAnnotations")) {
                    int present = in.readUnsignedShort();
                    for (int j = 0; j < present; j++) {
                        Map<String, String> values = new HashMap<>();
                        annotations.put(annotation(values), Map.copyOf(values));
                    }
                } else {
                    in.skipNBytes(length);
                }
            }
            return annotations;
        }

        private String annotation(Map<String, String> values) throws IOException {
            String descriptor = text(in.readUnsignedShort());
            int pairs = in.readUnsignedShort();
            for (int i = 0; i < pairs; i++) {
                value(text(in.readUnsignedShort()), values);
            }
            return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        }

        private void value(String name, Map<String, String> values) throws IOException {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 's' -> values.put(name, text(in.readUnsignedShort()));
                case 'e' -> in.skipNBytes(4);
                case '@' -> annotation(new HashMap<>());
                case '[' -> {
                    int count = in.readUnsignedShort();
                    for (int i = 0; i < count; i++) {
                        value("", new HashMap<>());
                    }
                }
                default -> in.skipNBytes(2);
            }
        }
    }
}
