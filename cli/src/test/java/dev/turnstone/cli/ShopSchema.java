package dev.turnstone.cli;

import dev.turnstone.schema.Attribute;
import dev.turnstone.schema.Fact;
import dev.turnstone.schema.Id;
import dev.turnstone.schema.Kind;
import dev.turnstone.schema.Names;
import dev.turnstone.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A small schema, fact by fact, for what shows schemas.
final class ShopSchema {
    static final Id PUBLIC = Id.of(Kind.SCHEMA, "public");
    static final Id USERS = PUBLIC.child(Kind.TABLE, "users");
    static final Id ORDERS = PUBLIC.child(Kind.TABLE, "orders");
    private final List<Fact> facts = new ArrayList<>();
    private final List<String> unmodelled = new ArrayList<>();

    private ShopSchema() {}

    /// Users and their orders.
    static ShopSchema shop() {
        ShopSchema shop = new ShopSchema()
                .add(PUBLIC, Map.of())
                .add(PUBLIC.child(Kind.ENUM, "state"), Map.of(Attribute.VALUES, Names.list(List.of("new", "paid"))))
                .add(USERS, Map.of())
                .column(USERS, 1, "id", "bigint", true)
                .column(USERS, 2, "email", "text", true)
                .column(USERS, 3, "nick", "character varying(40)", false)
                .key(USERS, "users_pkey", "primary key", "id")
                .key(USERS, "users_email_key", "unique", "email")
                .add(USERS.satellite(Kind.OWNER), Map.of(Attribute.ROLE, "app"))
                .add(ORDERS, Map.of())
                .column(ORDERS, 1, "id", "bigint", true)
                .column(ORDERS, 2, "user_id", "bigint", true)
                .column(ORDERS, 3, "referrer", "bigint", false)
                .column(ORDERS, 4, "state", "state", true)
                .key(ORDERS, "orders_pkey", "primary key", "id")
                .reference(ORDERS, "orders_user_id_fkey", "user_id", USERS, "id")
                .reference(ORDERS, "orders_referrer_fkey", "referrer", USERS, "id");
        shop.add(
                ORDERS.child(Kind.COLUMN, "state").satellite(Kind.DEFAULT),
                Map.of(Attribute.EXPRESSION, "'new'::state"));
        shop.add(ORDERS.child(Kind.INDEX, "orders_user_id"), Map.of(Attribute.DEFINITION, "USING btree (user_id)"));
        shop.add(ORDERS.child(Kind.COLUMN, "state").satellite(Kind.COMMENT), Map.of(Attribute.TEXT, "where it stands"));
        return shop;
    }

    ShopSchema add(Id id, Map<String, String> definition) {
        facts.add(Fact.of(id, definition));
        return this;
    }

    ShopSchema column(Id table, int position, String name, String type, boolean notNull) {
        Map<String, String> definition =
                notNull ? Map.of(Attribute.TYPE, type, Attribute.NOT_NULL, "true") : Map.of(Attribute.TYPE, type);
        facts.add(new Fact(
                table.child(Kind.COLUMN, name),
                definition,
                Map.of(Attribute.POSITION, Integer.toString(position)),
                Set.of()));
        return this;
    }

    ShopSchema key(Id table, String name, String type, String... columns) {
        return add(
                table.child(Kind.CONSTRAINT, name),
                Map.of(Attribute.TYPE, type, Attribute.COLUMNS, Names.list(List.of(columns))));
    }

    ShopSchema reference(Id table, String name, String column, Id target, String referenced) {
        facts.add(new Fact(
                table.child(Kind.CONSTRAINT, name),
                Map.of(
                        Attribute.TYPE,
                        "foreign key",
                        Attribute.COLUMNS,
                        Names.list(List.of(column)),
                        Attribute.REFERENCES,
                        target.text(),
                        Attribute.REFERENCED_COLUMNS,
                        Names.list(List.of(referenced))),
                Map.of(Attribute.SERVER_MADE, "true"),
                Set.of(target)));
        return this;
    }

    /// Without an object and what belongs to it.
    ShopSchema without(Id gone) {
        facts.removeIf(fact -> fact.id().within(gone));
        return this;
    }

    ShopSchema unmodelled(String object) {
        unmodelled.add(object);
        return this;
    }

    Schema schema() {
        return new Schema("postgresql", "18.1", facts, unmodelled);
    }
}
