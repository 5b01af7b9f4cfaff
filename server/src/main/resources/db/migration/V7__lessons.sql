-- What shops teach their bots. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- Words of a shop's own.
create table glossary_term (
  merchant varchar(64) not null,
  language varchar(16) not null,
  term varchar(128) not null,
  kind varchar(16) not null,
  meaning varchar(128) not null,
  primary key (merchant, language, term)
);

-- Messages with what they mean, corrected by people. Personal data are masked before a message gets here.
create table lesson (
  id bigint generated always as identity primary key,
  merchant varchar(64) not null,
  language varchar(16) not null,
  content varchar(2000) not null,
  intent varchar(64) not null,
  conversation_id varchar(36),
  author varchar(64) not null,
  at timestamp with time zone not null
);
create index lesson_of_merchant on lesson (merchant, language, id);

-- What was trained of lessons, with what it reached on those that were held back.
create table lesson_model (
  merchant varchar(64) not null,
  language varchar(16) not null,
  version int not null,
  model bytea not null,
  learned int not null,
  held_back int not null,
  right_before int not null,
  right_after int not null,
  pack_size int not null,
  pack_before int not null,
  pack_after int not null,
  at timestamp with time zone not null,
  primary key (merchant, language, version)
);

-- The version that understands a shop's messages; none is the language pack itself.
create table lesson_model_in_use (
  merchant varchar(64) not null,
  language varchar(16) not null,
  version int not null,
  primary key (merchant, language)
);
