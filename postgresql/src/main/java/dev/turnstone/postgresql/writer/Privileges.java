package dev.turnstone.postgresql.writer;

import dev.turnstone.postgresql.text.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Privileges of one grantee as a grant holds them: each with whether it may be passed on.
///
/// @param passed by privilege
record Privileges(Map<String, Boolean> passed) {
    /// Reads `SELECT, UPDATE*`; empty for none.
    static Privileges read(Optional<String> text) {
        Map<String, Boolean> passed = new TreeMap<>();
        for (String privilege : text.orElse("").split(", ", -1)) {
            if (!privilege.isEmpty()) {
                boolean option = privilege.endsWith("*");
                passed.put(option ? privilege.substring(0, privilege.length() - 1) : privilege, option);
            }
        }
        return new Privileges(passed);
    }

    /// These and others.
    Privileges with(Privileges others) {
        Map<String, Boolean> all = new TreeMap<>(passed);
        others.passed.forEach((privilege, option) -> all.merge(privilege, option, Boolean::logicalOr));
        return new Privileges(all);
    }

    /// The statements that bring these to `after`, revocations first.
    ///
    /// @param prefix what stands before `GRANT` or `REVOKE`: empty, or `ALTER DEFAULT PRIVILEGES …` with a blank
    /// @param columns what stands behind each privilege: empty, or ` (column)`
    /// @param object what stands behind `ON`
    /// @param grantee a role, or `public`
    List<String> become(Privileges after, String prefix, String columns, String object, String grantee) {
        String role = grantee.equals("public") ? "PUBLIC" : Sql.name(grantee);
        List<String> revoked = new ArrayList<>();
        List<String> unpassed = new ArrayList<>();
        List<String> granted = new ArrayList<>();
        List<String> passedOn = new ArrayList<>();
        passed.forEach((privilege, option) -> {
            Boolean wanted = after.passed.get(privilege);
            if (wanted == null) {
                revoked.add(privilege + columns);
            } else if (option && !wanted) {
                unpassed.add(privilege + columns);
            }
        });
        after.passed.forEach((privilege, option) -> {
            Boolean had = passed.get(privilege);
            if (option && !Boolean.TRUE.equals(had)) {
                passedOn.add(privilege + columns);
            } else if (had == null) {
                granted.add(privilege + columns);
            }
        });
        List<String> statements = new ArrayList<>();
        say(statements, prefix + "REVOKE ", revoked, " ON " + object + " FROM " + role);
        say(statements, prefix + "REVOKE GRANT OPTION FOR ", unpassed, " ON " + object + " FROM " + role);
        say(statements, prefix + "GRANT ", granted, " ON " + object + " TO " + role);
        say(statements, prefix + "GRANT ", passedOn, " ON " + object + " TO " + role + " WITH GRANT OPTION");
        return statements;
    }

    private static void say(List<String> statements, String verb, List<String> privileges, String tail) {
        if (!privileges.isEmpty()) {
            statements.add(verb + String.join(", ", privileges) + tail);
        }
    }
}
