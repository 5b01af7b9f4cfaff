-- Who is signed in at the platform from which their shop was installed. Runs on H2 (PostgreSQL mode) and on PostgreSQL.
create table platform_session (
  secret_hash varchar(64) primary key,
  installation_id varchar(36) not null references installation (id) on delete cascade,
  person varchar(64) not null,
  ends_at timestamp with time zone not null
);
create index platform_session_ended on platform_session (ends_at);
