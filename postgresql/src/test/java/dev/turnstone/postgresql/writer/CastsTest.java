package dev.turnstone.postgresql.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turnstone.postgresql.inspector.PostgresInspector;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Schema;
import dev.turnstone.testkit.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is taken for a cast is what a real server takes for one, between any two of these types.
class CastsTest {
    private static final String TYPES = """
        CREATE EXTENSION citext;
        CREATE EXTENSION hstore;
        CREATE TYPE mood AS ENUM ('sad', 'ok');
        CREATE TYPE other AS ENUM ('good');
        CREATE TYPE pair AS (a integer, b text);
        CREATE TYPE triple AS (a integer, b text, c text);
        CREATE TYPE span AS RANGE (subtype = float8);
        CREATE DOMAIN whole AS integer CHECK (VALUE > 0);
        CREATE DOMAIN list AS integer[];
        CREATE DOMAIN code AS varchar(5);
        CREATE FUNCTION number(mood) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT 1 $$;
        CREATE CAST (mood AS integer) WITH FUNCTION number(mood) AS ASSIGNMENT;
        CREATE CAST (pair AS json) WITH INOUT;
        """;

    private static final List<String> NAMES =
            List.of(("smallint,integer,bigint,numeric(10;2),real,double precision,money,boolean,text,character"
                            + " varying(7),character(3),name,\"char\",bytea,uuid,json,jsonb,xml,date,time without time zone,time"
                            + " with time zone,timestamp without time zone,timestamp(3) with time zone,interval,interval year to"
                            + " month,inet,cidr,macaddr,macaddr8,bit(3),bit varying(5),oid,"
                            + "regclass,tsvector,point,box,int4range,int8range,daterange,tsrange,nummultirange,numrange,"
                            + "integer[],bigint[],text[],jsonb[],boolean[],date[],public.citext,public.hstore,"
                            + "public.mood,public.mood[],public.other,public.pair,public.triple,public.span,"
                            + "public.whole,public.whole[],public.list,public.code,public.code[],public.citext[]")
                    .split(",", -1));

    private static final String ASK = """
        DO $$
        DECLARE a text; b text; way text;
        BEGIN
          CREATE TABLE answers (a text, b text, way text);
          FOREACH a IN ARRAY :names LOOP
            EXECUTE 'CREATE TABLE t (c ' || a || ')';
            FOREACH b IN ARRAY :names LOOP
              BEGIN
                way := 'ASSIGNED';
                EXECUTE 'ALTER TABLE t ALTER c TYPE ' || b;
                RAISE EXCEPTION USING ERRCODE = 'TS001';
              EXCEPTION WHEN SQLSTATE 'TS001' THEN NULL;
                WHEN datatype_mismatch THEN
                  BEGIN
                    way := 'EXPLICIT';
                    EXECUTE 'ALTER TABLE t ALTER c TYPE ' || b || ' USING c::' || b;
                    RAISE EXCEPTION USING ERRCODE = 'TS001';
                  EXCEPTION WHEN SQLSTATE 'TS001' THEN NULL;
                    WHEN cannot_coerce THEN way := 'NONE';
                  END;
              END;
              INSERT INTO answers VALUES (a, b, way);
            END LOOP;
            DROP TABLE t;
          END LOOP;
        END $$
        """;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 18})
    void agreesWithTheServer(int major) throws SQLException {
        List<String> names = NAMES.stream().map(name -> name.replace(';', ',')).toList();
        try (PostgresServer.FreshDatabase database =
                        PostgresServer.shared(major).freshDatabase();
                Connection connection = DriverManager.getConnection(database.url())) {
            Map<String, Fact> columns = new TreeMap<>();
            StringBuilder table = new StringBuilder("CREATE TABLE every (");
            for (int i = 0; i < names.size(); i++) {
                table.append(i == 0 ? "" : ", ")
                        .append("c")
                        .append(i)
                        .append(' ')
                        .append(names.get(i));
            }
            execute(connection, TYPES + table + ")");
            Schema schema = new PostgresInspector().inspect(connection, "turnstone");
            Id every = Id.of(Kind.SCHEMA, "public").child(Kind.TABLE, "every");
            for (int i = 0; i < names.size(); i++) {
                columns.put(
                        names.get(i),
                        schema.find(every.child(Kind.COLUMN, "c" + i)).orElseThrow());
            }
            Map<String, String> said = new TreeMap<>();
            Casts casts = new Casts(schema, schema, major);
            columns.forEach((a, from) -> columns.forEach((b, to) -> {
                Casts.Way way = casts.between(from, to);
                said.put(a + " > " + b, way == Casts.Way.TEXT ? "NONE" : way.name());
            }));

            Map<String, String> answers = answers(connection, names);

            assertThat(answers).hasSize(names.size() * names.size()).containsValues("ASSIGNED", "EXPLICIT", "NONE");
            answers.entrySet().removeIf(answer -> answer.getValue().equals(said.get(answer.getKey())));
            assertThat(answers).as("what the server says otherwise").isEmpty();
            assertThat(casts.between(column(columns, "int4range"), column(columns, "int8range")))
                    .isEqualTo(Casts.Way.TEXT);
            assertThat(casts.between(column(columns, "public.mood"), column(columns, "public.other")))
                    .isEqualTo(Casts.Way.NONE);
        }
    }

    private static Fact column(Map<String, Fact> columns, String type) {
        return Optional.ofNullable(columns.get(type)).orElseThrow();
    }

    private static Map<String, String> answers(Connection connection, List<String> names) throws SQLException {
        execute(connection, ASK.replace(":names", "ARRAY['" + String.join("', '", names) + "']"));
        Map<String, String> answers = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT a || ' > ' || b, way FROM answers")) {
            while (rows.next()) {
                answers.put(rows.getString(1), rows.getString(2));
            }
        }
        return answers;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean ignored = statement.execute(sql);
        }
    }
}
