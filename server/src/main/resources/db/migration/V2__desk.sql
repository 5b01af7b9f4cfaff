-- What humans do at the desk. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- The token of the agent who holds the conversation; null when nobody of the desk does.
alter table conversation add column agent varchar(64);

-- The token of the agent who said it here; null for what was said elsewhere.
alter table message add column agent varchar(64);

alter table ticket add column note varchar;
alter table ticket add column version bigint default 0 not null;
alter table ticket add column updated_at timestamp with time zone;
alter table ticket add column closed_at timestamp with time zone;
create index ticket_of_conversation on ticket (conversation_id, id);

create table note (
  id bigint generated always as identity primary key,
  conversation_id varchar(36) not null references conversation (id),
  author varchar(64) not null,
  content varchar not null,
  at timestamp with time zone not null
);
create index note_of_conversation on note (conversation_id, id);

-- Who did what through the API. Holds no words of shoppers or agents and no secrets.
create table audit (
  id bigint generated always as identity primary key,
  at timestamp with time zone not null,
  actor varchar(64) not null,
  action varchar(64) not null,
  subject varchar(256) not null,
  details varchar not null
);

-- Numbers are computed conversation by conversation.
create index event_of_conversation on event (conversation_id, at, id);
