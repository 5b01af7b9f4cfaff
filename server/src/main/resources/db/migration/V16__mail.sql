-- E-mail that goes out, and codes that shoppers asked for. Runs on H2 (PostgreSQL mode) and on PostgreSQL.

create table outgoing_mail (
  id bigint generated always as identity primary key,
  -- the same at each try: the Message-ID
  mail_id varchar(64) not null unique,
  merchant varchar(64),
  purpose varchar(16) not null,
  -- stands for the address: a keyed hash
  person varchar(64) not null,
  -- address and words, sealed; null once nothing more happens
  content varchar,
  state varchar(12) not null,
  attempts integer default 0 not null,
  uncertain boolean default false not null,
  due_at timestamp with time zone not null,
  until_at timestamp with time zone,
  begun_at timestamp with time zone,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  reason varchar
);
create index outgoing_mail_due on outgoing_mail (state, due_at);
create index outgoing_mail_of_person on outgoing_mail (person, purpose, ended_at);
create index outgoing_mail_by_end on outgoing_mail (ended_at);

-- Whether or not there was such an order.
create table asked_code (
  merchant varchar(64) not null,
  order_number varchar(128) not null,
  -- a hash of who asked
  shopper varchar(64) not null,
  at timestamp with time zone not null
);
create index asked_code_by_time on asked_code (merchant, at);
