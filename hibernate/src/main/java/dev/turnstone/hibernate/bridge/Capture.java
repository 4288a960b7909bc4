package dev.turnstone.hibernate.bridge;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;
import org.hibernate.tool.schema.SourceType;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExceptionHandler;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.hibernate.tool.schema.spi.ScriptSourceInput;
import org.hibernate.tool.schema.spi.ScriptTargetOutput;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.jspecify.annotations.Nullable;

/// Takes the statements as soon as the mapping is complete. Hibernate asks integrators in the order in
/// which they were found, its own for Bean Validation before this one.
final class Capture implements Integrator {
    private final List<String> statements = new ArrayList<>();
    private final List<Map<String, Object>> tables = new ArrayList<>();
    private Map<String, List<String>> missing = Map.of();
    private String dialect = "";

    String dialect() {
        return dialect;
    }

    List<String> statements() {
        return List.copyOf(statements);
    }

    List<Map<String, Object>> tables() {
        return List.copyOf(tables);
    }

    /// See [MissingConstraints].
    Map<String, List<String>> missing() {
        return missing;
    }

    @Override
    public void integrate(Metadata metadata, BootstrapContext context, SessionFactoryImplementor factory) {
        if (metadata instanceof MetadataImplementor implementor) {
            implementor.orderColumns(false);
            implementor.validate();
        }
        ServiceRegistry registry = factory.getServiceRegistry();
        Dialect used = required(registry.getService(JdbcServices.class)).getDialect();
        dialect = used.getClass().getName() + " " + used.getVersion();
        tables.addAll(MappedTables.of(metadata, used));
        missing = MissingConstraints.of(metadata, used, factory.getSqlStringGenerationContext());
        Map<String, Object> settings =
                required(registry.getService(ConfigurationService.class)).getSettings();
        required(registry.getService(SchemaManagementTool.class))
                .getSchemaCreator(settings)
                .doCreation(metadata, options(settings), ContributableMatcher.ALL, new FromMetadata(), new ToList());
        throw new Captured();
    }

    @Override
    public void disintegrate(SessionFactoryImplementor factory, SessionFactoryServiceRegistry registry) {
        // Nothing was added to the factory.
    }

    private static <T> T required(@Nullable T service) {
        if (service == null) {
            throw new IllegalStateException("Hibernate lacks a service that it always has");
        }
        return service;
    }

    private static ExecutionOptions options(Map<String, Object> settings) {
        return new ExecutionOptions() {
            @Override
            public Map<String, Object> getConfigurationValues() {
                return settings;
            }

            @Override
            public boolean shouldManageNamespaces() {
                return true;
            }

            @Override
            public ExceptionHandler getExceptionHandler() {
                return new Rethrow();
            }
        };
    }

    private static final class Rethrow implements ExceptionHandler {
        @Override
        public void handleException(CommandAcceptanceException exception) {
            throw exception;
        }
    }

    private static final class FromMetadata implements SourceDescriptor {
        @Override
        public SourceType getSourceType() {
            return SourceType.METADATA;
        }

        @Override
        public @Nullable ScriptSourceInput getScriptSourceInput() {
            return null;
        }
    }

    private final class ToList implements TargetDescriptor, ScriptTargetOutput {
        @Override
        public EnumSet<TargetType> getTargetTypes() {
            return EnumSet.of(TargetType.SCRIPT);
        }

        @Override
        public ScriptTargetOutput getScriptTargetOutput() {
            return this;
        }

        @Override
        public void prepare() {
            statements.clear();
        }

        @Override
        public void accept(String command) {
            statements.add(command);
        }

        @Override
        public void release() {
            // A list needs no closing.
        }
    }
}
