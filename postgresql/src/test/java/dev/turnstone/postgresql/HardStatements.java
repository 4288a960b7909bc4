package dev.turnstone.postgresql;

import java.util.List;

/// Statements that are hard to split, in an order in which PostgreSQL 14 and later accept them.
final class HardStatements {
    static final List<String> ALL = List.of(
            "CREATE TABLE t (id int, v text DEFAULT ';', \"odd;\"\"name\" int, U&\"d\\0061t;\" int, a$b int)",
            "CREATE TABLE log (x text)",
            "INSERT INTO t (v) VALUES ('it''s; one'), (E'it\\'s; two'), (E'\\\\'), ('\\'), (N'n;'), (U&'\\0061;''')",
            "SELECT B'01', X'1F', 'a'\n  'b;'  -- it's a comment\n 'c', E'd'\n'\\';'",
            "SELECT $$it's; $1 $ $a$ $$, $a$ $$;$$ $b$ $a$, $é1$;$é1$",
            "SELECT a$b FROM t WHERE a$b>-1 AND id=+-1 AND 2*-3<>5-/* ; */1--;\n AND 4/2=2",
            "SELECT /* a /* nested; */ ' */ 1 AS x",
            "SELECT CASE WHEN 1 = 1 THEN 2 END AS end, ';'::text, (ARRAY[1,2])[1:2]",
            "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT CASE a WHEN 1 THEN CASE WHEN true THEN 2 END END;"
                    + " SELECT 3 AS end; SELECT a; END",
            "CREATE OR REPLACE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO log VALUES ('a;'); DELETE FROM log; end",
            "CREATE OR REPLACE FUNCTION empty() RETURNS void LANGUAGE sql BEGIN ATOMIC END",
            "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN IF 1 = 1 THEN RETURN new; END IF; END; $body$",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO log VALUES ('a'); INSERT INTO log VALUES (';'))",
            "DO $$ BEGIN PERFORM 1; EXECUTE $x$ SELECT ';' $x$; END $$",
            "CREATE TABLE begin (atomic int)",
            "WITH x AS (SELECT 1 AS n) INSERT INTO begin (atomic) SELECT n FROM x",
            "SELECT 'ünïcödé 中 😀;' AS \"中;😀\"",
            "COMMENT ON TABLE t IS '\\copy; COPY x FROM stdin;'");

    private HardStatements() {}
}
