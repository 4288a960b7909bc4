package dev.turnstone.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DumpTest {
    private static final String TABLE = """
            --
            -- PostgreSQL database dump
            --

            \\restrict abc

            SET default_tablespace = '';

            --
            -- Name: t; Type: TABLE; Schema: public; Owner: postgres
            --

            CREATE TABLE public.t (
                a integer,
                b text DEFAULT 'x, y'::text
            );


            ALTER TABLE public.t OWNER TO postgres;

            """;

    private static final String VIEW = """
            --
            -- Name: v; Type: VIEW; Schema: public; Owner: postgres
            --

            CREATE VIEW public.v AS
             SELECT 1 AS a,
                2 AS b;

            """;

    @Test
    void setsTheOrderOfObjectsAndColumnsAside() {
        String other = TABLE.replace(
                "    a integer,\n    b text DEFAULT 'x, y'::text\n",
                "    b text DEFAULT 'x, y'::text,\n    a integer\n");

        assertThat(other).isNotEqualTo(TABLE);
        assertThat(difference(TABLE + VIEW, VIEW + other)).isEmpty();
    }

    @Test
    void seesAColumnAnOwnerAndAnObject() {
        assertThat(difference(TABLE, TABLE.replace("a integer", "a bigint"))).contains("a bigint");
        assertThat(difference(TABLE, TABLE.replace("OWNER TO postgres", "OWNER TO other")))
                .contains("other");
        assertThat(difference(TABLE, TABLE + VIEW)).startsWith("+ -- Name: v");
        assertThat(difference(TABLE + VIEW, TABLE)).startsWith("- -- Name: v");
        assertThat(difference(TABLE + VIEW, TABLE + VIEW + VIEW)).startsWith("+ -- Name: v");
    }

    @Test
    void seesTheOrderOfAViewsColumns() {
        String other =
                VIEW.replace("1 AS a", "1 AS c").replace("2 AS b", "1 AS a").replace("1 AS c", "2 AS b");

        assertThat(difference(VIEW, other)).isNotEmpty();
    }

    @Test
    void setsTheOrderOfPrivilegesAside() {
        String grants = """
                --
                -- Name: TABLE t; Type: ACL; Schema: public; Owner: postgres
                --

                GRANT SELECT ON TABLE public.t TO a;
                GRANT SELECT ON TABLE public.t TO b;

                """;
        String swapped = grants.replace("TO a", "TO x").replace("TO b", "TO a").replace("TO x", "TO b");

        assertThat(swapped).isNotEqualTo(grants);
        assertThat(difference(grants, swapped)).isEmpty();
        assertThat(difference(grants, grants.replace("SELECT ON TABLE public.t TO b", "INSERT ON TABLE public.t TO b")))
                .isNotEmpty();
    }

    private static String difference(String one, String other) {
        return Dump.of(one).differenceFrom(Dump.of(other)).orElse("");
    }
}
