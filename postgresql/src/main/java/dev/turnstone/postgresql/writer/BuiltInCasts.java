package dev.turnstone.postgresql.writer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The casts that come with PostgreSQL, as `pg_cast` has them: by assignment, and only when they are asked for.
final class BuiltInCasts {
    /// `from > to, to` by assignment, `from ? to, to` when asked for.
    private static final String CASTS = """
        "char" > character, character varying, text
        "char" ? integer
        bigint > double precision, integer, money, numeric, oid, real, regclass, regcollation, regconfig
        bigint > regdictionary, regnamespace, regoper, regoperator, regproc, regprocedure, regrole
        bigint > regtype, smallint
        bigint ? bit
        bit > bit varying
        bit ? bigint, integer
        bit varying > bit
        boolean > character, character varying, text
        boolean ? integer
        box > polygon
        box ? circle, lseg, point
        character > "char", character varying, name, text
        character ? xml
        character varying > "char", character, name, regclass, text
        character varying ? xml
        cidr > character, character varying, inet, text
        circle ? box, point, polygon
        date > timestamp with time zone, timestamp without time zone
        daterange ? datemultirange
        double precision > bigint, integer, numeric, real, smallint
        inet > character, character varying, cidr, text
        int4range ? int4multirange
        int8range ? int8multirange
        integer > bigint, double precision, money, numeric, oid, real, regclass, regcollation, regconfig
        integer > regdictionary, regnamespace, regoper, regoperator, regproc, regprocedure, regrole
        integer > regtype, smallint
        integer ? "char", bit, boolean
        interval > time without time zone
        json > jsonb
        jsonb > json
        jsonb ? bigint, boolean, double precision, integer, numeric, real, smallint
        lseg ? point
        macaddr > macaddr8
        macaddr8 > macaddr
        money > numeric
        name > character, character varying, text
        numeric > bigint, double precision, integer, money, real, smallint
        numrange ? nummultirange
        oid > bigint, integer, regclass, regcollation, regconfig, regdictionary, regnamespace, regoper
        oid > regoperator, regproc, regprocedure, regrole, regtype
        path > polygon
        point > box
        polygon > path
        polygon ? box, circle, point
        real > bigint, double precision, integer, numeric, smallint
        regclass > bigint, integer, oid
        regcollation > bigint, integer, oid
        regconfig > bigint, integer, oid
        regdictionary > bigint, integer, oid
        regnamespace > bigint, integer, oid
        regoper > bigint, integer, oid, regoperator
        regoperator > bigint, integer, oid, regoper
        regproc > bigint, integer, oid, regprocedure
        regprocedure > bigint, integer, oid, regproc
        regrole > bigint, integer, oid
        regtype > bigint, integer, oid
        smallint > bigint, double precision, integer, numeric, oid, real, regclass, regcollation
        smallint > regconfig, regdictionary, regnamespace, regoper, regoperator, regproc, regprocedure
        smallint > regrole, regtype
        text > "char", character, character varying, name, regclass
        text ? xml
        time with time zone > time without time zone
        time without time zone > interval, time with time zone
        timestamp with time zone > date, time with time zone, time without time zone
        timestamp with time zone > timestamp without time zone
        timestamp without time zone > date, time without time zone, timestamp with time zone
        tsrange ? tsmultirange
        tstzrange ? tstzmultirange
        xid8 ? xid
        xml > character, character varying, text
        """;

    /// From this version on numbers and bytes are cast to each other when that is asked for.
    private static final int BYTES = 18;

    private BuiltInCasts() {}

    /// By both types, as `from > to`: whether an assignment is enough.
    static Map<String, Boolean> of(int version) {
        Map<String, Boolean> casts = new HashMap<>();
        CASTS.lines().forEach(line -> {
            int mark = Math.max(line.indexOf(" > "), line.indexOf(" ? "));
            String source = line.substring(0, mark);
            for (String target : line.substring(mark + 3).split(", ", -1)) {
                casts.put(source + " > " + target, line.charAt(mark + 1) == '>');
            }
        });
        if (version >= BYTES) {
            for (String number : List.of("smallint", "integer", "bigint")) {
                casts.put(number + " > bytea", false);
                casts.put("bytea > " + number, false);
            }
        }
        return casts;
    }
}
