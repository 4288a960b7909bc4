package dev.turnstone.postgresql.inspector;

/// The system catalogs that objects are kept in, by the numbers that `pg_depend` and `pg_description` call them. These
/// numbers are the same in every PostgreSQL.
enum Catalog {
    TYPE(1247),
    ROUTINE(1255),
    RELATION(1259),
    SERVER(1417),
    USER_MAPPING(1418),
    FOREIGN_DATA_WRAPPER(2328),
    ACCESS_METHOD(2601),
    OPERATOR_OF_FAMILY(2602),
    FUNCTION_OF_FAMILY(2603),
    DEFAULT(2604),
    CAST(2605),
    CONSTRAINT(2606),
    LANGUAGE(2612),
    SCHEMA(2615),
    OPERATOR_CLASS(2616),
    OPERATOR(2617),
    REWRITE(2618),
    TRIGGER(2620),
    OPERATOR_FAMILY(2753),
    EXTENSION(3079),
    POLICY(3256),
    STATISTICS(3381),
    COLLATION(3456),
    EVENT_TRIGGER(3466),
    TEXT_SEARCH_DICTIONARY(3600),
    TEXT_SEARCH_PARSER(3601),
    TEXT_SEARCH_CONFIGURATION(3602),
    TEXT_SEARCH_TEMPLATE(3764),
    SUBSCRIPTION(6100),
    PUBLICATION(6104),
    PUBLISHED_TABLE(6106),
    PUBLISHED_SCHEMA(6237);

    private final int number;

    Catalog(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
