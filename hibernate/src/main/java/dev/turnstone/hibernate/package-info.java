/// JPA entities as a source of schemas: the user's own Hibernate, in a class loader of its own, says which
/// statements make them. Nothing here links to Hibernate but `bridge`, and nothing connects to a database.
@NullMarked
package dev.turnstone.hibernate;

import org.jspecify.annotations.NullMarked;
