

-- turnstone:down
-- Above: the way forward, for PostgreSQL and SQLite alike; where they differ, add a section for one of them.
-- Below: the way back, which undoes the statements above in the opposite order.

