package dev.turnstone.hibernate;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/// Loads the user's classes and Hibernate, and the bridge beside them. Of everything else that runs here it
/// sees only the JDK.
final class ApplicationLoader extends URLClassLoader {
    private static final String BRIDGE = ApplicationLoader.class.getPackageName() + ".bridge.";
    private static final String LOGGERS = "META-INF/services/org.jboss.logging.LoggerProvider";

    ApplicationLoader(ClassPath classPath) {
        super("application", classPath.urls(), getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(BRIDGE)) {
            return super.findClass(name);
        }
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = ApplicationLoader.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /// The class path's, with the bridge's loggers before the user's.
    @Override
    public Enumeration<URL> findResources(String name) throws IOException {
        List<URL> found = new ArrayList<>(Collections.list(super.findResources(name)));
        if (name.equals(LOGGERS)) {
            found.add(0, ApplicationLoader.class.getResource("bridge/logger-providers"));
        }
        return Collections.enumeration(found);
    }
}
