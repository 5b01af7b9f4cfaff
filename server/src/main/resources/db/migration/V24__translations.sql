-- What messages say in other languages: as a model put it, or the agent who wrote in a language of their own. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table message_translation (
  message_id bigint not null references message (id) on delete cascade,
  language varchar(35) not null,
  -- SHA-256 of what was translated: other words are translated anew
  original varchar(64) not null,
  words varchar not null,
  -- the model's name; empty when a person wrote it
  model varchar(200) not null,
  at timestamp with time zone not null,
  primary key (message_id, language)
);
