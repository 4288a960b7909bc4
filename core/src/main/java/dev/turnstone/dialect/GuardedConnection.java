package dev.turnstone.dialect;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A connection for a migration's own code: everything works but what would end or change the transaction around it.
public final class GuardedConnection {
    private static final Set<String> REFUSED = Set.of(
            "abort",
            "close",
            "commit",
            "releaseSavepoint",
            "rollback",
            "setAutoCommit",
            "setReadOnly",
            "setSavepoint",
            "setTransactionIsolation");

    private GuardedConnection() {}

    /// `connection`, guarded. Its statements lead back to the guard, not to `connection`.
    public static Connection of(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                GuardedConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, new Guard(connection));
    }

    private record Guard(Connection connection) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            String name = method.getName();
            if (REFUSED.contains(name)) {
                throw new SQLException("a migration cannot call " + name
                        + "(): Turnstone commits its transaction together with the history, or rolls both back");
            }
            if (name.equals("getAutoCommit")) {
                return false;
            }
            Object result = call(connection, method, arguments);
            if (result instanceof Statement || result instanceof DatabaseMetaData) {
                Class<?> type = method.getReturnType();
                return Proxy.newProxyInstance(
                        GuardedConnection.class.getClassLoader(), new Class<?>[] {type}, new Child(result, (Connection)
                                proxy));
            }
            return result;
        }
    }

    private record Child(Object target, Connection guard) implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return method.getName().equals("getConnection") ? guard : call(target, method, arguments);
        }
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
