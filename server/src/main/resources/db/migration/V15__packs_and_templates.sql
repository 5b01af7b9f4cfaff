-- What merchants add of their own: packs of knowledge and templates. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

-- A pack of knowledge.
create table knowledge_pack (
  id varchar(36) primary key,
  merchant varchar(64) not null,
  title varchar(300) not null,
  concepts int not null,
  statements int not null,
  -- Turtle, checked when it came.
  turtle varchar not null,
  added_at timestamp with time zone not null
);
create index knowledge_pack_of_merchant on knowledge_pack (merchant, added_at);

-- Templates of merchants' own; one with the key of a shipped one stands in its place.
create table script_template (
  merchant varchar(64) not null,
  language varchar(16) not null,
  template_key varchar(64) not null,
  title varchar(120) not null,
  -- ICU message pattern, checked when it came.
  content varchar(4000) not null,
  -- Apart by blanks.
  tags varchar(400) not null,
  for_bot boolean not null,
  changed_at timestamp with time zone not null,
  primary key (merchant, language, template_key)
);
