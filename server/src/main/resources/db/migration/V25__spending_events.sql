-- What models cost is read from events of one kind, of one merchant or of all. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create index event_by_kind on event (kind, at);
