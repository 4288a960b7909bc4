package dev.turnstone.hibernate.bridge;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.hibernate.dialect.Dialect;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.hibernate.mapping.KeyValue;
import org.hibernate.mapping.PersistentClass;
import org.jspecify.annotations.Nullable;

/// The generators of keys, which the mapping made for itself when it was read. Hibernate 6 and 7 are asked for them
/// with other parameters, of which only the dialect and the root class matter once a generator is made.
final class KeyGenerators {
    private final Dialect dialect;

    KeyGenerators(Dialect dialect) {
        this.dialect = dialect;
    }

    /// The generator of a hierarchy's key when it draws from a sequence, or from a table that stands for one.
    Optional<SequenceStyleGenerator> of(PersistentClass type) {
        Method creating = Arrays.stream(KeyValue.class.getMethods())
                .filter(method -> method.getName().equals("createGenerator"))
                .min((a, b) -> Integer.compare(a.getParameterCount(), b.getParameterCount()))
                .orElseThrow();
        @Nullable Object[] parameters = new @Nullable Object[creating.getParameterCount()];
        for (int i = 0; i < parameters.length; i++) {
            Class<?> wanted = creating.getParameterTypes()[i];
            parameters[i] = wanted.isInstance(dialect)
                    ? dialect
                    : wanted.isInstance(type.getRootClass()) ? type.getRootClass() : null;
        }
        try {
            return creating.invoke(type.getRootClass().getIdentifier(), parameters)
                            instanceof SequenceStyleGenerator generator
                    ? Optional.of(generator)
                    : Optional.empty();
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException("Hibernate does not tell how keys are made", e);
        }
    }
}
