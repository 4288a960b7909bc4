/// What is loaded beside the user's Hibernate, and talks to the rest in types of the JDK alone. Compiled
/// against the oldest Hibernate that is supported; it may only use what every later one has too.
@NullMarked
package dev.turnstone.hibernate.bridge;

import org.jspecify.annotations.NullMarked;
