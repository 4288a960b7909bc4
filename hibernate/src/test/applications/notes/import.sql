insert into notes (title) values ('a row that is no part of a schema');
